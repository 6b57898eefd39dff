// Death in the middle of a bulk run, in a real Chromium: of the worker at named steps, and of the whole browser.
// What must hold: the run goes on by itself, no address is flagged twice, none is left out, and nobody is told of a cut gesture.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Site } from '../../../src/demo/site';
import type { Step } from '../../../src/steps';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores, unsound } from '../store';
import { numbered, startBulkSite } from './bulk-site';
import { allowFullCapture, ended, items, openBulk, showBulk, startList, TAB } from './bulk-tab';

const STEPS: readonly Step[] = [
  'bulk_claimed',
  'bulk_opened',
  'flag_intent_stored',
  'flag_digested',
  'flag_committed',
  'bulk_flagged',
  'bulk_settled',
];

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;
let used = 0;

beforeAll(async () => {
  site = await startBulkSite();
  screen = await startScreen();
  chromium = await launchChromium({ extension: builtExtension('chrome-steps'), screen, site });
  own = await openBulk(chromium);
  await allowFullCapture(own, screen);
});
afterAll(async () => {
  await chromium.close();
  screen.stop();
  await site.stop();
});

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));

/** Addresses that no test before had. */
function fresh(count: number): string[] {
  used += count;
  return Array.from({ length: count }, (_, i) => numbered(used - count + 1 + i));
}

async function expectEachOnce(urls: readonly string[]): Promise<void> {
  const all = await stores();
  expect(unsound(all)).toEqual([]);
  const flagged = all.captures.filter(({ pageUrl }) => urls.includes(pageUrl));
  expect(flagged.map(({ pageUrl }) => pageUrl)).toEqual(urls);
  const settled = (await items(own)).filter(({ url }) => urls.includes(url));
  expect(settled.map(({ flagId, state }) => [state, flagId])).toEqual(flagged.map(({ id }) => ['done', id]));
  expect(all.intents).toEqual([]);
}

test.each(STEPS)(
  'death of the worker at %s: the next one goes on, each address is flagged once',
  async (step) => {
    const urls = fresh(3);
    await chromium.worker().evaluate(`globalThis.flagpostPause = '${step}'`);
    await startList(own, urls);
    await until(step, () => chromium.worker().evaluate(`globalThis.flagpostPausedAt === '${step}'`));
    await chromium.stopWorker();
    // any event wakes it; without one the alarm does, within the minute
    await own.evaluate(`chrome.runtime.sendMessage({ type: 'settings_changed' })`);
    await ended(own);
    await expectEachOnce(urls);
  },
);

test('the alarm that wakes a dead worker stands while a run goes on, and goes with it', async () => {
  const alarm = (): Promise<unknown> =>
    own.evaluate(`chrome.alarms.get('bulk').then((one) => one?.periodInMinutes)`);
  const urls = fresh(2);
  await startList(own, urls);
  await until('the alarm', async () => (await alarm()) === 1);
  await ended(own);
  await until('the alarm to go', async () => (await alarm()) === undefined);
  await expectEachOnce(urls);
});

test('the whole browser killed: started again, it goes on by itself in a new window', async () => {
  const urls = fresh(5);
  await startList(own, urls);
  await until('two of them', async () => {
    const done = (await items(own)).filter(({ url, state }) => urls.includes(url) && state === 'done');
    return done.length >= 2;
  });
  const { profile } = chromium;
  await chromium.kill();
  chromium = await launchChromium({ extension: builtExtension('chrome-steps'), screen, site, profile });
  own = await chromium.openOwn(TAB);
  await showBulk(own);
  await ended(own);
  await expectEachOnce(urls);
});

test('the extension updated in the middle: the new one goes on by itself', async () => {
  const urls = fresh(5);
  await startList(own, urls);
  await until('one of them', async () =>
    (await items(own)).some(({ url, state }) => urls.includes(url) && state === 'done'),
  );
  const cdp = await chromium.context.browser()!.newBrowserCDPSession();
  await cdp.send('Extensions.loadUnpacked', { path: builtExtension('chrome-steps') });
  // the update closed the extension's pages
  own = await chromium.openOwn(TAB);
  await showBulk(own);
  await ended(own);
  await expectEachOnce(urls);
});
