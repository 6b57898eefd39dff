// A post in a list whose element has no mark of its own, found by what its links name. Runs in the page.

/**
 * The largest element around a click that holds one thing only, where others stand beside it; undefined where there are
 * none, or where `isPage` says that the page's own thing begins.
 */
export function listed(
  path: readonly Element[],
  idsIn: (el: Element) => readonly (string | undefined)[],
  isPage: (el: Element) => boolean = () => false,
): Element | undefined {
  let item: Element | undefined;
  for (const el of path) {
    if (isPage(el)) return undefined;
    const ids = new Set(idsIn(el));
    ids.delete(undefined);
    if (ids.size > 1) return item;
    if (ids.size === 1) item = el;
  }
  return undefined;
}
