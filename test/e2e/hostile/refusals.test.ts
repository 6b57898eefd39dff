// What cannot be captured or stored, in a real Chromium: each gets its own code, what could be had is kept and marked.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, type Stores, unsound } from '../store';

/** A page without content, as small as PDF gets. */
const PDF = `%PDF-1.1
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>`;

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;
let profile: string | undefined;

beforeAll(async () => {
  site = await startSite({
    'x.com/home': xPage(xPost('user1', '1980000000000000001', 'One')),
    'files.example/paper.pdf': { headers: { 'content-type': 'application/pdf' }, body: PDF },
  });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});

async function start(): Promise<void> {
  const extension = builtExtension('chrome');
  chromium = await launchChromium({ extension, screen, site, ...(profile === undefined ? {} : { profile }) });
  own = await chromium.openOwn('manifest.json');
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'listed', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
}
beforeEach(() => {
  profile = undefined;
});
afterEach(() => chromium.close());

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));
const lastProblem = (): Promise<unknown> =>
  own.evaluate(`chrome.storage.session.get('lastProblem').then(({ lastProblem }) => lastProblem?.code)`);

test("one of the browser's own pages is refused as such, and nothing is stored", async () => {
  await start();
  const page = await chromium.open('chrome://version');
  await page.bringToFront();
  screen.xdo('key', 'alt+shift+f');
  await until('the problem', async () => (await lastProblem()) === 'page_not_capturable');
  expect(await own.evaluate('chrome.action.getBadgeText({})')).toBe('!');
  const after = await stores();
  expect(after.captures).toEqual([]);
  expect(after.intents).toEqual([]);
  const tab = await chromium.openOwn('src/popup/index.html?view=tab#queue');
  await tab.locator('[data-testid=problem][data-code=page_not_capturable]').waitFor();
});

test('a PDF in the viewer is kept with its address and marked as not verified', async () => {
  await start();
  const page = await chromium.open('https://files.example/paper.pdf');
  await page.bringToFront();
  await page.mouse.move(400, 400);
  screen.xdo('key', 'alt+shift+f');
  const now = await until('the flag', async () => {
    const read = await stores();
    return read.captures.length === 1 && read;
  });
  expect(now.captures[0]?.pageUrl).toBe('https://files.example/paper.pdf');
  expect(unsound(now)).toEqual([]);
});

function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not root, or a sandbox without mounts: said in the skip below
  }
}

test('a full disk: it is said, what was stored before is whole, and flagging works again once there is room', async (context) => {
  const disk = mkdtempSync(join(tmpdir(), 'flagpost-disk-'));
  if (!mountSmallDisk(disk)) context.skip('this machine lets nobody mount a small disk');
  try {
    profile = join(disk, 'profile');
    await start();
    const page = await chromium.open('https://x.com/home');
    await chromium.rightClick(page, '#text-1980000000000000001');
    await chromium.choose('h');
    await until('the first flag', async () => allJoined(await stores()));
    fill(disk);
    await chromium.rightClick(page, '#text-1980000000000000001');
    await chromium.choose('h');
    const told = await until(
      'a second flag or a problem',
      async () => (await lastProblem()) ?? (await toastText(page)),
    );
    expect(['disk_full', 'store_unavailable', 'toast']).toContain(told);
    empty(disk);
    const after = await until('the store to open again', stores);
    expect(unsound(after)).toEqual([]);
    const second = after.captures.find(({ seq }) => seq === 2);
    const shot = after.artefacts.find(({ flagId, seq }) => flagId === second?.id && seq === 1);
    if (second !== undefined) expect(shot).toMatchObject({ status: 'absent', absentReason: 'quota' });
    expect(after.captures.map(({ seq }) => seq)[0]).toBe(1);
    await chromium.rightClick(page, '#text-1980000000000000001');
    await chromium.choose('h');
    const more = after.captures.length + 1;
    await until('flagging to work again', async () => (await stores()).captures.length === more);
  } finally {
    await chromium.close({ keepProfile: true });
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
    profile = undefined;
    await start(); // for afterEach to end
  }
});

/** Whether the second flag was announced; what a closed shadow root says cannot be read. */
async function toastText(page: Page): Promise<string | undefined> {
  const first = await stores().catch(() => undefined); // the store may not open on a full disk
  const shown = await page.evaluate('document.querySelector("html > div") !== null');
  return shown === true && first?.captures.length === 2 ? 'toast' : undefined;
}

function empty(disk: string): void {
  for (const name of readdirSync(disk)) if (name.startsWith('fill-')) rmSync(join(disk, name));
}

/** All but the last few kilobytes: a picture no longer fits, a small record may. */
function fill(disk: string): void {
  for (const [n, size] of [64_000_000, 8_000_000, 1_000_000, 100_000, 10_000].entries()) {
    for (let i = 0; ; i += 1) {
      try {
        writeFileSync(join(disk, `fill-${n}-${i}`), Buffer.alloc(size, 1));
      } catch {
        break; // no more of this size
      }
    }
  }
}
