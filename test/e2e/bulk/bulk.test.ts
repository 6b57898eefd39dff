// A bulk run in a real Chromium, from the paste to the outcome of each address, the browser's question answered by keyboard.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Site } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores, unsound } from '../store';
import { DEAD, numbered, SILENT, SLOW, startBulkSite } from './bulk-site';
import { allowFullCapture, ended, items, openBulk, runs, startList } from './bulk-tab';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startBulkSite();
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  own = await openBulk(chromium);
  await allowFullCapture(own, screen);
});
afterEach(() => chromium.close());

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));
const windows = (): Promise<number> => own.evaluate(`chrome.windows.getAll().then((all) => all.length)`);

const LIST = [
  'https://x.com/second/status/1980000000000000002?s=20',
  'Seen here: https://forum.example/topic/2, and nowhere else.',
  'hxxps://members[.]example/post',
  DEAD,
  SLOW,
  'files.example/leaflet.pdf',
  'https://files.example/leaflet.bin',
  'https://gone.example/post',
  'https://x.com/second/status/1980000000000000002',
  'no address at all',
];

test('each address has its outcome, the post of the address is flagged, and nothing else is touched', {
  timeout: 120_000,
}, async () => {
  const before = await chromium.open(numbered(1));
  await own.bringToFront();
  await own.locator('[name=bulkList]').fill(LIST.join('\n'));
  await own.getByTestId('bulk-found').getByText('Addresses: 8 · given twice: 1').waitFor();
  await own.getByTestId('bulk-bad').getByText('Lines without an address: 1').waitFor();
  await startList(own, LIST);
  expect(await own.locator('[name=bulkList]').inputValue()).toBe('no address at all');
  await until('the window of its own', async () => (await windows()) === 2);
  const outcome = await ended(own, 'done', 90_000);
  expect(outcome.map(({ state, problem }) => problem?.code ?? state)).toEqual([
    'done',
    'done',
    'done',
    'bulk_unreachable',
    'done',
    'done',
    'bulk_no_page',
    'bulk_http_error',
  ]);
  const all = await stores();
  expect(unsound(all)).toEqual([]);
  const flagOf = (n: number): Stores['captures'][number] | undefined =>
    all.captures.find(({ id }) => id === outcome[n - 1]?.flagId);
  expect(flagOf(1)).toMatchObject({
    platform: 'x',
    post: { text: 'The post of the address', postUrl: 'https://x.com/second/status/1980000000000000002' },
    capture: { gesture: 'bulk', verified: true },
  });
  expect(flagOf(1)?.capture.alterations).toContainEqual({ kind: 'scrolled', field: 'page' });
  expect(flagOf(2)?.post).toMatchObject({ subject: 'post', postUrl: 'https://forum.example/topic/2' });
  expect(flagOf(3)).toMatchObject({ pageUrl: 'https://members.example/login' });
  expect(outcome[1]?.notes).toEqual([]);
  expect(outcome[2]?.notes).toContain('landed_elsewhere');
  expect(flagOf(5)?.post.text).toContain('It came late');
  expect(flagOf(6)?.pageUrl).toBe('https://files.example/leaflet.pdf');
  expect(all.captures).toHaveLength(5);
  const shots = all.artefacts.filter(({ kind }) => kind === 'screenshot_viewport');
  expect(shots.map(({ status }) => status)).toEqual(Array(5).fill('present'));
  await until('its window to go', async () => (await windows()) === 1);
  expect(before.url()).toBe(numbered(1));
});

test('a run pauses and goes on, and closing its window pauses it', async () => {
  await startList(own, [1, 2, 3, 4].map(numbered));
  await until('the first', async () => (await items(own)).some(({ state }) => state === 'done'));
  await own.getByTestId('bulk-pause').click();
  await until('the pause', async () => {
    const now = await items(own);
    return (await runs(own))[0]?.state === 'paused' && now.every(({ state }) => state !== 'working');
  });
  const done = (await items(own)).filter(({ state }) => state === 'done').length;
  expect(done).toBeLessThan(4);
  await own.getByTestId('bulk-resume').click();
  await until('the next', async () => {
    const now = await items(own);
    return now.filter(({ state }) => state === 'done').length > done;
  });
  await own.evaluate(`Promise.all([chrome.windows.getAll(), chrome.windows.getCurrent()])
    .then(([all, own]) => chrome.windows.remove(all.find(({ id }) => id !== own.id).id))`);
  await own.getByText('The window of this run was closed').waitFor();
  await own.getByTestId('bulk-resume').click();
  const outcome = await ended(own);
  expect(outcome.map(({ state }) => state)).toEqual(Array(4).fill('done'));
  expect((await stores()).captures).toHaveLength(4);
});

