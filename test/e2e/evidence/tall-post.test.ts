// Taller than the window, in a real Chromium: what the stored picture shows, and that the page is as it was before.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import type { Artefact } from '../../../src/flag/artefact';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores, unsound } from '../store';
import { PAGE_STATE, POST_ID, type Rows, rowsOf, tallPage, wrongBands } from './bands';

const LOCKED =
  "default-src 'none'; style-src 'nonce-a'; script-src 'nonce-b'; require-trusted-types-for 'script'";
const HOME = 'https://x.com/home';
const TEXT = `#text-${POST_ID}`;

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': '' });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  own = await chromium.openOwn('manifest.json');
  await settings('never');
});
afterEach(() => chromium.close());

const settings = (wholePost: string, toast = 'never'): Promise<unknown> =>
  own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: '${toast}', autoSync: false, snapshot: false, wholePost: '${wholePost}',
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));

async function flag(page: Page, n = 1, selector = TEXT): Promise<string> {
  await chromium.rightClick(page, selector);
  await chromium.choose('h');
  const { captures } = await until(`${n} flags`, async () => {
    const now = await stores();
    return now.captures.length === n && now.rows.every(({ thumbnail }) => thumbnail !== '') && now;
  });
  return captures.at(-1)!.id;
}

const more = (flagId: string, kind: string): Promise<unknown> =>
  own.evaluate(`chrome.runtime.sendMessage({ type: 'capture_more', flagId: '${flagId}', kind: '${kind}' })`);

async function taken(kind: Artefact['kind'], n = 1): Promise<Artefact> {
  return until(`${n} of ${kind}`, async () => {
    const found = (await stores()).artefacts.filter((one) => one.kind === kind);
    return found.length === n && found.at(-1);
  });
}

const rows = async (kind: string, atX?: number): Promise<Rows> =>
  (await own.evaluate(rowsOf(kind, atX))) as Rows;

const scrolledBy = (page: Page, y: number): Promise<unknown> =>
  until('the page to be scrolled', () => page.evaluate(`scrollY > ${y}`));

const isBack = (page: Page, before: unknown): Promise<unknown> =>
  until('the page to be back', async () => {
    expect(await page.evaluate(PAGE_STATE)).toEqual(before);
    return true;
  });

test('a tall post under bars that stay: every row once and in order, and the page as it was to the letter', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 40, above: 200 }) });
  const page = await chromium.open(HOME);
  await page.evaluate('document.querySelector("#cookies").setAttribute("style", "opacity:.9")');
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  const artefact = await taken('screenshot_whole_post');
  expect(artefact).toMatchObject({ status: 'present', role: 'evidentiary', sameState: 'same' });
  expect(artefact).toHaveProperty('alterations', [
    { kind: 'scrolled' },
    { kind: 'fixed_hidden', count: 3 },
    { kind: 'stitched', count: expect.any(Number) },
  ]);
  expect(artefact).toHaveProperty('durationMs', expect.any(Number));
  const picture = await rows('screenshot_whole_post');
  expect(wrongBands(picture, 40, 1)).toEqual([]);
  expect(picture.width).toBe(600);
  expect(await page.evaluate(PAGE_STATE)).toEqual(before);
  expect(unsound(await stores())).toEqual([]);
  // what is there is not taken again
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  await taken('screenshot_whole_post');
});

test('zoomed, on a page that allows no style and no script: each band in its full height, styles restored', async () => {
  const html = tallPage({ bands: 30, above: 200 })
    .replace('<style>', '<style nonce="a">')
    .replace('<script>', '<script nonce="b">')
    .replaceAll(/style="(height:[^"]+)"/gu, 'data-style="$1"');
  const script = `for (const el of document.querySelectorAll('[data-style]')) el.style.cssText = el.dataset.style;`;
  const body = html.replace('window.happened', `${script} window.happened`);
  site.serve({ 'x.com/home': { body, headers: { 'content-security-policy': LOCKED } } });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  await own.evaluate(
    `chrome.tabs.query({ url: 'https://x.com/*' }).then(([tab]) => chrome.tabs.setZoom(tab.id, 1.25))`,
  );
  await until('the zoom', () => page.evaluate('devicePixelRatio === 1.25'));
  const before = await page.evaluate(PAGE_STATE);
  await more(id, 'screenshot_whole_post');
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 30, 1.25)).toEqual([]);
  expect(await page.evaluate(PAGE_STATE)).toEqual(before);
});

