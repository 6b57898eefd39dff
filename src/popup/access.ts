// The browser's leave to reach the endpoint. Asked in the tab only, in the gesture itself; nothing waits for it.
// Runs in the UI.
import browser, { type Permissions } from 'webextension-polyfill';
import { checkEndpointUrl } from '../sync/endpoint-url';

/** What an endpoint is sent, in Firefox's words; other browsers know no such permissions. */
const DATA_SENT: NonNullable<Permissions.Permissions['data_collection']> = [
  'websiteContent',
  'browsingActivity',
  'personallyIdentifyingInfo',
  'authenticationInfo',
];

/** Match patterns carry no port: they hold for all of a host's. */
function originsOf(url: string): string[] | undefined {
  const checked = checkEndpointUrl(url);
  if (!checked.ok) return undefined;
  const { protocol, hostname } = new URL(checked.url);
  return [`${protocol}//${hostname}/*`];
}

/**
 * Must be called in the gesture, before anything is awaited: Firefox refuses later. False when refused, or when the
 * browser cannot ask. May stay pending for as long as the question stands.
 */
export async function askAccess(url: string): Promise<boolean> {
  const origins = originsOf(url);
  if (origins === undefined) return false;
  const isFirefox = 'getBrowserInfo' in browser.runtime;
  const wanted = isFirefox ? { origins, data_collection: DATA_SENT } : { origins };
  try {
    return await browser.permissions.request(wanted);
  } catch (error) {
    // an address that has no match pattern, or a browser that wants another gesture: as good as a no
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

export async function hasAccess(url: string): Promise<boolean> {
  const origins = originsOf(url);
  if (origins === undefined) return false;
  try {
    return await browser.permissions.contains({ origins });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/** The same screen in a tab, where a question of the browser does not close the window. */
export function openTab(hash: string): void {
  void browser.tabs.create({ url: browser.runtime.getURL(`src/popup/index.html?view=tab${hash}`) });
  window.close();
}
