// Keeps the listener where it is wanted: on hosts that the analyst added, and in tabs that were open before it came.
// Runs in the worker. Asks for nothing: a host without the browser's leave is left alone.
import browser, { type Scripting } from 'webextension-polyfill';
import { loadSettings, saveSettings } from '../settings';
import { patternOf } from './listen-hosts';

/** Of the scripts registered here: one for each host. */
const PREFIX = 'listen:';

/** The listener as the manifest declares it: the build names its file. */
function declared(): { js: string[]; matches: string[] } {
  const [script] = browser.runtime.getManifest().content_scripts ?? [];
  return { js: script?.js ?? [], matches: script?.matches ?? [] };
}

function scriptFor(host: string): Scripting.RegisteredContentScript {
  return {
    id: PREFIX + host,
    matches: [patternOf(host)],
    js: declared().js,
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  };
}

/** Those of the hosts that the browser still lets us into. */
export async function permitted(hosts: readonly string[]): Promise<string[]> {
  const asked = hosts.map((host) => browser.permissions.contains({ origins: [patternOf(host)] }));
  const answers = await Promise.all(asked);
  return hosts.filter((_host, i) => answers[i]);
}

/** One run at a time: two at once would register the same script twice, which the browser refuses. */
let turn: Promise<void> = Promise.resolve();

/** Brings what is registered in line with the settings and the browser's leave, and starts in tabs that are open already. */
export function keepListening(): Promise<void> {
  turn = turn.catch(() => undefined).then(register); // the run before reported its own failure to its own caller
  return turn;
}

async function register(): Promise<void> {
  const { listenHosts } = await loadSettings();
  const hosts = await permitted(listenHosts);
  // an update of the extension takes the registered ones away, a restart of the browser does not
  const scripts = await browser.scripting.getRegisteredContentScripts();
  const before = scripts.map(({ id }) => id).filter((id) => id.startsWith(PREFIX));
  const gone = before.filter((id) => !hosts.includes(id.slice(PREFIX.length)));
  const fresh = hosts.filter((host) => !before.includes(PREFIX + host));
  if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
  if (fresh.length === 0) return;
  await browser.scripting.registerContentScripts(fresh.map(scriptFor));
  await listenInOpenTabs(fresh.map(patternOf));
}

/** The browser's leave was taken back, here or in its own settings: the hosts without it are no longer ours to list. */
export async function heedRemoved(): Promise<void> {
  const { listenHosts } = await loadSettings();
  const left = await permitted(listenHosts);
  if (left.length < listenHosts.length) await saveSettings({ listenHosts: left });
  await keepListening();
}

/** Chromium puts declared scripts into new documents only. In the frames of a page the browser skips those not permitted. */
export async function listenInOpenTabs(patterns: readonly string[] = declared().matches): Promise<void> {
  const tabs = await browser.tabs.query({ url: [...patterns], discarded: false });
  const injecting = tabs.map(({ id: tabId }) => {
    if (tabId === undefined) return undefined;
    const target = { tabId, allFrames: true };
    return browser.scripting.executeScript({ target, files: declared().js, injectImmediately: true });
  });
  await Promise.allSettled(injecting); // error pages and tabs just closed let nobody in
}