test('by the setting, without bars: the only thing that the page can notice is that it was scrolled', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 30, above: 200, bare: true }) });
  await settings('always');
  const page = await chromium.open(HOME);
  const before = await page.evaluate(PAGE_STATE);
  await flag(page);
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 30, 1)).toEqual([]);
  await isBack(page, before);
  expect([...new Set((await page.evaluate('happened')) as string[])]).toEqual(['scroll']);
});

test('the toast of the flag stays its time, and is in no picture', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 30, above: 200, bare: true }) });
  await settings('never', 'listed');
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const toast = (): Promise<unknown> => page.evaluate(`document.querySelector('html > div') !== null`);
  await until('the toast', toast);
  const shown = Date.now();
  const asked = more(id, 'screenshot_full');
  await until('the toast to go', async () => !(await toast()));
  expect(Date.now() - shown).toBeGreaterThan(4000);
  await asked;
  expect(await taken('screenshot_full')).toMatchObject({ status: 'present', sameState: 'same' });
  // where the toast was there is nothing but the page
  expect((await rows('screenshot_full', 0.9)).runs.map(({ colour }) => colour)).toEqual([
    'rgb(255, 255, 255)',
  ]);
});

test('a right-click on a page that we have scrolled shows no menu, for it would be of another post', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 120, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  const windows = screen.windows();
  const asked = more(id, 'screenshot_whole_post');
  await scrolledBy(page, 500);
  const clicked = page.mouse.click(300, 300, { button: 'right' });
  await isBack(page, before);
  await clicked;
  await sleep(500);
  expect(screen.windows()).toEqual(windows);
  await asked;
  // the next one is heard
  await chromium.rightClick(page, TEXT);
  screen.xdo('key', 'Escape');
});

test('a post in a box that scrolls by itself: the box is scrolled, and put back', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 30, above: 150, boxed: true }) });
  const page = await chromium.open(HOME);
  await page.evaluate('document.querySelector("#box").scrollTo({ top: 60, behavior: "instant" })');
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  await more(id, 'screenshot_whole_post');
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 30, 1)).toEqual([]);
  expect(await page.evaluate(PAGE_STATE)).toEqual(before);
});

test('a page of 30,000 px: as many rows as a picture can have, and it says that it is cut', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 560, above: 200, below: 1500 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  await more(id, 'screenshot_full');
  const artefact = await taken('screenshot_full');
  expect(artefact).toMatchObject({ status: 'present', heightPx: 16_384 });
  expect(artefact).toHaveProperty('alterations', expect.arrayContaining([{ kind: 'truncated' }]));
  const picture = await rows('screenshot_full', 0.1);
  const last = Math.floor((16_384 - picture.runs[0]!.rows) / 50) - 10;
  expect(
    wrongBands({ ...picture, runs: picture.runs.filter(({ rows: n }) => n === 50).slice(0, last) }, last, 1),
  ).toEqual([]);
}, 90_000);

test('a page that grows as it is scrolled: it ends, and says that it grew', async () => {
  const script = `addEventListener('scroll', () => {
    if (scrollY + innerHeight < document.documentElement.scrollHeight - 300) return;
    const more = document.createElement('div');
    more.style.cssText = 'height:900px;background:#eee;border-top:1px solid red';
    document.body.append(more);
  });`;
  site.serve({ 'x.com/home': tallPage({ bands: 4, above: 200, below: 1000, script }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  await more(id, 'screenshot_full');
  const artefact = await taken('screenshot_full');
  expect(artefact).toMatchObject({ status: 'present' });
  expect(artefact).toHaveProperty(
    'alterations',
    expect.arrayContaining([{ kind: 'lazy_load_triggered' }, { kind: 'truncated' }]),
  );
}, 90_000);

test('asked for in another tab: the page comes to the front for its picture, and the analyst is back where they were', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 20, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  await own.bringToFront();
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 20, 1)).toEqual([]);
  expect(await own.evaluate('document.visibilityState')).toBe('visible');
});

test('another tab comes to the front on the way: absent, tab_changed, and the page is back', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 120, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  const asked = more(id, 'screenshot_whole_post');
  await scrolledBy(page, 500);
  await own.bringToFront();
  expect(await asked).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({
    status: 'absent',
    absentReason: 'tab_changed',
  });
  await isBack(page, before);
});

