// The window of its own in which a bulk run opens its addresses. Runs in the worker. Touches no tab that the analyst uses.
import browser, { type Tabs } from 'webextension-polyfill';
import * as z from 'zod/mini';

const Place = z.object({
  tabId: z.number(),
  windowId: z.number(),
  /** Where the last item left the tab. */
  url: z.string(),
  /** The run paused: another address there now means that the analyst went on in it. */
  left: z.boolean(),
});
export type Place = z.infer<typeof Place>;

export const BLANK = 'about:blank';
/** Kept while the browser runs: the next worker finds the window again, the next browser makes its own. */
const KEY = 'bulkPlace';
const SIZE = { width: 1280, height: 900 } as const;

/** The browser tells no address for the blank page, nor for pages of its own. */
export function urlOf({ url }: Tabs.Tab): string {
  return url === undefined || url === '' ? BLANK : url;
}

async function keepPlace(place: Place): Promise<void> {
  await browser.storage.session.set({ [KEY]: place });
}

async function keptPlace(): Promise<Place | undefined> {
  const stored: unknown = (await browser.storage.session.get(KEY))[KEY];
  return z.safeParse(Place, stored).data;
}

/** Of a place, while it is in the window in which it was made. */
async function tabIn({ tabId, windowId }: Place): Promise<Tabs.Tab | undefined> {
  const tab = await browser.tabs.get(tabId).catch(() => undefined); // closed
  return tab?.windowId === windowId ? tab : undefined;
}

/** The tab in use; undefined when it or its window was closed. */
export async function placeInUse(): Promise<Place | undefined> {
  const kept = await keptPlace();
  return kept && (await tabIn(kept)) ? kept : undefined;
}

/** The tab as it was left, another beside it where the analyst took that one over, or a window of its own. */
export async function takePlace(): Promise<Place> {
  const kept = await keptPlace();
  const tab = kept && (await tabIn(kept));
  if (kept === undefined || tab === undefined) return openWindow();
  if (kept.left && urlOf(tab) !== kept.url) return freshTab(kept, false);
  const place = { ...kept, left: false };
  await keepPlace(place);
  return place;
}

async function openWindow(): Promise<Place> {
  const { id: windowId, tabs } = await browser.windows.create({ url: BLANK, ...inBackground(), ...SIZE });
  const tabId = tabs?.[0]?.id;
  if (windowId === undefined || tabId === undefined) throw new Error('the browser made no window');
  const place = { tabId, windowId, url: BLANK, left: false };
  await keepPlace(place);
  return place;
}

/** Firefox always brings a new window to the front, and refuses to be asked otherwise. */
function inBackground(): { focused?: boolean } {
  return 'getBrowserInfo' in browser.runtime ? {} : { focused: false };
}

/** Another tab in the same window; the old one goes, with whatever dialog holds it, unless it is the analyst's by now. */
export async function freshTab({ tabId: old, windowId }: Place, dropOld: boolean): Promise<Place> {
  const { id: tabId } = await browser.tabs.create({ windowId, url: BLANK, active: true });
  if (tabId === undefined) throw new Error('the browser made no tab');
  const place = { tabId, windowId, url: BLANK, left: false };
  await keepPlace(place);
  if (dropOld) await browser.tabs.remove(old);
  return place;
}

/** In front of its own window, and not minimised: anything else cannot be shot. Takes no focus. */
export async function show({ tabId, windowId }: Place): Promise<void> {
  const { state } = await browser.windows.get(windowId);
  if (state === 'minimized') await browser.windows.update(windowId, { state: 'normal' });
  const { active } = await browser.tabs.get(tabId);
  if (!active) await browser.tabs.update(tabId, { active: true });
}

/** A window that lies wholly behind others draws nothing on some systems: only then it comes to the front. */
export async function bringToFront({ windowId }: Place): Promise<void> {
  await browser.windows.update(windowId, { focused: true });
}

/** Where the tab is now; `left` when the run pauses there. Nothing when it is gone. */
export async function notePlace(left: boolean): Promise<void> {
  const kept = await keptPlace();
  const tab = kept && (await tabIn(kept));
  if (kept !== undefined && tab !== undefined) await keepPlace({ ...kept, url: urlOf(tab), left });
}

/** Closes the run's tab, and with it the window when there is nothing else in it. What the analyst went on in stays open. */
export async function leavePlace(): Promise<void> {
  const kept = await keptPlace();
  if (kept === undefined) return;
  const tab = await tabIn(kept);
  await browser.storage.session.remove(KEY);
  if (tab !== undefined && [kept.url, BLANK].includes(urlOf(tab))) await browser.tabs.remove(kept.tabId);
}
