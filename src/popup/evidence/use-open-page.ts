// Whether the tab in which a flag was made is still there: only then can more be taken. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { recall } from '../../secure/whereabouts';

/** Undefined until known. Whether the tab still shows the same document is for the worker to find out. */
export function useOpenPage(flagId: string): boolean | undefined {
  const [open, setOpen] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const found = await isOpen(flagId);
      if (!gone) setOpen(found);
    };
    const heed = (): void => void look();
    browser.tabs.onRemoved.addListener(heed);
    void look();
    return () => {
      gone = true;
      browser.tabs.onRemoved.removeListener(heed);
    };
  }, [flagId]);
  return open;
}

async function isOpen(flagId: string): Promise<boolean> {
  const where = await recall(flagId);
  if (where === undefined) return false;
  try {
    await browser.tabs.get(where.tabId);
    return true;
  } catch (error) {
    // the browser rejects for a tab that is closed
    if (!(error instanceof Error)) throw error;
    return false;
  }
}
