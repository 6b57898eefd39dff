// Tabs that were open before the extension came, or came anew, in a real Chromium: the listener gets into them, once.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores } from '../store';
import { xPage, xPost } from './x-page';

const FEED = xPage(
  ['1', '2', '3'].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post ${n}`)).join(''),
);

const SPIKE = fileURLToPath(new URL('../../fixtures/spike', import.meta.url));

let site: Site;
let screen: Screen;
let chromium: Chromium;
let folder: string;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': FEED });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flagpost-build-'));
  cpSync(builtExtension('chrome'), folder, { recursive: true });
});
afterEach(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser with the extension of the folder, or with none of ours but leave to load that one later. */
async function launch(extension: string): Promise<void> {
  const args = [`--disable-extensions-except=${extension},${folder}`];
  chromium = await launchChromium({ extension, screen, site, args });
}

/** Puts the extension of the folder in, new or in the place of what is there; resolves when it listens in the page. */
async function load(page: Page): Promise<void> {
  const cdp = await chromium.context.browser()!.newBrowserCDPSession();
  const { id } = await cdp.send('Extensions.loadUnpacked', { path: folder });
  own = await chromium.context.newPage();
  await own.goto(`chrome-extension://${id}/manifest.json`);
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
  await until('the menu', () => own.evaluate(`chrome.contextMenus.update('flag-post', {}).then(() => true)`));
  await until('the listener', () =>
    own.evaluate(
      `chrome.tabs.query({ url: 'https://x.com/*' }).then(([tab]) => chrome.tabs.sendMessage(tab.id, 'flagpost_glance'))`,
    ),
  );
  await page.bringToFront();
}

const firstCapture = (): Promise<Stores['captures'][number]> =>
  until('the flag', async () => {
    const { captures } = await readStores((expression) => own.evaluate(expression));
    return captures[0];
  });

test('a tab that was open at the install knows the clicked post', async () => {
  await launch(SPIKE);
  const page = await chromium.open('https://x.com/home');
  await load(page);
  await chromium.rightClick(page, '#text-1980000000000000002');
  await chromium.choose('h');
  const capture = await firstCapture();
  expect(capture.capture).toMatchObject({ foundVia: 'clicked', verified: true });
  expect(capture.post.postId).toBe('1980000000000000002');
});

test('a tab that was open at an update knows the clicked post', async () => {
  await launch(folder);
  const page = await chromium.open('https://x.com/home');
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: '0.1.1' }));
  await load(page);
  await chromium.rightClick(page, '#text-1980000000000000003');
  await chromium.choose('h');
  const capture = await firstCapture();
  expect(capture.capture).toMatchObject({ foundVia: 'clicked', verified: true });
  expect(capture.environment.extensionVersion).toBe('0.1.1');
  expect(capture.post.postId).toBe('1980000000000000003');
});

test('injected a second time, the listener still remembers each right-click once', async () => {
  await launch(folder);
  const page = await chromium.open('https://x.com/home');
  await load(page);
  await own.evaluate(`chrome.tabs.query({ url: 'https://x.com/*' }).then(([{ id }]) =>
    chrome.scripting.executeScript({ target: { tabId: id, allFrames: true }, files: ['src/content.js'] }))`);
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('Escape');
  const glance = await own.evaluate(
    `chrome.tabs.query({ url: 'https://x.com/*' }).then(([{ id }]) => chrome.tabs.sendMessage(id, 'flagpost_glance'))`,
  );
  expect(glance).toMatchObject({ clicks: [{ shiftKey: false }] });
});
