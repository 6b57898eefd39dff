// The main job, end to end, in a real Chromium and against a real PostgreSQL: a post under the host name x.com,
// the native menu, the native popup by keyboard, the desk, the bundle.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type RunningDesk, startDesk } from '../../../src/desk/serve';
import { startPostgres, type TestPostgres } from '../../desk/postgres';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { setUpByHand } from '../set-up';
import { allJoined, readStores, unsound } from '../store';
import { expectAtDesk, expectBundle } from './outcome';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-chain-'));
const FEED = xPage([1, 2, 3].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post ${n}`)).join(''));

let postgres: TestPostgres | undefined;
let databaseUrl: string;
let desk: RunningDesk;
let site: Site;
let screen: Screen;
let chromium: Chromium;

beforeAll(async () => {
  postgres = startPostgres();
  if (postgres === undefined)
    throw new Error('no PostgreSQL on this machine: npm test with CI=true installs it');
  databaseUrl = await postgres.database();
  desk = await startDesk({ dataDir: join(folder, 'desk'), databaseUrl, port: 0 });
  site = await startSite({ 'x.com/home': FEED });
  screen = await startScreen();
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
});
afterAll(async () => {
  await chromium?.close();
  screen?.stop();
  await site?.stop();
  await desk?.close();
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('flag, judge by keyboard, send, export: the desk has the post and its picture, the bundle verifies', async () => {
  const own = await setUpByHand(chromium, screen, desk);
  const page = await chromium.open('https://x.com/home');
  await chromium.rightClick(page, '#text-1980000000000000002');
  await chromium.choose('h');

  const popup = await chromium.popup();
  const form = popup.getByTestId('judge-form');
  await form.waitFor();
  for (const key of ['1', 'a', 'Shift+Digit4', 'f', 'r']) await popup.keyboard.press(key);
  await popup.keyboard.type('Calls on readers to attack a power station.');
  await popup.keyboard.press('Alt+KeyN');
  await popup.keyboard.press('Control+Enter');
  await popup.locator('[data-testid=flag-row][data-status=queued]').waitFor();

  await own.bringToFront();
  await own.getByTestId('sync-now').click();
  await own.locator('[data-testid=flag-row][data-status=accepted]').waitFor();
  const stores = await until('the crop', async () => {
    const now = await readStores((expression) => own.evaluate(expression));
    return allJoined(now) && now;
  });
  expect(unsound(stores)).toEqual([]);
  expect(stores.captures[0]?.capture.verified).toBe(true);
  await expectAtDesk(stores, desk, databaseUrl);

  await own.locator('nav a[href="#export"]').click();
  await own.getByTestId('export-start').click();
  const link = own.getByTestId('export-download');
  await link.waitFor();
  // read where the link leads: a download's own file is lost to the second connection that reached the popup
  const zip = await link.evaluate(async (element: HTMLAnchorElement) => {
    const bytes = new Uint8Array(await (await fetch(element.href)).arrayBuffer());
    return bytes.toBase64();
  });
  const file = join(folder, 'bundle.zip');
  writeFileSync(file, Buffer.from(zip, 'base64'));
  expectBundle(file);
});
