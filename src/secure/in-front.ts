// Brings a tab to the front of its window for a picture that the analyst asked for from another tab, and goes back after.
// Runs in the worker. Only ever by hand: nothing that joins by itself changes what the analyst sees.
import browser from 'webextension-polyfill';

/** The browser draws a tab that was behind only once it is in front. */
const DRAWN_MS = 300;

export async function inFront<T>(tabId: number, work: () => Promise<T>): Promise<T> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined); // closed: the work finds that out
  if (tab === undefined || tab.active) return work();
  const [before] = await browser.tabs.query({ windowId: tab.windowId ?? -1, active: true });
  await browser.tabs.update(tabId, { active: true });
  await new Promise((passed) => setTimeout(passed, DRAWN_MS));
  try {
    return await work();
  } finally {
    const still = await browser.tabs.get(tabId).catch(() => undefined);
    // who went elsewhere meanwhile is left there
    if (before?.id !== undefined && still?.active === true)
      await browser.tabs.update(before.id, { active: true }).catch(() => undefined); // closed meanwhile
  }
}
