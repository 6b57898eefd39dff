// Drives Firefox with the extension loaded, as an analyst would: native menu and popup, headless too; and breaks it.
// Runs in node on Linux. Every host but loopback leads to the given site or nowhere.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../../src/demo/machine';
import type { Site } from '../../../src/demo/site';
import { type Bidi, connectBidi } from './bidi';
import { WELCOME } from './built';
import { installInto, ORIGIN, type Prefs, prefsFor, writePrefs } from './firefox-profile';
import { startProxy } from './proxy';
import { until } from './until';
import type { Screen } from './xvfb';

export interface FirefoxOptions {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** Installs it into the profile, so that it is there after a restart too; else for this run only. */
  readonly permanent?: boolean;
  /** Shows a window there; headless without. */
  readonly screen?: Screen;
  /** Answers for every https host but loopback; without it no other host can be reached. */
  readonly site?: Site;
  /** To start again on; a fresh one by default. */
  readonly profile?: string;
  readonly prefs?: Prefs;
}

/** A tab, as BiDi names it. */
export type Tab = string;

export interface Firefox {
  readonly bidi: Bidi;
  readonly profile: string;
  /** Of the extension's pages: moz-extension://<uuid>. */
  readonly origin: string;
  /** A new tab in front, loaded. */
  open(url: string): Promise<Tab>;
  /** A page of the extension as a tab; in the background when asked. */
  openOwn(path: string, background?: boolean): Promise<Tab>;
  evaluate(tab: Tab, expression: string): Promise<unknown>;
  /** In the browser's own window, with all its rights. */
  privileged(expression: string): Promise<unknown>;
  /** Right-clicks the middle of an element for real; ` >> ` leads into a frame or an open shadow root. */
  rightClick(tab: Tab, selector: string): Promise<void>;
  /** Chooses an item of the native menu by its label. */
  choose(label: string): Promise<void>;
  /** Calls a function, given as source, with the native popup's window: `(popup) => popup.document.title`. */
  inPopup(ownTab: Tab, source: string): Promise<unknown>;
  closePopup(): Promise<void>;
  /** Stops the background page at once; the next event starts it anew. */
  stopBackground(): Promise<void>;
  /** SIGKILL to the whole browser; start again with the same `profile`. */
  kill(): Promise<void>;
  /** Ends the browser and, unless it is to be kept, removes the profile. */
  close(options?: { readonly keepProfile: boolean }): Promise<void>;
}

const TRUST_ANY_CERTIFICATE = `Cc['@mozilla.org/security/certoverride;1']
  .getService(Ci.nsICertOverrideService).setDisableAllSecurityChecksAndLetAttackersInterceptMyData(true)`;

