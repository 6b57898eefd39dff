// Flagging in a real Chromium, by the native menu and the shortcut: what lies on the disk afterwards.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { allJoined, readStores, type Stores, unsound } from '../store';
import { xPage, xPost } from './x-page';

const FEED = xPage(
  [1, 2, 3, 4, 5, 6].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post number ${n}`)).join(''),
);

/** A picture with something in it: of an even one there is no hash that says anything. */
function picture(seed: number): { headers: Record<string, string>; body: string } {
  const shapes = Array.from({ length: 40 }, (_, i) => {
    const n = (i * 7919 + seed * 104729) % 997;
    return `<circle cx="${n % 300}" cy="${(n * 3) % 200}" r="${5 + (n % 40)}" fill="hsl(${n} 80% ${20 + (n % 60)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" preserveAspectRatio="none"><rect width="300" height="200" fill="#fff"/>${shapes.join('')}</svg>`;
  return { headers: { 'content-type': 'image/svg+xml' }, body: svg };
}

const PICTURES = xPage(
  xPost(
    'painter',
    '7',
    'Look at these',
    `<img class="seen" width="300" height="150" src="/1.svg"><img width="40" height="40" src="/2.svg">
    <div class="seen" style="width:200px;height:100px;background:url(/3.svg) 0/100% 100%"></div>
    <div id="open"></div><div id="closed"></div>
    <img width="300" height="150" src="/4.svg" style="visibility:hidden">`,
  ),
  `for (const [id, mode] of [['open', 'open'], ['closed', 'closed']])
    document.getElementById(id).attachShadow({ mode }).innerHTML = '<img class="seen" width="120" height="90" src="/5.svg">';`,
);

/** In the page: where the three pictures are in the post, in its pixels. */
const PLACES = `(() => {
  const post = document.querySelector('article').getBoundingClientRect();
  const shown = [...document.querySelectorAll('.seen'), document.getElementById('open').shadowRoot.querySelector('.seen')];
  return shown.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x - Math.floor(post.x), y - Math.floor(post.y), width, height].map(Math.round);
  });
})()`;

/** In the page: every change of it from now on, by its kind and element. */
const SEE_CHANGES = `window.changes = [];
  new MutationObserver((all) => changes.push(...all.map(({ type, target }) => type + ' ' + target.nodeName)))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`;

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({
    'x.com/home': FEED,
    'x.com/other': xPage(xPost('other', '1', 'Other')),
    'x.com/pictures': PICTURES,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`x.com/${n}.svg`, picture(n)])),
  });
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
    return now.captures.length >= n && allJoined(now) && now;
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
    'text present',
    'dom_snapshot present',
  ]);
  const [shot, crop, thumbnail, text, snapshot] = now.artefacts;
  expect(crop).toMatchObject({ imagesState: 'same', pdq: [{ of: 'whole' }] });
  expect([shot, crop, thumbnail, text, snapshot].map((one) => one && 'sameState' in one)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(capture?.contentDigest).toMatch(/^[0-9a-f]{64}$/u);
  expect(now.intents).toEqual([]);
});

test('the pictures of a post are hashed where they are in its crop', async () => {
  const page = await chromium.open('https://x.com/pictures');
  await page.waitForFunction('document.readyState === "complete"');
  const places = z.parse(z.array(z.array(z.number())), await page.evaluate(PLACES));
  await page.evaluate(SEE_CHANGES);
  await chromium.rightClick(page, '#text-7');
  await chromium.choose('h');
  const now = await secured(1);
  const crop = now.artefacts.find(({ kind }) => kind === 'screenshot_post');
  if (crop?.status !== 'present') throw new Error('there is a crop');
  expect(crop.imagesState).toBe('same');
  // the picture, the one in an open shadow root, the one in a background; neither the face, nor the closed one, nor the half hidden
  const found = crop.pdq?.map(({ of }) => of).slice(1);
  expect(found?.toSorted()).toEqual(places.map((place) => place.join(',')).toSorted());
  expect(crop.pdq?.every(({ quality }) => quality >= 50)).toBe(true);
  const hashes = new Set(crop.pdq?.map(({ hash }) => hash));
  expect(hashes.size).toBe(4);
  // nothing of this is to be seen in the page: the toast alone is
  expect(new Set(z.parse(z.array(z.string()), await page.evaluate('changes')))).toEqual(
    new Set(['childList HTML']),
  );
  expect(unsound(now)).toEqual([]);
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
    return allJoined(read) && read;
  });
  expect(now.artefacts).toMatchObject([
    { kind: 'screenshot_viewport', status: 'absent', absentReason: 'analyst_off' },
    { kind: 'screenshot_post', status: 'absent', absentReason: 'analyst_off' },
    { kind: 'text', status: 'present' },
    { kind: 'dom_snapshot', status: 'absent', absentReason: 'analyst_off' },
  ]);
  expect(now.blobs.map(({ type }) => type)).toEqual(['text/plain']);
  expect(now.captures[0]?.post.text).toBe('Post number 1');
});
