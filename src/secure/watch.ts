// Counts what happens to a tab while it is being shot: switched away (and back), navigated, moved, closed. Runs in the worker.
import browser from 'webextension-polyfill';
import type { CaptureProblem } from '../flag/capture';

export interface TabWatch {
  /** Asks whether the tab is in front: events tell of changes only, and one may have come before the watch began. */
  look(): Promise<void>;
  /** What happened so far; A->B->A counts although the end looks like the beginning. */
  problems(): CaptureProblem[];
  closed(): boolean;
  stop(): void;
}

export function watchTab(tabId: number, windowId: number): TabWatch {
  const seen = new Set<CaptureProblem>();
  let closed = false;
  const activated = (info: { tabId: number; windowId: number }): void => {
    if (info.windowId === windowId) seen.add('tab_switched');
  };
  // `status` is no sign: a frame inside the page that loads raises it too. A reload shows in the document's id.
  const updated = (id: number, change: { url?: string }): void => {
    if (id === tabId && change.url !== undefined) seen.add('navigated');
  };
  const detached = (id: number): void => {
    if (id === tabId) seen.add('tab_switched');
  };
  const removed = (id: number): void => {
    if (id === tabId) closed = true;
  };
  browser.tabs.onActivated.addListener(activated);
  browser.tabs.onUpdated.addListener(updated);
  browser.tabs.onDetached.addListener(detached);
  browser.tabs.onRemoved.addListener(removed);
  return {
    async look() {
      const tab = await browser.tabs.get(tabId).catch(() => undefined); // closed
      if (tab?.active !== true || tab.windowId !== windowId) seen.add('tab_switched');
    },
    problems: () => [...seen],
    closed: () => closed,
    stop() {
      browser.tabs.onActivated.removeListener(activated);
      browser.tabs.onUpdated.removeListener(updated);
      browser.tabs.onDetached.removeListener(detached);
      browser.tabs.onRemoved.removeListener(removed);
    },
  };
}
