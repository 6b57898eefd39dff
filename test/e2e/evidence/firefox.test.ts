// Taller than the window, in a real Firefox: one rectangle, and nothing in the page moves.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import type { Artefact } from '../../../src/flag/artefact';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { readStores, type Stores, unsound } from '../store';
import { PAGE_STATE, POST_ID, type Rows, rowsOf, tallPage, wrongBands } from './bands';

const HOME = 'https://x.com/home';

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': '' });
});
afterAll(() => site.stop());
beforeEach(async () => {
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
  own = await firefox.openOwn('src/popup/index.html?view=tab', true);
});
afterEach(() => firefox.close());

const settings = (wholePost: string): Promise<unknown> =>
  firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false, snapshot: false, wholePost: '${wholePost}',
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`,
  );

const stores = (): Promise<Stores> => readStores((expression) => firefox.evaluate(own, expression));

async function flag(tab: Tab): Promise<string> {
  await firefox.rightClick(tab, `#text-${POST_ID}`);
  await firefox.choose('Flag this post');
  const { captures } = await until('the flag', async () => {
    const now = await stores();
    return now.rows.some(({ thumbnail }) => thumbnail !== '') && now;
  });
  return captures.at(-1)!.id;
}

const more = (flagId: string, kind: string): Promise<unknown> =>
  firefox.evaluate(
    own,
    `browser.runtime.sendMessage({ type: 'capture_more', flagId: '${flagId}', kind: '${kind}' })`,
  );

async function taken(kind: Artefact['kind'], n = 1): Promise<Artefact> {
  return until(`${n} of ${kind}`, async () => {
    const found = (await stores()).artefacts.filter((one) => one.kind === kind);
    return found.length === n && found.at(-1);
  });
}

const rows = async (kind: string, atX?: number): Promise<Rows> =>
  (await firefox.evaluate(own, rowsOf(kind, atX))) as Rows;

test('a tall post joins by itself, every row once and in order, and the page notices nothing at all', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 60, above: 200, bare: true }) });
  await settings('unnoticed');
  const tab = await firefox.open(HOME);
  const before = await firefox.evaluate(tab, PAGE_STATE);
  await flag(tab);
  expect(await taken('screenshot_whole_post')).toMatchObject({
    status: 'present',
    sameState: 'same',
    alterations: [],
  });
  const picture = await rows('screenshot_whole_post');
  expect(wrongBands(picture, 60, 1)).toEqual([]);
  expect(picture.width).toBe(600);
  expect(await firefox.evaluate(tab, PAGE_STATE)).toEqual(before);
  expect(await firefox.evaluate(tab, 'happened')).toEqual([]);
  expect(unsound(await stores())).toEqual([]);
});

test('asked for, zoomed and under bars that stay: they are put aside for the moment, and nothing is scrolled', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 30, above: 200 }) });
  await settings('never');
  const tab = await firefox.open(HOME);
  const id = await flag(tab);
  await firefox.evaluate(
    own,
    `browser.tabs.query({ url: 'https://x.com/*' }).then(([tab]) => browser.tabs.setZoom(tab.id, 1.5))`,
  );
  await until('the zoom', () => firefox.evaluate(tab, 'devicePixelRatio === 1.5'));
  const before = await firefox.evaluate(tab, PAGE_STATE);
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  const artefact = await taken('screenshot_whole_post');
  expect(artefact).toMatchObject({ status: 'present' });
  expect(artefact).toHaveProperty('alterations', [{ kind: 'fixed_hidden', count: expect.any(Number) }]);
  expect(wrongBands(await rows('screenshot_whole_post'), 30, 1.5)).toEqual([]);
  expect(await firefox.evaluate(tab, PAGE_STATE)).toEqual(before);
  expect(await firefox.evaluate(tab, 'happened')).not.toContain('scroll');
});

test('a page of 30,000 px: as many rows as a picture can have, and it says that it is cut', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 560, above: 200, below: 1500, bare: true }) });
  await settings('never');
  const tab = await firefox.open(HOME);
  const id = await flag(tab);
  expect(await more(id, 'screenshot_full')).toMatchObject({ ok: true });
  const artefact = await taken('screenshot_full');
  expect(artefact).toMatchObject({
    status: 'present',
    heightPx: 16_384,
    alterations: [{ kind: 'truncated' }],
  });
  const { runs, ...size } = await rows('screenshot_full', 0.1);
  const whole = runs.filter(({ rows: n }) => n === 50);
  expect(whole.length).toBeGreaterThan(300);
  expect(wrongBands({ ...size, runs: whole }, whole.length, 1)).toEqual([]);
  expect(await firefox.evaluate(tab, 'happened')).toEqual([]);
});

test('a post in a box that scrolls by itself is absent by default; asked for, the box is scrolled and put back', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 30, above: 150, boxed: true, bare: true }) });
  await settings('unnoticed');
  const tab = await firefox.open(HOME);
  const id = await flag(tab);
  expect(await taken('screenshot_whole_post')).toMatchObject({ absentReason: 'unsupported_browser' });
  expect(await firefox.evaluate(tab, 'happened')).toEqual([]);
  const before = await firefox.evaluate(tab, PAGE_STATE);
  expect(await more(id, 'screenshot_whole_post')).toMatchObject({ ok: true });
  const artefact = await taken('screenshot_whole_post', 2);
  expect(artefact).toHaveProperty('alterations', expect.arrayContaining([{ kind: 'scrolled' }]));
  expect(wrongBands(await rows('screenshot_whole_post'), 30, 1)).toEqual([]);
  expect(await firefox.evaluate(tab, PAGE_STATE)).toEqual(before);
});

test('MHTML is not to be had here, and the record says so', async () => {
  site.serve({ 'x.com/home': tallPage({ bands: 2, above: 200 }) });
  await settings('never');
  const id = await flag(await firefox.open(HOME));
  expect(await more(id, 'mhtml')).toMatchObject({ ok: true });
  expect(await taken('mhtml')).toMatchObject({ status: 'absent', absentReason: 'unsupported_browser' });
});
