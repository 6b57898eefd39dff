// The evidence of a flag in a real Chromium: listed, looked at with the look in the log, added to, destroyed.

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustodyEvent } from '../../../src/evidence/custody';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { addGiven, EVIDENCE, type Given, hostileSnapshot, putHashes } from './evidence';
import { openSeeded, records, show, UI } from './open';
import { flagId, SESSION } from './seed';

let chromium: Chromium;
let server: Server | undefined;

beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
});
afterEach(async () => {
  await chromium.close();
  server?.close();
  server = undefined;
});

const FORM = `${UI}#flag/${flagId(2)}`;
const TAB = `${UI}?view=tab#flag/${flagId(2)}`;

async function openFlag(path: string, given: readonly Given[] = EVIDENCE): Promise<Page> {
  const page = await openSeeded(chromium, UI, { flags: 2 });
  await addGiven(page, 2, given);
  await show(page, chromium, path);
  await page.getByTestId('evidence').waitFor();
  return page;
}

const artefact = (page: Page, kind: string) => page.locator(`[data-testid=artefact][data-kind=${kind}]`);
const opener = (page: Page, kind: string) => artefact(page, kind).getByTestId('open-artefact');

async function looks(page: Page): Promise<[string, unknown][]> {
  const events = await records<CustodyEvent>(page, 'custody');
  return events.map(({ type, detail }) => [type, detail.sha256]);
}

test('the list is folded until M, says what was left out and why, and grows while it is open', async () => {
  const page = await openFlag(FORM);
  expect(await page.getByTestId('artefact').count()).toBe(0);
  await page.keyboard.press('m');
  await artefact(page, 'dom_snapshot').waitFor();
  // the thumbnail is a working copy, no evidence
  expect(await page.getByTestId('artefact').count()).toBe(1 + EVIDENCE.length);
  const said = await artefact(page, 'dom_snapshot').textContent();
  for (const words of ['The page had changed', 'scripts removed (41)', '7 sec later'])
    expect(said).toContain(words);
  expect(await artefact(page, 'screenshot_full').textContent()).toContain('Not taken: the page had changed.');
  expect(await opener(page, 'screenshot_full').count()).toBe(0);
  await addGiven(page, 2, [{ kind: 'metadata', mediaType: 'application/json', bytes: 'e30=' }]);
  await artefact(page, 'metadata').waitFor();
  await page.keyboard.press('m');
  await artefact(page, 'metadata').waitFor({ state: 'detached' });
});

test('a picture is opened, shown and closed by keyboard, with each look in the log before it', async () => {
  const page = await openFlag(FORM);
  await page.keyboard.press('m');
  await opener(page, 'screenshot_whole_post').focus();
  await page.keyboard.press('Enter');
  const shown = page.locator('.viewer-picture');
  await shown.waitFor();
  const [[viewed, sha256] = [], ...others] = await looks(page);
  expect([viewed, others]).toEqual(['viewed', []]);
  const blur = () => page.locator('.viewer-scroll').evaluate((node) => getComputedStyle(node).filter);
  expect(await blur()).toContain('blur');
  await page.keyboard.press('v');
  await page.locator('.viewer-body[data-revealed=true]').waitFor();
  expect(await blur()).toBe('none');
  expect(await looks(page)).toEqual([
    ['viewed', sha256],
    ['revealed', sha256],
  ]);
  // keys of the form below mean nothing here, and Escape closes this alone
  await page.keyboard.press('1');
  await page.keyboard.press('Escape');
  await page.getByTestId('viewer').waitFor({ state: 'detached' });
  expect(await page.locator('[name=category]:checked').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
    'open-artefact',
  );
});

test('a text is shown as text', async () => {
  const page = await openFlag(FORM);
  await page.keyboard.press('m');
  await opener(page, 'text').click();
  const text = page.getByTestId('viewer-text');
  expect(await text.textContent()).toBe('They will not divide us. <b>Join</b> the channel.');
  expect(await text.evaluate((node) => node.childElementCount)).toBe(0);
});

