// Every screen in a real Chromium: nothing that axe objects to, in light and in dark; the first run and the settings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { addGiven, EVIDENCE, putHashes } from './evidence';
import { openSeeded, ready, records, show, UI } from './open';
import { flagId } from './seed';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STATUSES = [
  'draft',
  'accepted',
  'queued',
  'rejected',
  'discarded',
  'quarantined',
  'duplicate',
  'sending',
];

let chromium: Chromium;

beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
});
afterEach(() => chromium.close());

async function objections(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const ids = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    );
    found.push(...(ids as string[]).map((id) => `${colorScheme}: ${id}`));
  }
  return found;
}

test('axe objects to nothing on any screen, light or dark', async () => {
  const page = await chromium.openOwn(`${UI}?view=tab`);
  await ready(page);
  expect(await objections(page)).toEqual([]);
  await page.getByTestId('start').click();
  expect(await objections(page)).toEqual([]);
  await page.close();
  const filled = await openSeeded(chromium, `${UI}#queue`, { flags: 40, statuses: STATUSES });
  const screens = [
    '#queue',
    '#sessions',
    '#settings',
    '#privacy',
    '#export',
    `#flag/${flagId(40)}`,
    `#flag/${flagId(3)}`,
  ];
  for (const path of screens.flatMap((hash) => [UI + hash, `${UI}?view=tab${hash}`])) {
    await show(filled, chromium, path);
    await filled.locator('h1').first().waitFor({ state: 'attached' });
    expect([path, ...(await objections(filled))]).toEqual([path]);
  }
  await show(filled, chromium, `${UI}#flag/${flagId(40)}`);
  await filled.locator('[name=category]').first().waitFor();
  for (const key of ['1', 'Control+Enter', 'v']) await filled.keyboard.press(key);
  expect(await objections(filled)).toEqual([]);
});

test('axe objects to nothing about a post that was matched and a subject that is corrected', async () => {
  const options = { flags: 1, foundVia: 'link', platform: 'other' } as const;
  const page = await openSeeded(chromium, `${UI}#flag/${flagId(1)}`, options);
  await page.getByTestId('listen-offer').waitFor();
  await page.locator('[name=subject]').selectOption('channel');
  await page.locator('[name=postUrl]').fill('no address');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('postUrl-error').waitFor();
  expect(await objections(page)).toEqual([]);
});

test('axe objects to nothing about evidence that is listed, shown or destroyed, and about seals', async () => {
  const page = await openSeeded(chromium, UI, { flags: 2 });
  await addGiven(page, 2, EVIDENCE);
  await putHashes(page, [
    [2, 'a5'.repeat(32)],
    [1, 'a5'.repeat(32)],
  ]);
  for (const path of [`${UI}#flag/${flagId(2)}`, `${UI}?view=tab#flag/${flagId(2)}`]) {
    await show(page, chromium, path);
    await page.getByTestId('near-match').waitFor();
    if (!path.includes('tab')) await page.keyboard.press('m');
    for (const kind of path.includes('tab') ? ['dom_snapshot', 'media'] : ['screenshot_whole_post', 'text']) {
      await page.locator(`[data-kind=${kind}] [data-testid=open-artefact]`).click();
      await page.locator('.viewer-body > *').first().waitFor();
      expect([kind, ...(await objections(page))]).toEqual([kind]);
      await page.keyboard.press('v');
      expect([kind, ...(await objections(page))]).toEqual([kind]);
      await page.keyboard.press('Escape');
    }
    expect([path, ...(await objections(page))]).toEqual([path]);
  }
  await page.getByTestId('destroy').click();
  await page.getByTestId('destroy-now').click();
  expect(await objections(page)).toEqual([]);
  await page.locator('#destroyReason').fill('By order');
  await page.getByTestId('destroy-now').click();
  await page.getByTestId('tombstone').waitFor();
  expect(await objections(page)).toEqual([]);
  await show(page, chromium, `${UI}?view=tab#sessions`);
  await page.getByTestId('seal-now').click();
  await page.getByTestId('seals').locator('summary').click();
  await page.getByTestId('seal-signer').waitFor();
  expect(await objections(page)).toEqual([]);
});

