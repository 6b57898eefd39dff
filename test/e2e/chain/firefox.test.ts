// The main job, end to end, in a real Firefox and against a real PostgreSQL: a post under the host name x.com,
// the native menu, the native popup by keyboard, the desk, the bundle.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type RunningDesk, startDesk } from '../../../src/desk/serve';
import { startPostgres, type TestPostgres } from '../../desk/postgres';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, unsound } from '../store';
import { expectAtDesk, expectBundle } from './outcome';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-chain-'));
const FEED = xPage([1, 2, 3].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post ${n}`)).join(''));
/** Answers the browser's question about the endpoint with yes by itself: its doorhanger has a test of its own. */
const PREFS = { 'extensions.webextOptionalPermissionPrompts': false };

let postgres: TestPostgres | undefined;
let databaseUrl: string;
let desk: RunningDesk;
let site: Site;
let firefox: Firefox;

beforeAll(async () => {
  postgres = startPostgres();
  if (postgres === undefined)
    throw new Error('no PostgreSQL on this machine: npm test with CI=true installs it');
  databaseUrl = await postgres.database();
  desk = await startDesk({ dataDir: join(folder, 'desk'), databaseUrl, port: 0 });
  site = await startSite({ 'x.com/home': FEED });
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site, prefs: PREFS });
});
afterAll(async () => {
  await firefox?.close();
  await site?.stop();
  await desk?.close();
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const is = (tab: Tab, selector: string): Promise<unknown> =>
  until(selector, () =>
    firefox.evaluate(tab, `document.querySelector(${JSON.stringify(selector)}) !== null`),
  );

/** Types for real into whatever has the focus of this tab. */
async function type(tab: Tab, keys: readonly string[]): Promise<void> {
  const actions = keys.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  await firefox.bidi.send('input.performActions', {
    context: tab,
    actions: [{ type: 'key', id: 'keys', actions }],
  });
}

async function fill(tab: Tab, name: string, value: string): Promise<void> {
  await firefox.evaluate(tab, `document.querySelector('[name=${name}]').focus()`);
  await type(tab, [...value]);
}

async function setUp(): Promise<Tab> {
  const own = await firefox.openOwn('src/popup/index.html?view=tab');
  await is(own, '[data-testid=first-run]');
  await fill(own, 'pseudonym', 'kestrel');
  await fill(own, 'unit', 'Unit 7');
  await firefox.evaluate(
    own,
    `(() => { const country = document.querySelector('[name=country]'); country.value = 'NL';
      country.dispatchEvent(new Event('input', { bubbles: true }));
      country.dispatchEvent(new Event('change', { bubbles: true })); })()`,
  );
  await fill(own, 'endpointUrl', desk.url);
  await fill(own, 'token', desk.token);
  await type(own, ['\uE007']);
  await is(own, '[data-testid=session-name]');
  return own;
}

const ENTER = '\uE007';
const SHIFT = '\uE008';
const CONTROL = '\uE009';
const ALT = '\uE00A';

/** Holds a modifier while a key is pressed. */
async function chord(tab: Tab, modifier: string, key: string): Promise<void> {
  const actions = [
    { type: 'keyDown', value: modifier },
    { type: 'keyDown', value: key },
    { type: 'keyUp', value: key },
    { type: 'keyUp', value: modifier },
  ];
  await firefox.bidi.send('input.performActions', {
    context: tab,
    actions: [{ type: 'key', id: 'keys', actions }],
  });
}

test('flag, judge by keyboard, send, export: the desk has the post and its picture, the bundle verifies', async () => {
  const own = await setUp();
  const page = await firefox.open('https://x.com/home');
  await firefox.rightClick(page, '#text-1980000000000000002');
  await firefox.choose('Flag this post');
  // the native popup opens on the new flag
  const shown = await until('the form in the native popup', () =>
    firefox.inPopup(
      own,
      `(popup) => popup.document.querySelector('[data-testid=judge-form]')?.dataset.flagId`,
    ),
  );
  await firefox.closePopup();
  await firefox.bidi.send('browsingContext.activate', { context: own });
  await is(own, '[data-testid=flag-row] .row-open');
  await firefox.evaluate(own, `document.querySelector('[data-testid=flag-row] .row-open').click()`);
  await is(own, '[data-testid=judge-form]');
  await type(own, ['1', 'a']);
  await chord(own, SHIFT, '4');
  await type(own, ['f', 'r', ...'Calls on readers to attack a power station.']);
  await chord(own, ALT, 'n');
  await chord(own, CONTROL, ENTER);
  await is(own, '[data-testid=flag-row][data-status=queued]');
  await firefox.evaluate(own, `document.querySelector('[data-testid=sync-now]').click()`);
  await is(own, '[data-testid=flag-row][data-status=accepted]');

  const stores = await until('the crop', async () => {
    const now = await readStores((expression) => firefox.evaluate(own, expression));
    return allJoined(now) && now;
  });
  expect(unsound(stores)).toEqual([]);
  expect(stores.captures.map(({ id }) => id)).toEqual([shown]);
  await expectAtDesk(stores, desk, databaseUrl);

  await firefox.evaluate(own, `document.querySelector('nav a[href="#export"]').click()`);
  await is(own, '[data-testid=export-start]');
  await firefox.evaluate(own, `document.querySelector('[data-testid=export-start]').click()`);
  await is(own, '[data-testid=export-download]');
  const zip = await firefox.evaluate(
    own,
    `fetch(document.querySelector('[data-testid=export-download]').href)
      .then((answer) => answer.arrayBuffer()).then((bytes) => new Uint8Array(bytes).toBase64())`,
  );
  const file = join(folder, 'bundle.zip');
  writeFileSync(file, Buffer.from(String(zip), 'base64'));
  expectBundle(file);
});
