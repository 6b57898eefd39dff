// Addresses of the tabs that the analyst selected, as long as the browser lets us read them. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import browser, { type Tabs } from 'webextension-polyfill';

/** `given`: the ids of those selected before this tab was opened; else what is selected now, beside this tab. */
export function useSelectedTabs(given: readonly number[] | undefined): readonly string[] {
  const [urls, setUrls] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const tabs = given?.length ? await tabsOf(given) : await selectedNow();
      const found = tabs.flatMap(({ url = '' }) => (/^https?:/u.test(url) ? [url] : []));
      if (!gone) setUrls((before) => (before.join() === found.join() ? before : found));
    };
    const again = (): void => void look();
    const { onHighlighted, onRemoved, onUpdated } = browser.tabs;
    for (const event of [onHighlighted, onRemoved, onUpdated]) event.addListener(again);
    again();
    return () => {
      gone = true;
      for (const event of [onHighlighted, onRemoved, onUpdated]) event.removeListener(again);
    };
  }, [given?.join()]);
  return urls;
}

async function tabsOf(ids: readonly number[]): Promise<Tabs.Tab[]> {
  const tabs = await Promise.all(ids.map((id) => browser.tabs.get(id).catch(() => undefined))); // closed meanwhile
  return tabs.filter((tab) => tab !== undefined);
}

/** Every window has a tab that is selected because it is in front: only more than one is a selection. */
async function selectedNow(): Promise<Tabs.Tab[]> {
  const tabs = await browser.tabs.query({ highlighted: true, windowType: 'normal' });
  return tabs.filter(({ windowId }) => tabs.filter((tab) => tab.windowId === windowId).length > 1);
}