test('what is in the queue already is known, and flagged again when it is wanted', async () => {
  await startList(own, [1, 2].map(numbered));
  await ended(own);
  await own.locator('[name=bulkList]').fill([1, 3].map(numbered).join('\n'));
  await own.getByTestId('bulk-found').getByText('in the queue already: 1').waitFor();
  await own.getByTestId('bulk-start').click();
  await until('the second run', async () => (await runs(own)).length === 2);
  const second = (await ended(own)).slice(2);
  expect(second.map(({ state }) => state)).toEqual(['known', 'done']);
  expect((await stores()).captures.map(({ pageUrl }) => pageUrl)).toEqual([1, 2, 3].map(numbered));
  await own.getByTestId('bulk-retry-known').click();
  await until('the known one', async () => (await stores()).captures.length === 4);
});

test('a page that a dialog holds, and one that never comes, hold up no other', {
  timeout: 120_000,
}, async () => {
  const asked = 'https://posts.example/asks';
  // whoever listens answers the dialog: here nobody does
  chromium.context.on('page', (page) => page.on('dialog', () => undefined));
  await startList(own, [asked, numbered(1), SILENT, numbered(2)]);
  const outcome = await ended(own, 'done', 100_000);
  expect(outcome.map(({ state, problem }) => problem?.code ?? state)).toEqual([
    'bulk_timeout',
    'done',
    'bulk_timeout',
    'done',
  ]);
  await until('its window to go', async () => (await windows()) === 1);
});

test('without pictures none is taken; a link leads to the flag; the selected tabs can be added', async () => {
  await own.evaluate(`chrome.storage.local.get('settings').then(({ settings }) =>
    chrome.storage.local.set({ settings: { ...settings, withoutPicture: true } }))`);
  await chromium.open(numbered(7));
  await chromium.open(numbered(8));
  await own.bringToFront();
  await own.evaluate(`chrome.tabs.query({ currentWindow: true }).then((tabs) => chrome.tabs.highlight({
    tabs: tabs.filter(({ active, url }) => active || url?.includes('posts.example')).map(({ index }) => index).toReversed() }))`);
  await own.getByTestId('bulk-tabs').getByText('Add selected tabs (2)').waitFor();
  await own.getByTestId('bulk-tabs').click();
  expect(await own.locator('[name=bulkList]').inputValue()).toBe([7, 8].map(numbered).join('\n'));
  await own.getByTestId('bulk-start').click();
  const [first] = await ended(own);
  const { artefacts } = await stores();
  const shots = artefacts.filter(({ kind }) => kind === 'screenshot_viewport');
  expect(shots).toMatchObject([{ absentReason: 'analyst_off' }, { absentReason: 'analyst_off' }]);
  await own.getByTestId('bulk-flag').first().click();
  await own.getByTestId('judge-form').waitFor();
  expect(own.url()).toContain(first?.flagId);
});

test('axe objects to nothing, light or dark, wide or narrow, in either direction', async () => {
  await startList(own, [...[1, 2].map(numbered), DEAD]);
  await ended(own);
  await own.locator('[name=bulkList]').fill(`no address\n${numbered(9)}`);
  await own.getByTestId('bulk-bad').waitFor();
  await own.evaluate(AXE);
  for (const [width, direction, colorScheme] of [
    [1200, 'ltr', 'light'],
    [1200, 'rtl', 'dark'],
    [420, 'ltr', 'dark'],
  ] as const) {
    await own.setViewportSize({ width, height: 900 });
    await own.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await own.evaluate(`void (document.documentElement.dir = '${direction}')`);
    const found = await own.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))`,
    );
    expect([width, direction, found]).toEqual([width, direction, []]);
    expect(await own.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
});
