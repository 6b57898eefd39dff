// What the analyst lets us do beyond the standard grant. Runs in the worker and the UI. Asks nobody: the tab view does.
import browser from 'webextension-polyfill';

/** Full capture: every site and its bytes. Without it what needs it is absent, permission_denied. */
export function hasFullCapture(): Promise<boolean> {
  return browser.permissions.contains({ origins: ['<all_urls>'] });
}

/** Saving a page as MHTML: an optional permission of its own, in Chromium only. */
export async function hasPageCapture(): Promise<boolean> {
  // Firefox refuses to be asked for a permission that it does not know
  if ('getBrowserInfo' in browser.runtime) return false;
  return browser.permissions.contains({ permissions: ['pageCapture'] });
}
