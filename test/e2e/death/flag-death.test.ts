// Death at every named step of a flag, and of the whole browser right after the toast, in a real Chromium.
// What must hold: nothing announced is lost, nothing is there twice, and a cut gesture is reported.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { STEPS, type Step } from '../../../src/steps';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, type Stores, unsound } from '../store';

const FLAG_STEPS = STEPS.filter((name) => name.startsWith('flag_'));
const COMMITTED = FLAG_STEPS.indexOf('flag_committed');

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': xPage(xPost('user1', '1980000000000000001', 'One')) });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
async function start(profile?: string): Promise<void> {
  const extension = builtExtension('chrome-steps');
  chromium = await launchChromium({ extension, screen, site, ...(profile === undefined ? {} : { profile }) });
  own = await chromium.openOwn('manifest.json');
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'listed', autoSync: false } })`);
}
beforeEach(() => start());
afterEach(() => chromium.close());

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));

async function flag(): Promise<Page> {
  const page = await chromium.open('https://x.com/home');
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  return page;
}

async function dieAt(step: Step): Promise<void> {
  await chromium.worker().evaluate(`globalThis.flagpostPause = '${step}'`);
  await flag();
  await until(step, () => chromium.worker().evaluate(`globalThis.flagpostPausedAt === '${step}'`));
  await chromium.stopWorker();
  await own.evaluate(`chrome.runtime.sendMessage({ type: 'settings_changed' })`);
  await until('the worker to start anew', () =>
    chromium.worker().evaluate(`globalThis.flagpostPausedAt === undefined`),
  );
}

test.each(FLAG_STEPS.slice(0, COMMITTED))(
  'death at %s leaves no flag, and a begun one is reported',
  async (step) => {
    await dieAt(step);
    const after = await stores();
    expect(unsound(after)).toEqual([]);
    expect(after.captures).toEqual([]);
    expect(after.blobs).toEqual([]);
    if (step === 'flag_begun') return; // nothing was on the disk yet: there is nothing to report from
    expect(after.intents).toMatchObject([{ host: 'x.com' }]);
    await until('the badge', () =>
      own.evaluate(`chrome.action.getBadgeText({}).then((text) => text === '!')`),
    );
    await flag();
    const again = await until('the flag', async () => {
      const now = await stores();
      return now.captures.length === 1 && now;
    });
    expect(again.captures[0]?.seq).toBe(1);
  },
);

test.each(FLAG_STEPS.slice(COMMITTED))(
  'death at %s keeps the flag once, and what was to join it joins',
  async (step) => {
    await dieAt(step);
    const after = await until('all that joins', async () => {
      const now = await stores();
      return allJoined(now) && now;
    });
    expect(unsound(after)).toEqual([]);
    expect(after.captures).toHaveLength(1);
    expect(after.intents).toEqual([]);
  },
);

test('the whole browser killed right after the toast loses nothing that was announced', async () => {
  const page = await flag();
  await page.waitForSelector('html > div', { state: 'attached' });
  const { profile } = chromium;
  await chromium.kill();
  await start(profile);
  const after = await until('all that joins', async () => {
    const now = await stores();
    return allJoined(now) && now;
  });
  expect(unsound(after)).toEqual([]);
  expect(after.captures.map(({ seq }) => seq)).toEqual([1]);
});
