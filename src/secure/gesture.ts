// What the analyst did to flag something, as every entry hands it to the flow. Runs in the worker.
import type { Menus, Tabs } from 'webextension-polyfill';
import type { Capture } from '../flag/capture';
import type { Gesture as PageGesture } from '../page/choose';

export interface Gesture {
  readonly kind: Capture['capture']['gesture'];
  /** Epoch ms at which the worker heard of it. */
  readonly at: number;
  readonly tabId: number;
  readonly windowId: number;
  /** As the browser told at the gesture; activeTab makes it readable. */
  readonly tabUrl: string;
  readonly tabTitle: string;
  readonly frameId: number;
  readonly frameUrl: string | undefined;
  readonly linkUrl?: string | undefined;
  readonly srcUrl?: string | undefined;
  readonly selectionText?: string | undefined;
  readonly targetElementId?: number | undefined;
  readonly withoutPicture: boolean;
  /** Of a bulk run's item. */
  readonly ordered?: Ordered | undefined;
}

/** What was settled before the page was opened. */
export interface Ordered {
  /** The flag's id, stored with the item: after a death it tells whether the flag was stored. */
  readonly flagId: string;
  readonly sessionId: string;
  /** The address that was to be flagged. */
  readonly url: string;
  /** The page was scrolled to bring the post into view. */
  readonly scrolled: boolean;
}

/** The part that the page needs. */
export function forPage(gesture: Gesture): PageGesture {
  const { at, linkUrl, srcUrl, selectionText, targetElementId } = gesture;
  const kind = gesture.kind === 'popup' || gesture.kind === 'bulk' ? 'page' : gesture.kind;
  return { kind, at, linkUrl, srcUrl, selectionText, targetElementId };
}

/** A gesture on a tab as a whole; undefined for a tab that is in no window (prerendered, devtools). */
export function fromTab(
  { id: tabId, windowId, title: tabTitle = '', url: tabUrl = '' }: Tabs.Tab,
  kind: Gesture['kind'],
  at: number,
  withoutPicture: boolean,
): Gesture | undefined {
  if (tabId === undefined || windowId === undefined) return undefined;
  return { kind, at, tabId, windowId, tabUrl, tabTitle, frameId: 0, frameUrl: undefined, withoutPicture };
}

export function fromMenu(info: Menus.OnClickData, tab: Tabs.Tab, at: number): Gesture | undefined {
  // modifiers: Firefox only; in Chromium the listener saw Shift at the right-click itself
  const { frameId = 0, modifiers = [], linkUrl, srcUrl, selectionText, targetElementId } = info;
  const gesture = fromTab(tab, 'menu', at, modifiers.includes('Shift'));
  const frameUrl = frameId === 0 ? undefined : info.frameUrl;
  return gesture && { ...gesture, frameId, frameUrl, linkUrl, srcUrl, selectionText, targetElementId };
}
