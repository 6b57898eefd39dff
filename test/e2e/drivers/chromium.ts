// Drives Chromium with the extension loaded, as an analyst would: native menu, shortcut, popup; and breaks it on purpose.
// Runs in node on Linux. Every host but loopback leads to the given site or nowhere.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Locator,
  type Page,
  type Worker,
} from 'playwright-core';
import { findProgram } from '../../../src/demo/machine';
import type { Site } from '../../../src/demo/site';
import { WELCOME } from './built';
import { until } from './until';
import type { Screen } from './xvfb';

export interface ChromiumOptions {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** Shows a window there; headless without. */
  readonly screen?: Screen;
  /** Answers for every host but loopback; without it no other host can be reached. */
  readonly site?: Site;
  /** User data directory, to start again on; a fresh one by default. */
  readonly profile?: string;
  readonly args?: readonly string[];
}

export interface Chromium {
  readonly context: BrowserContext;
  /** The extension's id. */
  readonly id: string;
  readonly profile: string;
  /** The extension's service worker as it now runs; wakes nothing. */
  worker(): Worker;
  /** A new tab in front, loaded. */
  open(url: string): Promise<Page>;
  /** A page of the extension as a tab. */
  openOwn(path: string): Promise<Page>;
  /** Right-clicks for real and waits until the native menu is shown; ` >> ` leads into a frame or shadow root. Needs a screen. */
  rightClick(page: Page, selector: string): Promise<void>;
  /** Presses an access key in the open native menu. */
  choose(key: string): Promise<void>;
  /** Clicks the extension's toolbar button on this page: grants activeTab and opens the popup, headless too. */
  pressButton(page: Page): Promise<void>;
  /** The native popup, once it is shown. */
  popup(): Promise<Page>;
  /** Stops the service worker at once; the next event starts it anew. */
  stopWorker(): Promise<void>;
  /** SIGKILL to the whole browser; start again with the same `profile`. */
  kill(): Promise<void>;
  /** Ends the browser and, unless it is to be kept, removes the profile. */
  close(options?: { readonly keepProfile: boolean }): Promise<void>;
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--enable-unsafe-extension-debugging',
  '--remote-debugging-port=0',
  '--window-size=1200,850',
  '--window-position=0,0',
];
const NOWHERE = '--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE 127.0.0.1,EXCLUDE localhost';

export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const { extension, screen, site } = options;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'flagpost-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findProgram('chromium'),
    headless: false,
    viewport: null,
    ...(screen === undefined ? {} : { env: screen.env }),
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...ARGS,
      ...(screen === undefined ? ['--headless=new'] : []),
      ...(site?.chromiumArgs() ?? [NOWHERE]),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      ...(options.args ?? []),
    ],
  });
  const worker = (): Worker => {
    const found = context.serviceWorkers().at(-1);
    if (found === undefined) throw new Error('no service worker is running');
    return found;
  };
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker', { timeout: 15_000 });
  const id = new URL(worker().url()).host;
  // a first start opens a tab in front; were it to come later, it would take the place of the page under test
  if (options.profile === undefined && existsSync(join(extension, WELCOME)))
    await until('the first tab', () => context.pages().some((page) => page.url().includes(WELCOME)));
  const session = await sessionOf(context);
  const pid = await browserPid(session);
  const onScreen = needScreen(screen);
  const overCdp: Browser[] = [];
  const leave = async (): Promise<void> => {
    await Promise.all(overCdp.splice(0).map((browser) => browser.close()));
  };
  return {
    context,
    id,
    profile,
    worker,
    async open(url) {
      const page = await context.newPage();
      await page.goto(url);
      await page.bringToFront();
      return page;
    },
    async openOwn(path) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/${path}`);
      return page;
    },
    async rightClick(page, selector) {
      const { windows } = onScreen();
      const before = new Set(windows());
      // Not awaited: the click is only answered once the menu is gone.
      const element = await elementAt(page, selector);
      void element.click({ button: 'right', noWaitAfter: true }).catch(() => undefined);
      // by id, not by number: the click closes a popup or the last menu between two looks, and this menu takes its place
      await until('the native menu', () => windows().some((id) => !before.has(id)));
      await sleep(150); // shown, but not yet listening to keys
    },
    async choose(key) {
      onScreen().xdo('key', key);
    },
    async pressButton(page) {
      const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'tab' }] });
      const tab = targetInfos.find(({ url }) => url === page.url());
      if (tab === undefined) throw new Error('no tab shows that page');
      await session.send('Extensions.triggerAction', { id, targetId: tab.targetId });
    },
    async popup() {
      const port = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0];
      return until('the popup', async () => {
        // Only a connection made after the popup opened lists it.
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
        const popup = await firstPopup(browser, id);
        if (popup === undefined) await browser.close();
        else overCdp.push(browser);
        return popup;
      });
    },
    async stopWorker() {
      const { targetInfos } = await session.send('Target.getTargets');
      const workers = targetInfos.filter(({ type, url }) => type === 'service_worker' && url.includes(id));
      for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId });
    },
    async kill() {
      const gone = new Promise((resolve) => context.once('close', resolve));
      process.kill(-pid, 'SIGKILL');
      await gone;
      await leave();
    },
    async close({ keepProfile } = { keepProfile: false }) {
      await leave();
      await context.close();
      if (!keepProfile) rmSync(profile, { recursive: true, force: true });
    },
  };
}

function needScreen(screen: Screen | undefined): () => Screen {
  return () => {
    if (screen === undefined) throw new Error('a native menu needs a screen: launch with one');
    return screen;
  };
}

async function sessionOf(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (browser === null) throw new Error('no browser behind the context');
  return browser.newBrowserCDPSession();
}

async function browserPid(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('the browser has no process');
  return main.id;
}

/** The extension's page that is shown as a popup, not as a tab. */
async function elementAt(page: Page, selector: string): Promise<Locator> {
  const [first = '', ...steps] = selector.split(' >> ');
  let at = page.locator(first).first();
  for (const step of steps) {
    const isFrame = await at.evaluate((el) => el instanceof HTMLIFrameElement);
    at = (isFrame ? at.contentFrame() : at).locator(step).first();
  }
  return at;
}

async function firstPopup(browser: Browser, id: string): Promise<Page | undefined> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const page of pages.filter((one) => one.url().startsWith(`chrome-extension://${id}/`))) {
    const isPopup = await page.evaluate(`chrome.extension.getViews({ type: 'popup' }).includes(window)`);
    if (isPopup) return page;
  }
  return undefined;
}
