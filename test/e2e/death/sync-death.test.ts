// Death at every named step of a sync, in a real Chromium against a real desk: nothing is lost, nothing is there twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type RunningDesk, startDesk } from '../../../src/desk/serve';
import { STEPS } from '../../../src/steps';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { setUpByHand } from '../set-up';
import { allJoined, readStores, type Stores, unsound } from '../store';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-sync-death-'));
/** What a flag of a plain post has once all has joined, aids apart. */
const JOINED = ['dom_snapshot', 'screenshot_post', 'screenshot_viewport', 'text'];
const SYNC_STEPS = STEPS.filter((name) => name.startsWith('sync_'));

let site: Site;
let screen: Screen;
let desk: RunningDesk;
/** Every request that reached the desk's door: method, path and status are enough to see what was sent twice. */
let batches = 0;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': xPage(xPost('user1', '1980000000000000001', 'One')) });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async (context) => {
  batches = 0;
  desk = await startDesk({
    dataDir: join(folder, context.task.id),
    faults: ({ url }) => {
      if (new URL(url).pathname === '/v1/batches') batches += 1;
      return undefined;
    },
  });
  chromium = await launchChromium({ extension: builtExtension('chrome-steps'), screen, site });
  own = await setUpByHand(chromium, screen, desk);
});
afterEach(async () => {
  await chromium.close();
  await desk.close();
});

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));
const state = async (): Promise<string | undefined> => (await stores()).deliveries[0]?.state;

/** One judged flag with its crop, ready to go. */
async function queueOne(): Promise<void> {
  await own.evaluate(`(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...settings, openForm: false, autoSync: false } });
    await chrome.runtime.sendMessage({ type: 'settings_changed' });
  })()`);
  const page = await chromium.open('https://x.com/home');
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  await until('the flag and all that joins', async () => allJoined(await stores()));
  await own.bringToFront();
  await own.getByTestId('flag-row').click();
  await own.getByTestId('judge-form').waitFor();
  for (const key of ['3', 'Shift+Digit4', 'f', 'r']) await own.keyboard.press(key);
  await own.keyboard.type('Calls for violence against neighbours.');
  await own.keyboard.press('Alt+KeyN');
  await own.keyboard.press('Control+Enter');
  await until('the delivery', async () => (await state()) === 'queued');
}

test.each(SYNC_STEPS)(
  'death at %s: after the next run the desk has the flag and its artefacts, once',
  async (step) => {
    await queueOne();
    await chromium.worker().evaluate(`globalThis.flagpostPause = '${step}'`);
    void own.evaluate(`chrome.runtime.sendMessage({ type: 'sync_now' }).catch(() => undefined)`);
    await until(step, () => chromium.worker().evaluate(`globalThis.flagpostPausedAt === '${step}'`));
    await chromium.stopWorker();
    await until(
      'the flag to be accepted',
      async () => {
        // by hand, as an analyst would press again; a lease may still have to lapse
        await own.evaluate(`chrome.runtime.sendMessage({ type: 'sync_now' }).catch(() => undefined)`);
        return (await state()) === 'accepted';
      },
      50_000,
    );
    const after = await stores();
    expect(unsound(after)).toEqual([]);
    const sent = after.artefacts.flatMap((artefact) =>
      artefact.status === 'present' && artefact.role === 'evidentiary' ? [artefact] : [],
    );
    expect(sent.map(({ kind }) => kind).sort()).toEqual(JOINED);
    for (const { sha256 } of sent) {
      const answer = await fetch(`${desk.url}/v1/artefacts/${sha256}`, {
        headers: { authorization: `Bearer ${desk.token}` },
      });
      expect(answer.status).toBe(200);
    }
    expect(batches).toBeLessThanOrEqual(2);
  },
);
