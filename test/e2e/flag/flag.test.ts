// Flagging in a real Chromium, by the native menu and the shortcut: what lies on the disk afterwards.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores, unsound } from '../store';
import { xPage, xPost } from './x-page';

const FEED = xPage(
  [1, 2, 3, 4, 5, 6].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post number ${n}`)).join(''),
);

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': FEED, 'x.com/other': xPage(xPost('other', '1', 'Other')) });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  own = await chromium.openOwn('manifest.json');
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'listed', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
});
afterEach(() => chromium.close());

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));
const secured = (n: number): Promise<Stores> =>
  until(`${n} flags`, async () => {
    const now = await stores();
    return now.captures.length >= n && now.rows.every(({ thumbnail }) => thumbnail !== '') && now;
  });

test('a right-click and "Flag this post" put the post, its picture and the log on the disk', async () => {
  const page = await chromium.open('https://x.com/home');
  await chromium.rightClick(page, '#text-1980000000000000002');
  await chromium.choose('h');
  const now = await secured(1);
  expect(unsound(now)).toEqual([]);
  const [capture] = now.captures;
  expect(capture?.post).toMatchObject({
    postUrl: 'https://x.com/user2/status/1980000000000000002',
    postId: '1980000000000000002',
    author: { handle: 'user2' },
    text: 'Post number 2',
  });
  expect(capture).toMatchObject({ platform: 'x', pageUrl: 'https://x.com/home', seq: 1 });
  expect(capture?.capture).toMatchObject({ verified: true, problems: [], foundVia: 'clicked' });
  expect(capture?.collectedBy.analystId).toBe('kestrel');
  expect(now.artefacts.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'screenshot_viewport present',
    'screenshot_post present',
    'thumbnail present',
  ]);
  expect(now.intents).toEqual([]);
});

test('two right-clicks in the same second both succeed, each with its own post', async () => {
  const page = await chromium.open('https://x.com/home');
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  await chromium.rightClick(page, '#text-1980000000000000003');
  await chromium.choose('h');
  const now = await secured(2);
  expect(unsound(now)).toEqual([]);
  expect(now.captures.map(({ post }) => post.author?.handle)).toEqual(['user1', 'user3']);
  const [first, second] = now.captures.map(({ flaggedAt }) => Date.parse(flaggedAt));
  expect(second! - first!).toBeLessThan(1000);
  expect(now.captures.every(({ capture }) => capture.verified)).toBe(true);
});

test('the toast of one flag is not in the picture of the next', async () => {
  const page = await chromium.open('https://x.com/home');
  const before = await page.screenshot();
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  await secured(1);
  expect((await page.screenshot()).equals(before)).toBe(false);
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  const now = await secured(2);
  const shots = now.artefacts.filter(({ kind }) => kind === 'screenshot_viewport');
  expect(new Set(shots.map((shot) => (shot.status === 'present' ? shot.sha256 : ''))).size).toBe(1);
});

test('the shortcut flags the post nearest the centre and says which', async () => {
  const page = await chromium.open('https://x.com/home');
  await page.mouse.move(1100, 300);
  screen.xdo('key', 'alt+shift+f');
  const now = await secured(1);
  expect(now.captures[0]?.capture).toMatchObject({ gesture: 'shortcut', foundVia: 'nearest' });
  expect(unsound(now)).toEqual([]);
});

test('with Shift at the right-click no picture is taken, and the flag says so', async () => {
  const page = await chromium.open('https://x.com/home');
  await page.keyboard.down('Shift');
  await chromium.rightClick(page, '#text-1980000000000000001');
  await page.keyboard.up('Shift');
  await chromium.choose('h');
  const now = await until('the flag', async () => {
    const read = await stores();
    return read.captures.length === 1 && read;
  });
  expect(now.artefacts).toMatchObject([
    { kind: 'screenshot_viewport', status: 'absent', absentReason: 'analyst_off' },
  ]);
  expect(now.blobs).toEqual([]);
  expect(now.captures[0]?.post.text).toBe('Post number 1');
});
