// The picture and the post are of the same moment, or marked: what moves under the shot, in a real Chromium.
// The shot itself is real; the worker's call for it is made to wait while the page or the tab is moved.

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
  [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `${n}`)).join(''),
);

/** A film with its clock and comments coming in. */
const FILM = `<!doctype html><title>Film</title><style>body{margin:0}ytd-watch-flexy{display:block;min-height:2000px}</style>
  <ytd-watch-flexy video-id="abcdefghijk"><span id="clock"></span><ytd-watch-metadata><h1 id="film">Seeds</h1></ytd-watch-metadata>
  </ytd-watch-flexy><script>setInterval(() => { clock.textContent = performance.now(); }, 5)</script>`;

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({
    'x.com/home': FEED,
    'x.com/b': xPage(xPost('b', '7', 'B')),
    'www.youtube.com/watch': FILM,
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

/** From now on each of the first `times` shots waits for `during`, an expression run in the worker. */
async function underTheShot(during: string, times = 9): Promise<void> {
  await chromium.worker().evaluate(`{
    const shoot = browser.tabs.captureVisibleTab.bind(browser.tabs);
    let left = ${times};
    const wait = (ms) => new Promise((passed) => setTimeout(passed, ms));
    const inPage = async (func) => {
      const [tab] = await browser.tabs.query({ url: 'https://x.com/home*' });
      await browser.scripting.executeScript({ target: { tabId: tab.id }, world: 'MAIN', func });
    };
    browser.tabs.captureVisibleTab = async (...args) => {
      left -= 1;
      if (left >= 0) { ${during} }
      return shoot(...args);
    };
  }`);
}

async function flagFirst(url = 'https://x.com/home', place = '#text-1980000000000000001'): Promise<Stores> {
  const page = await chromium.open(url);
  await chromium.rightClick(page, place);
  await chromium.choose('h');
  return until('the flag', async () => {
    const now = await stores();
    return now.captures.length === 1 && now;
  });
}

const AWAY_AND_BACK = `
  const [a] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  const b = await browser.tabs.create({ url: 'https://x.com/b' });
  await wait(80);
  await browser.tabs.update(a.id, { active: true });
  await browser.tabs.remove(b.id);
  await wait(80);`;

test('A to B and back to A under every shot: not verified, and no picture that could be of B', async () => {
  await underTheShot(AWAY_AND_BACK);
  const { captures, artefacts, blobs } = await flagFirst();
  expect(captures[0]?.capture.verified).toBe(false);
  expect(captures[0]?.capture.problems).toContain('tab_switched');
  expect(artefacts).toContainEqual(
    expect.objectContaining({ kind: 'screenshot_viewport', status: 'absent', absentReason: 'tab_changed' }),
  );
  expect(blobs.filter(({ type }) => type.startsWith('image/'))).toEqual([]);
  expect(captures[0]?.post.author?.handle).toBe('user1');
});

test('A to B and back under the first shot only: taken again, and verified', async () => {
  await underTheShot(AWAY_AND_BACK, 1);
  const now = await flagFirst();
  expect(now.captures[0]?.capture).toMatchObject({ verified: true, problems: [] });
  expect(unsound(now)).toEqual([]);
});

test('B in front from the first shot on: not verified, not even when the second try sees nothing move', async () => {
  await underTheShot(`await browser.tabs.create({ url: 'https://x.com/b' }); await wait(150);`, 1);
  const { captures, blobs } = await flagFirst();
  expect(captures[0]?.capture.verified).toBe(false);
  expect(captures[0]?.capture.problems).toContain('tab_switched');
  expect(blobs.filter(({ type }) => type.startsWith('image/'))).toEqual([]);
});

test('in-app navigation under the shot: kept with its picture, marked, never verified', async () => {
  await underTheShot(`await inPage(() => history.pushState({}, '', '/home?next'));`);
  const now = await flagFirst();
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('navigated');
  expect(now.blobs.length).toBeGreaterThan(0);
  expect(unsound(now)).toEqual([]);
});

test('scrolling away and back under the shot: never verified', async () => {
  await underTheShot(`await inPage(() => { scrollTo(0, 300); });
    await wait(60); await inPage(() => { scrollTo(0, 0); }); await wait(60);`);
  const now = await flagFirst();
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('page_changed');
});

test('a list that puts another post into the same element under the shot: never verified', async () => {
  await underTheShot(`await inPage(() => {
    const n = Math.random();
    for (const link of document.querySelectorAll('#post-1980000000000000001 a')) link.href = '/someone/status/' + n;
  });`);
  const now = await flagFirst();
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('page_changed');
});

test('a film that fills the page while its clock runs: verified, for its address is what says which it is', async () => {
  await underTheShot('await wait(100);');
  const now = await flagFirst('https://www.youtube.com/watch?v=abcdefghijk', '#film');
  expect(now.captures[0]?.post.postId).toBe('abcdefghijk');
  expect(now.captures[0]?.capture).toMatchObject({ verified: true, problems: [] });
});

test('the tab closed under the shot: what was read is kept and marked', async () => {
  await underTheShot(`const [a] = await browser.tabs.query({ url: 'https://x.com/home*' });
    await wait(200); await browser.tabs.remove(a.id);`);
  const now = await flagFirst();
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('state_unknown');
  expect(now.captures[0]?.pageUrl).toBe('https://x.com/home');
  expect(now.captures[0]?.post.author?.handle).toBe('user1');
});