test('what is taken with a flag and whose time-stamps count is kept in the settings, or refused in words', async () => {
  const page = await openSeeded(chromium, `${UI}#settings`, { flags: 1 });
  await page.locator('[name=snapshot]').uncheck();
  await page.locator('[name=wholePost][value=always]').check();
  await page.locator('[name=timestampUrl]').fill('ftp://authority.example');
  await page.locator('[name=timestampRoots]').fill('hello');
  const form = page.getByTestId('timestamp-form');
  await form.getByRole('button', { name: 'Save' }).click();
  for (const field of ['timestampUrl', 'timestampRoots']) await page.getByTestId(`${field}-error`).waitFor();
  expect(await objections(page)).toEqual([]);
  const file = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';
  const pem = { name: 'root.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(file) };
  await page.getByTestId('roots-file').setInputFiles(pem);
  await page.getByText('Certificates: 1').waitFor();
  await page.locator('[name=timestampUrl]').fill('http://authority.example/tsa ');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByTestId('saved').getByText('Saved').waitFor();
  // the popup cannot ask the browser: it says where that is done
  await page.getByTestId('host-missing').getByRole('button', { name: 'Open in a tab' }).waitFor();
  const { settings } = (await page.evaluate('chrome.storage.local.get()')) as { settings: unknown };
  expect(settings).toMatchObject({
    snapshot: false,
    wholePost: 'always',
    timestampUrl: 'http://authority.example/tsa',
    timestampRoots: file.trim(),
  });
  expect(await page.getByTestId('grant-full').getAttribute('data-given')).toBe('false');
});

test('the first run stores the profile before the browser has asked for anything, and starts the session', async () => {
  const page = await chromium.openOwn(`${UI}?view=tab`);
  await page.locator('[name=pseudonym]').fill(' kestrel ');
  await page.getByTestId('start').click();
  await page.getByTestId('unit-error').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('unit');
  await page.locator('[name=unit]').fill('Unit 7');
  await page.locator('[name=country]').selectOption('DE');
  await page.locator('[name=endpointUrl]').fill('http://desk.unit.example');
  await page.getByTestId('start').click();
  expect(await page.getByTestId('endpointUrl-error').textContent()).toContain('https');
  await page.locator('[name=endpointUrl]').fill('http://127.0.0.1:9/desk/');
  await page.locator('[name=token]').fill('secret');
  await page.locator('[name=sessionName]').fill('Action day');
  // headless, the question of the browser is never answered
  await page.getByTestId('start').click();
  await page.getByTestId('empty').waitFor();
  expect(await page.getByTestId('session-name').textContent()).toBe('Action day');
  const stored = await page.evaluate(`chrome.storage.local.get()`);
  expect(stored).toMatchObject({
    settings: {
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'DE' },
      endpoint: { url: 'http://127.0.0.1:9/desk', batchSize: 100, rememberToken: false },
    },
  });
  expect(JSON.stringify(stored)).not.toContain('secret');
  expect(await page.evaluate(`chrome.storage.session.get('token')`)).toEqual({
    token: { token: 'secret', origin: 'http://127.0.0.1:9' },
  });
  expect(await records(page, 'sessions')).toMatchObject([{ name: 'Action day', kind: 'routine' }]);
});

test('a sync that reaches nobody says what happened, what is safe and what to do', async () => {
  const page = await openSeeded(chromium, `${UI}#settings`, { flags: 2 });
  await page.locator('[name=endpointUrl]').fill('http://127.0.0.1:9');
  await page.locator('[name=token]').fill('secret');
  await page.getByTestId('endpoint-form').getByRole('button', { name: 'Save' }).click();
  await page.getByTestId('endpoint-form').getByTestId('saved').getByText('Saved').waitFor();
  await show(page, chromium, `${UI}#flag/${flagId(2)}`);
  await page.locator('[name=category]').first().waitFor();
  for (const key of ['2', 'Shift+Digit3', 'f', '7', 'n', 'Control+Enter']) await page.keyboard.press(key);
  await page.locator(`[data-flag-id="${flagId(1)}"]`).waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('sync-now').click();
  await page.locator('[data-testid=problem][data-code=endpoint_unreachable]').waitFor();
  expect(await page.getByTestId('problem').textContent()).toContain('Nothing is lost');
});

test('sessions are started, renamed and switched, and the queue follows', async () => {
  const page = await openSeeded(chromium, `${UI}#sessions`, { flags: 3 });
  await page.locator('[name=newSessionName]').fill('Second day');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByTestId('empty').waitFor();
  await page.getByTestId('session-name').click();
  await page.getByRole('button', { name: 'Rename Second day' }).click();
  await page.locator('[name=rename]').fill('Third day');
  await page.keyboard.press('Enter');
  await page.getByText('Third day').first().waitFor();
  await page.getByRole('button', { name: 'Switch to Action day 2026-11-21' }).click();
  await page.getByRole('link', { name: 'Queue' }).click();
  await page.locator('[data-testid=flag-list][data-count="3"]').waitFor();
});

test('the tab exports the session, says what goes in, and hands over a file', async () => {
  const page = await openSeeded(chromium, `${UI}?view=tab#export`, { flags: 3, statuses: ['ready'] });
  await page.locator('[name=profile][value=partner]').check();
  await page.getByTestId('export-start').click();
  await page.getByTestId('export-done').waitFor();
  const link = page.getByTestId('export-download');
  expect(await link.getAttribute('download')).toMatch(/\.zip$/u);
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(
    readFileSync(await download.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
});
