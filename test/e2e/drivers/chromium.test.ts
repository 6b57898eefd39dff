// Shows that the Chromium driver reaches what an analyst reaches, with the smallest extension there is.
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type Chromium, launchChromium } from './chromium';
import { until } from './until';
import { type Screen, startScreen } from './xvfb';

const extension = fileURLToPath(new URL('../../fixtures/spike', import.meta.url));
const PAGE =
  '<!doctype html><title>Feed</title><article id="a">First</article><article id="b">Second</article>';

let site: Site;
let screen: Screen;
let chromium: Chromium;

beforeAll(async () => {
  site = await startSite({ 'x.com/feed': PAGE });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(async () => {
  chromium = await launchChromium({ extension, screen, site });
  await until('the menu item', async () => (await stored('ready')) === true);
});
afterEach(() => chromium.close());

function stored(key: string): Promise<unknown> {
  return chromium.worker().evaluate(`chrome.storage.local.get('${key}').then((all) => all['${key}'])`);
}

function clicks(page: Page): Promise<unknown> {
  return page.evaluate(`chrome.runtime.sendMessage('clicks')`);
}

test('a host name leads to the local site, any other host nowhere', async () => {
  const page = await chromium.open('https://x.com/feed');
  expect(await page.title()).toBe('Feed');
  expect(site.requests.some(({ host, path }) => host === 'x.com' && path === '/feed')).toBe(true);
  await page.goto('https://elsewhere.example/');
  expect(await page.textContent('body')).toBe('Not here.');
});

test('the native menu flags the post that was right-clicked, and the popup opens', async () => {
  const page = await chromium.open('https://x.com/feed');
  await chromium.rightClick(page, '#b');
  await chromium.choose('g');
  const flagged = await until('the flag', () => stored('flagged'));
  expect(flagged).toMatchObject({ url: 'https://x.com/feed', pin: 'Second' });
  const popup = await chromium.popup();
  await popup.fill('input', 'typed');
  expect(await popup.inputValue('input')).toBe('typed');
});

test('a stopped worker forgets, and the next message starts it anew', async () => {
  const page = await chromium.open('https://x.com/feed');
  await chromium.rightClick(page, '#a');
  await chromium.choose('g');
  await until('the flag', () => stored('flagged'));
  const own = await chromium.openOwn('popup.html');
  expect(await clicks(own)).toBe(1);
  await chromium.stopWorker();
  expect(await clicks(own)).toBe(0);
  expect(await stored('ready')).toBe(true);
});

test('a killed browser starts again on the same profile', async () => {
  const { profile } = chromium;
  await chromium.worker().evaluate(`chrome.storage.local.set({ kept: 7 })`);
  await chromium.kill();
  chromium = await launchChromium({ extension, screen, site, profile });
  expect(await stored('kept')).toBe(7);
});

test('headless, the toolbar button opens the popup', async () => {
  await chromium.close();
  chromium = await launchChromium({ extension, site });
  await chromium.pressButton(await chromium.open('https://x.com/feed'));
  expect(await (await chromium.popup()).title()).toBe('Spike popup');
});
