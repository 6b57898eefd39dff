// The browser's leave to reach the endpoint and the time-stamp authority. Asked in the tab only, in the gesture itself; nothing waits for it.
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
  return orFalse(browser.permissions.request(wanted));
}

export async function hasAccess(url: string): Promise<boolean> {
  const origins = originsOf(url);
  return origins !== undefined && orFalse(browser.permissions.contains({ origins }));
}

function hostOrigins(url: string): string[] | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/u.test(protocol) ? [`${protocol}//${hostname}/*`] : undefined;
}

/** For an address that is not an endpoint: only a digest goes there. In the gesture, as with the endpoint. */
export async function askHost(url: string): Promise<boolean> {
  const origins = hostOrigins(url);
  return origins !== undefined && orFalse(browser.permissions.request({ origins }));
}

export async function hasHost(url: string): Promise<boolean> {
  const origins = hostOrigins(url);
  return origins !== undefined && orFalse(browser.permissions.contains({ origins }));
}

/** An address that has no match pattern, or a browser that wants another gesture: as good as a no. */
async function orFalse(asked: Promise<boolean>): Promise<boolean> {
  try {
    return await asked;
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
