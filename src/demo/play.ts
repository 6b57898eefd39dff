// The demo without a display: plays an analyst's day in a browser without a window, and tells what it made.
// Runs in node. Everything it makes lies in flagpost-demo/, which begins anew each time.
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CDPSession, Page, Worker } from 'playwright-core';
import { startDesk } from '../desk/serve';
import { type DemoBrowser, openDemoBrowser } from './browser';
import { configure } from './configure';
import { distOf, ROOT } from './extension';
import { CHANNEL_URL, demoPages, THREAD_URL } from './posts';
import { startSite } from './site';

interface Target {
  readonly url: string;
  /** What is right-clicked there. */
  readonly selector: string;
  /** What is pressed in the form before the reason is typed. */
  readonly keys: readonly string[];
  readonly reason: string;
}

/** In the order in which they are flagged; they are judged the newest first, and what stands is taken over. */
const TARGETS: readonly Target[] = [
  {
    url: THREAD_URL,
    selector: '[data-testid="tweetText"] >> nth=0',
    keys: ['a', 'b', 'i'],
    reason: 'Calls on members to attack power stations and says where the plans are.',
  },
  {
    url: THREAD_URL,
    selector: '[data-testid="tweetText"] >> nth=2',
    keys: ['d', 'b'],
    reason: 'Asks for money for fuses on behalf of the group that announces attacks in the same thread.',
  },
  {
    url: CHANNEL_URL,
    selector: '.tgme_widget_message_text >> nth=0',
    keys: ['1', 'd', 'Shift+Digit4', 'f', 'f', 'f'],
    reason: 'Distributes the magazine of the group, with instructions for forming cells.',
  },
];

export interface Played {
  readonly flags: number;
  readonly bundle: string;
  readonly pictures: readonly string[];
}

export async function play(folder: string, say: (line: string) => void): Promise<Played> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const desk = await startDesk({ dataDir: join(folder, 'desk'), report: say });
  const site = await startSite(demoPages);
  const browser = await openDemoBrowser({
    extension: distOf('chrome'),
    profile: join(folder, 'profile'),
    site,
    headless: true,
  });
  try {
    const tab = await browser.context.newPage();
    await configure(tab, browser, desk);
    say('Set up as analyst "demo".');
    return await playDay(browser, tab, folder, say).catch(async (error: unknown) => {
      await tab.screenshot({ path: join(folder, 'stopped.png') });
      throw error;
    });
  } finally {
    await browser.context.close();
    await Promise.all([desk.close(), site.stop()]);
  }
}

async function playDay(
  browser: DemoBrowser,
  tab: Page,
  folder: string,
  say: (line: string) => void,
): Promise<Played> {
  const shown = (path: string): string => relative(ROOT, path);
  const pictures: string[] = [];
  const picture = async (name: string): Promise<void> => {
    const path = join(folder, `${name}.png`);
    await tab.screenshot({ path });
    pictures.push(path);
  };
  for (const [n, { url, selector }] of TARGETS.entries()) {
    await flag(browser, url, selector);
    await tab.locator(`[data-testid=flag-list][data-count="${n + 1}"]`).waitFor();
    say(`Flagged ${n + 1} of ${TARGETS.length}: on ${new URL(url).host}`);
  }
  await tab.bringToFront();
  await picture('queue');
  await judgeAll(tab, () => picture('form'));
  say('Judged all, by keyboard.');
  await tab.getByTestId('sync-now').click();
  await tab
    .locator('[data-testid=flag-row][data-status=accepted]')
    .nth(TARGETS.length - 1)
    .waitFor();
  say('Sent; the desk accepted every flag and has every artefact.');
  await picture('sent');
  const bundle = await exportSession(tab, folder);
  await picture('export');
  say(`Exported the session: ${shown(bundle)}`);
  return { flags: TARGETS.length, bundle, pictures };
}

/** Right-click, then what the menu does: a browser without a window shows none, so its choice is dispatched. */
async function flag({ context, own }: DemoBrowser, url: string, selector: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.bringToFront();
  await page.click(selector, { button: 'right' });
  const browser = await context.browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('the browser takes no commands');
  await pressButton(browser, new URL(own('')).host, url);
  await chooseFlag(await workerOf(context.serviceWorkers()), url);
}

/** The toolbar button grants the extension this tab, as the menu would. */
async function pressButton(browser: CDPSession, id: string, url: string): Promise<void> {
  const { targetInfos } = await browser.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.findLast((target) => target.url === url);
  if (tab === undefined) throw new Error('the post is in no tab');
  await browser.send('Extensions.triggerAction', { id, targetId: tab.targetId });
}

async function chooseFlag(worker: Worker, url: string): Promise<void> {
  await worker.evaluate(`chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(([tab]) =>
    chrome.contextMenus.onClicked.dispatch(
      { menuItemId: 'flag-post', frameId: 0, pageUrl: ${JSON.stringify(url)}, editable: false }, tab))`);
}

function workerOf(workers: readonly Worker[]): Worker {
  const worker = workers.at(-1);
  if (worker === undefined) throw new Error('the extension is not running');
  return worker;
}

/** The newest first, as the list has them; saving goes on to the next. */
async function judgeAll(tab: Page, onFilled: () => Promise<void>): Promise<void> {
  await tab.getByTestId('flag-row').first().waitFor();
  await tab.keyboard.press('Enter');
  let judged = '';
  for (const { keys, reason } of TARGETS.toReversed()) {
    const form = tab.locator(`[data-testid=judge-form]:not([data-flag-id="${judged}"])`);
    const isFirst = judged === '';
    judged = (await form.getAttribute('data-flag-id')) ?? '';
    await form.locator('h1:focus').waitFor(); // from here on the form listens to keys
    for (const key of [...keys, 'r']) await tab.keyboard.press(key);
    await tab.keyboard.type(reason);
    await tab.keyboard.press('Alt+KeyN');
    if (isFirst) await onFilled();
    await tab.keyboard.press('Control+Enter');
  }
  await tab.getByTestId('flag-list').waitFor();
}

async function exportSession(tab: Page, folder: string): Promise<string> {
  await tab.goto(tab.url().replace(/#.*/u, '#export'));
  await tab.getByTestId('export-start').click();
  const link = tab.getByTestId('export-download');
  const [download] = await Promise.all([tab.waitForEvent('download'), link.click()]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}
