// What the analyst may allow beyond the standard grant: asked for and given back. In the tab only, in the gesture itself and
// before anything is awaited: the browser's question closes a popup. Runs in the UI.
import browser, { type Permissions } from 'webextension-polyfill';
import { hasFullCapture, hasPageCapture } from '../secure/grants';

export const GRANTS = ['full', 'mhtml'] as const;
export type Grant = (typeof GRANTS)[number];

const FULL: Permissions.Permissions = { origins: ['<all_urls>'] };
// the polyfill's types are Firefox's, which has no pageCapture
const MHTML = { permissions: ['pageCapture'] } as unknown as Permissions.Permissions;
const WANTED: Readonly<Record<Grant, Permissions.Permissions>> = { full: FULL, mhtml: MHTML };

/** Only Chromium saves pages as MHTML. */
export function canSaveMhtml(): boolean {
  return !('getBrowserInfo' in browser.runtime);
}

/** False when refused, or when the browser cannot ask. */
export async function askGrant(grant: Grant): Promise<boolean> {
  try {
    return await browser.permissions.request(WANTED[grant]);
  } catch (error) {
    // a browser that wants another gesture, or lacks the permission: as good as a no
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

export async function giveBack(grant: Grant): Promise<void> {
  await browser.permissions.remove(WANTED[grant]);
}

export function hasGrant(grant: Grant): Promise<boolean> {
  return grant === 'full' ? hasFullCapture() : hasPageCapture();
}

/** Calls back now and whenever the browser's permissions change. */
export function watchGrant(grant: Grant, tell: (given: boolean) => void, signal: AbortSignal): void {
  const look = (): void => {
    void hasGrant(grant).then((given) => {
      if (!signal.aborted) tell(given);
    });
  };
  browser.permissions.onAdded.addListener(look);
  browser.permissions.onRemoved.addListener(look);
  signal.addEventListener('abort', () => {
    browser.permissions.onAdded.removeListener(look);
    browser.permissions.onRemoved.removeListener(look);
  });
  look();
}
