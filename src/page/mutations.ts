// Whether a post's content changed around the shot: texts and elements put in or taken out, links and pictures replaced.
// Runs in the page. Watches only for a few seconds after a glance; places and colours are compared elsewhere.
import { contains } from '../platforms/reading';

export const WATCHED_MS = 5000;
const KEPT = 5000;

export interface Mutations {
  /** Begins, or goes on for another while. */
  watch(): void;
  /** Whether anything in `root` changed since `since` (epoch ms). */
  within(root: Element, since: number): boolean;
}

export function createMutations(): Mutations {
  const seen: { readonly target: Node; readonly at: number }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const note = (records: readonly MutationRecord[]): void => {
    const at = Date.now();
    for (const { target } of records) seen.push({ target, at });
    seen.splice(0, seen.length - KEPT);
  };
  const observer = new MutationObserver(note);
  const stop = (): void => {
    observer.disconnect();
    seen.length = 0;
    timer = undefined;
  };
  return {
    watch() {
      clearTimeout(timer);
      timer = setTimeout(stop, WATCHED_MS);
      const attributeFilter = ['href', 'src', 'datetime'];
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter });
    },
    within(root, since) {
      note(observer.takeRecords());
      return seen.some(({ target, at }) => at >= since && contains(root, target));
    },
  };
}