export async function launchFirefox(options: FirefoxOptions): Promise<Firefox> {
  const { extension, screen, site, permanent = false } = options;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'flagpost-firefox-'));
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const id: string = manifest.browser_specific_settings.gecko.id;
  const proxy = await startProxy(site?.port);
  writePrefs(profile, { ...prefsFor(id, proxy.port), ...options.prefs });
  if (permanent) await installInto(profile, id, extension);
  const process = start(profile, screen);
  const bidi = await connectBidi(await listeningAt(process));
  if (!permanent)
    await bidi.send('webExtension.install', { extensionData: { type: 'path', path: extension } });
  const { contexts } = await bidi.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const window = (contexts as { url: string; context: string }[]).find(({ url }) =>
    url.includes('browser.xhtml'),
  );
  if (window === undefined) throw new Error('Firefox shows no window');
  const privileged = (expression: string): Promise<unknown> => bidi.evaluate(window.context, expression);
  await until('the window', () => privileged('gBrowserInit.delayedStartupFinished'), 30_000);
  await privileged(TRUST_ANY_CERTIFICATE);
  const own = `WebExtensionPolicy.getByID(${JSON.stringify(id)})`;
  await until('the extension to start', () => privileged(`${own}?.extension?.backgroundState !== undefined`));
  // a first start opens a tab in front; were it to come later, it would take the place of the page under test
  const spec = 'tab.linkedBrowser.currentURI.spec';
  if (options.profile === undefined && existsSync(join(extension, WELCOME)))
    await until('the first tab', () =>
      privileged(`gBrowser.tabs.some((tab) => ${spec}.includes('${WELCOME}'))`),
    );

  const open = async (url: string, background = false): Promise<Tab> => {
    const created = await bidi.send('browsingContext.create', { type: 'tab', background });
    const tab = String(created.context);
    await bidi.send('browsingContext.navigate', { context: tab, url, wait: 'none' });
    const loaded = `location.href !== 'about:blank' && document.readyState === 'complete'`;
    await until(`${new URL(url).pathname} to load`, () => bidi.evaluate(tab, loaded));
    return tab;
  };
  const end = async (how: () => unknown): Promise<void> => {
    const gone = new Promise((resolve) => process.once('exit', resolve));
    await how();
    await gone;
    bidi.end();
    await proxy.stop();
  };
  return {
    bidi,
    profile,
    origin: ORIGIN,
    open,
    openOwn: (path, background) => open(`${ORIGIN}/${path}`, background),
    evaluate: bidi.evaluate,
    privileged,
    async rightClick(tab, selector) {
      const at = await bidi.evaluate(tab, middleOf(selector));
      await bidi.send('input.performActions', {
        context: tab,
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            actions: [
              { type: 'pointerMove', ...(at as { x: number; y: number }) },
              { type: 'pointerDown', button: 2 },
              { type: 'pointerUp', button: 2 },
            ],
          },
        ],
      });
    },
    async choose(label) {
      const menu = `document.getElementById('contentAreaContextMenu')`;
      await until('the native menu', () => privileged(`${menu}.state === 'open'`));
      const item = `[...${menu}.querySelectorAll('menuitem')].find((one) => one.label === ${JSON.stringify(label)})`;
      await until(`the menu item ${label}`, () => privileged(`${item} !== undefined`));
      await privileged(`${menu}.activateItem(${item})`);
      // the choice is told to the extension as the menu goes: a right-click before that would take its place
      await until('the native menu to go', () => privileged(`${menu}.state === 'closed'`));
    },
    async inPopup(ownTab, source) {
      const views = `browser.extension.getViews({ type: 'popup' })`;
      await until('the popup', () => bidi.evaluate(ownTab, `${views}.length === 1`));
      return bidi.evaluate(ownTab, `(${source})(${views}[0])`);
    },
    async closePopup() {
      await privileged(
        `document.querySelectorAll('panel').forEach((panel) => { if (panel.state === 'open') panel.hidePopup(); })`,
      );
    },
    async stopBackground() {
      const how = '{ ignoreDevToolsAttached: true, disableResetIdleForTest: true }';
      await privileged(`${own}.extension.terminateBackground(${how})`);
      await until('the background to stop', () =>
        privileged(`${own}.extension.backgroundState === 'stopped'`),
      );
    },
    kill: () => end(() => killGroup(process)),
    async close({ keepProfile } = { keepProfile: false }) {
      const late = setTimeout(() => killGroup(process), 10_000);
      await end(() => bidi.send('browser.close').catch(() => killGroup(process))); // gone already, or deaf
      clearTimeout(late);
      if (!keepProfile) rmSync(profile, { recursive: true, force: true });
    },
  };
}

function start(profile: string, screen: Screen | undefined): ChildProcess {
  const debugging = ['--remote-debugging-port=0', '--remote-allow-system-access'];
  const look = screen === undefined ? ['--headless'] : [];
  const args = ['--no-remote', '--profile', profile, ...debugging, ...look, '--width=1200', '--height=850'];
  return spawn(findProgram('firefox'), [...args, 'about:blank'], {
    ...(screen === undefined ? {} : { env: screen.env }),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function listeningAt(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Firefox does not listen: ${said}`)), 30_000);
    process.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      const url = /WebDriver BiDi listening on (ws:\S+)/u.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    process.once('exit', () => reject(new Error(`Firefox ended: ${said}`)));
  });
}

function killGroup(process: ChildProcess): void {
  if (process.pid !== undefined && process.exitCode === null)
    globalThis.process.kill(-process.pid, 'SIGKILL');
}

/** Viewport coordinates, scrolled to if need be. ` >> ` leads into a frame of the same origin or an open shadow root. */
function middleOf(selector: string): string {
  return `(() => {
    let [root, left, top] = [document, 0, 0];
    const steps = ${JSON.stringify(selector.split(' >> '))};
    const last = root => root.querySelector(steps.at(-1));
    for (const step of steps.slice(0, -1)) {
      const outer = root.querySelector(step);
      if (outer.contentDocument) {
        const { x, y } = outer.getBoundingClientRect();
        [left, top] = [left + x + outer.clientLeft, top + y + outer.clientTop];
      }
      root = outer.contentDocument ?? outer.shadowRoot;
    }
    last(root).scrollIntoView({ block: 'nearest', behavior: 'instant' });
    const { x, y, width, height } = last(root).getBoundingClientRect();
    return { x: Math.round(left + x + width / 2), y: Math.round(top + y + height / 2) };
  })()`;
}