test('a snapshot is shown in a frame that runs nothing, loads nothing and leads nowhere', async () => {
  const asked: string[] = [];
  server = createServer(({ url }, response) => {
    asked.push(url ?? '');
    response.end('here');
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  const beacon = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bytes = hostileSnapshot(beacon);
  const page = await openFlag(TAB, [{ kind: 'dom_snapshot', mediaType: 'application/gzip', bytes }]);
  await page.evaluate('addEventListener("message", () => { globalThis.ran = true; })');
  await opener(page, 'dom_snapshot').click();
  const frame = page.getByTestId('viewer-page');
  await frame.waitFor();
  expect(await frame.evaluate((node) => [node.getAttribute('sandbox'), node.hasAttribute('inert')])).toEqual([
    '',
    true,
  ]);
  await page.keyboard.press('v');
  await page.locator('.viewer-body[data-revealed=true]').waitFor();
  const inside = frame.contentFrame();
  expect(await inside.locator('h1').textContent()).toBe('A post as it was');
  await inside.locator('#send').click();
  await inside.locator('#out').click({ modifiers: ['Control'] });
  await inside.locator('#out').click({ button: 'middle' });
  await inside.locator('#out').click();
  await page.waitForTimeout(1500); // an address set in the page takes its time
  expect(asked).toEqual([]);
  expect(await page.evaluate('globalThis.ran')).toBeUndefined();
  expect((await looks(page)).map(([type]) => type)).toEqual(['viewed', 'revealed']);
});

test('the popup hands pages and files to the tab, which saves them as they are stored', async () => {
  const page = await openFlag(FORM);
  await page.keyboard.press('m');
  const [tab] = await Promise.all([chromium.context.waitForEvent('page'), opener(page, 'media').click()]);
  await tab.getByTestId('viewer').waitFor();
  const [download] = await Promise.all([
    tab.waitForEvent('download'),
    tab.getByTestId('save-artefact').click(),
  ]);
  expect(readFileSync(await download.path()).toString()).toBe('no film');
  expect(download.suggestedFilename()).toBe('00002-media.mp4');
});

test('more is offered while the tab is open, and what goes wrong is said', async () => {
  const page = await openFlag(FORM);
  await page.keyboard.press('m');
  await page.getByText('The page is no longer open here').waitFor();
  // a tab that shows another document by now
  const where = `chrome.tabs.getCurrent().then(({ id, windowId }) => chrome.storage.session.set({
    whereabouts: [['${flagId(2)}', { tabId: id, windowId, frameId: 0, token: 'gone' }]] }))`;
  await page.evaluate(where);
  await show(page, chromium, FORM);
  await page.getByTestId('evidence').waitFor();
  await page.keyboard.press('m');
  await page.getByTestId('more-screenshot_full').waitFor();
  // the list scrolls, the window does not
  expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
  // what is there is not offered again
  expect(await page.getByTestId('more-dom_snapshot').count()).toBe(0);
  await page.getByTestId('more-screenshot_full').click();
  await page.locator('[data-testid=problem][data-code=page_gone]').waitFor();
  expect(await page.getByTestId('problem').textContent()).toContain('What was secured is safe');
});

test('pictures are destroyed by keyboard, with a reason, and their tombstone takes their place', async () => {
  const page = await openFlag(FORM);
  await page.keyboard.press('m');
  await page.getByTestId('destroy').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('destroy-now').focus();
  await page.keyboard.press('Enter');
  // refused without a reason, which has the focus now
  await page.getByTestId('destroyReason-error').waitFor();
  await page.keyboard.type('Shows a child');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByTestId('tombstone').waitFor();
  expect(await page.getByTestId('tombstone').textContent()).toContain('Shows a child');
  expect(await artefact(page, 'screenshot_whole_post').getAttribute('data-status')).toBe('destroyed');
  expect(await artefact(page, 'text').getAttribute('data-status')).toBe('present');
  expect(await page.getByTestId('picture-none').textContent()).toContain('destroyed');
  expect(await page.getByTestId('destroy').count()).toBe(0);
  expect((await records<CustodyEvent>(page, 'custody')).at(-1)).toMatchObject({
    type: 'purged',
    actor: 'analyst-7',
    subject: { flagId: flagId(2), sessionId: SESSION },
  });
});

test('a likeness is named with its distance, leads to the flag, and a discarded one is marked', async () => {
  const page = await openSeeded(chromium, UI, { flags: 3, statuses: ['draft', 'discarded', 'draft'] });
  const hash = 'a5'.repeat(32);
  await putHashes(page, [
    [3, hash],
    [2, `a4${hash.slice(2)}`],
    [1, `0f0f${hash.slice(4)}`],
  ]);
  await show(page, chromium, `${UI}#flag/${flagId(3)}`);
  await page.getByTestId('near').waitFor();
  const near = page.getByTestId('near-match');
  await until('both', async () => (await near.count()) === 2);
  expect(await near.first().textContent()).toContain(
    'Looks like No. 2 of this session (1 of 256 bits differ)',
  );
  expect(await near.last().textContent()).toContain('Discarded');
  await near.first().getByRole('link').click();
  await page.locator(`[data-testid=judge-form][data-flag-id="${flagId(2)}"]`).waitFor();
});