test.each([
  ['the post is taken out', `document.querySelector('article').remove()`],
  ['the page goes elsewhere', `location.href = '/home?next'`],
  [
    'a list puts another post into the element',
    `for (const link of document.querySelectorAll('article a')) link.href = '/b'`,
  ],
  ['its address changes', `history.pushState({}, '', '/home?next')`],
  [
    'the post keeps growing',
    `setInterval(() => { document.querySelector('#bands').append(Object.assign(
      document.createElement('p'), { textContent: 'more' })) }, 300)`,
  ],
])('%s on the way: absent, page_changed', async (_what, expression) => {
  site.serve({ 'x.com/home': tallPage({ bands: 120, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  const asked = more(id, 'screenshot_whole_post');
  await scrolledBy(page, 500);
  await page.evaluate(expression);
  expect(await asked).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({ absentReason: 'page_changed' });
  if (!expression.startsWith('location')) await isBack(page, before);
});

test('the analyst scrolls: the page gives way at once, the picture is taken once they are done', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 60, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const asked = more(id, 'screenshot_whole_post');
  await scrolledBy(page, 500);
  await page.mouse.move(300, 400);
  await page.mouse.wheel(0, 1);
  await until('the page to be back', () => page.evaluate('scrollY < 100'));
  expect(await asked).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 60, 1)).toEqual([]);
});

test('a flag comes on the way: its shot is of the page as the analyst had it, and does not wait', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 120, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const asked = more(id, 'screenshot_whole_post');
  await scrolledBy(page, 1500);
  screen.xdo('key', 'alt+shift+f');
  const { artefacts, captures } = await until('the second flag', async () => {
    const now = await stores();
    return now.captures.length === 2 && now;
  });
  const [first, second] = captures;
  expect(second?.capture).toMatchObject({ verified: true, problems: [], gesture: 'shortcut' });
  expect(second?.capture.before?.scroll.y).toBe(first?.capture.before?.scroll.y);
  const took = Date.parse(second!.capture.endedAt) - Date.parse(second!.capture.startedAt);
  expect(took).toBeLessThan(2000);
  const shots = artefacts.filter(({ kind }) => kind === 'screenshot_viewport');
  expect(shots[1]).toMatchObject({ status: 'present' });
  // the bars are back in it too
  const shot = await rows('screenshot_viewport', 0.9);
  expect(shot.runs[0]).toEqual({ colour: 'rgb(255, 0, 255)', rows: 53 });
  await asked;
});

test('the worker dies on the way: the page puts itself back, and the request can be made again', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 60, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  const before = await page.evaluate(PAGE_STATE);
  void more(id, 'screenshot_whole_post').catch(() => undefined);
  await scrolledBy(page, 500);
  await chromium.stopWorker();
  await isBack(page, before);
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({ status: 'present', sameState: 'same' });
  expect(wrongBands(await rows('screenshot_whole_post'), 60, 1)).toEqual([]);
});

test('a post in a frame: its absence is recorded, and the frame is not scrolled', async () => {
  const inner = tallPage({ bands: 40, above: 100 });
  site.serve({
    'x.com/home': '<body style="margin:0"><iframe src="/inner" width="900" height="600"></iframe>',
    'x.com/inner': inner,
  });
  const page = await chromium.open(HOME);
  const id = await flag(page, 1, `iframe >> ${TEXT}`);
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  expect(await taken('screenshot_whole_post')).toMatchObject({
    status: 'absent',
    absentReason: 'not_locatable',
  });
  expect(await page.frames()[1]!.evaluate('happened')).toEqual([]);
});

test('a flag whose page is gone, or that is not known: an answer, and nothing recorded', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 40, above: 200 }) });
  const page = await chromium.open(HOME);
  const id = await flag(page);
  await page.goto(`${HOME}?next`);
  expect(await more(id, 'screenshot_full')).toEqual({ ok: false, problem: { code: 'page_gone' } });
  expect(await more('nobody', 'screenshot_full')).toMatchObject({
    ok: false,
    problem: { code: 'not_found' },
  });
  expect((await stores()).artefacts.filter(({ kind }) => kind === 'screenshot_full')).toEqual([]);
});
