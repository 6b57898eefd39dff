// The popup's button and the alarm, in a real Chromium: the toolbar button grants the page, the alarm sends by itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type RunningDesk, startDesk } from '../../../src/desk/serve';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { setUpByHand } from '../set-up';
import { allJoined, readStores, unsound } from '../store';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-button-'));
const ARTICLE = `<!doctype html><html lang="en"><title>A paper</title><link rel="canonical" href="https://paper.example/a">
  <meta property="og:title" content="A paper"><article><h1>A paper</h1><p>Its text.</p></article></html>`;

let site: Site;
let screen: Screen;
let desk: RunningDesk;
let chromium: Chromium;

beforeAll(async () => {
  site = await startSite({ 'paper.example/a': ARTICLE });
  screen = await startScreen();
  desk = await startDesk({ dataDir: folder });
});
afterAll(async () => {
  screen.stop();
  await Promise.all([site.stop(), desk.close()]);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
});
afterEach(() => chromium.close());

test("the popup's button flags the page behind it, and the alarm sends the judged flag by itself", async () => {
  const own = await setUpByHand(chromium, screen, desk);
  const page = await chromium.open('https://paper.example/a');
  await chromium.pressButton(page);
  const popup = await chromium.popup();
  await popup.getByTestId('flag-active-tab').click();
  await popup.getByTestId('judge-form').waitFor();
  const stored = await until('the crop', async () => {
    const now = await readStores((expression) => own.evaluate(expression));
    return allJoined(now) && now;
  });
  expect(unsound(stored)).toEqual([]);
  expect(stored.captures[0]).toMatchObject({ pageUrl: 'https://paper.example/a', platform: 'other' });
  expect(stored.captures[0]?.capture).toMatchObject({ gesture: 'popup', verified: true });
  expect(stored.captures[0]?.post).toMatchObject({ postUrl: 'https://paper.example/a' });

  for (const key of ['6', 'Shift+Digit2', 'f', 'r']) await popup.keyboard.press(key);
  await popup.keyboard.type('Offers forged papers for sale, with prices.');
  await popup.keyboard.press('Alt+KeyN');
  await popup.keyboard.press('Control+Enter');
  await popup.locator('[data-testid=flag-row][data-status=queued]').waitFor();
  expect(await own.evaluate(`chrome.alarms.get('sync').then((alarm) => alarm?.periodInMinutes)`)).toBe(1);
  // the browser's own clock is not waited for: the alarm's event is raised as it raises it
  await chromium
    .worker()
    .evaluate(`chrome.alarms.onAlarm.dispatch({ name: 'sync', scheduledTime: Date.now() })`);
  await popup.locator('[data-testid=flag-row][data-status=accepted]').waitFor();
});
