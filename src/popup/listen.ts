// Seeing the clicks on a host that is not listed: asked of the browser, kept in the settings, taken back. Runs in the UI.
import browser from 'webextension-polyfill';
import type { Capture } from '../flag/capture';
import { hostOf, isListed, patternOf } from '../secure/listen-hosts';
import type { App } from './app';

/** Firefox tells the clicked element after the click, wherever it was: it needs no listener. */
export function findsClickedAnywhere(): boolean {
  return 'getBrowserInfo' in browser.runtime;
}

/** What was right-clicked is not known: the post was matched by what the menu said. */
export function isMatched({ capture: { gesture, foundVia } }: Capture): boolean {
  return gesture === 'menu' && foundVia !== 'clicked';
}

/** The host on which a listener would have found the clicked post; undefined where one would change nothing. */
export function hostWithoutListener(capture: Capture): string | undefined {
  if (!isMatched(capture) || findsClickedAnywhere()) return undefined;
  const host = hostOf(capture.capture.frameUrl ?? capture.pageUrl);
  return host === undefined || isListed(host) ? undefined : host;
}

/**
 * In the tab only, in the gesture itself and before anything is awaited. Resolves when the browser has been answered;
 * false when it said no, or could not ask.
 */
export async function listenTo({ settings, changeSettings }: App, host: string): Promise<boolean> {
  try {
    if (!(await browser.permissions.request({ origins: [patternOf(host)] }))) return false;
  } catch (error) {
    // a host that has no match pattern, or a browser that wants another gesture: as good as a no
    if (!(error instanceof Error)) throw error;
    return false;
  }
  const hosts = new Set([...settings.value.listenHosts, host]);
  await changeSettings({ listenHosts: [...hosts].sort() });
  return true;
}

/** Gives the browser's leave back too, unless the endpoint is on that host. */
export async function stopListening({ settings, changeSettings }: App, host: string): Promise<void> {
  const { endpoint, listenHosts } = settings.value;
  await changeSettings({ listenHosts: listenHosts.filter((one) => one !== host) });
  if (endpoint !== undefined && hostOf(endpoint.url) === host) return;
  await browser.permissions.remove({ origins: [patternOf(host)] });
}
