// What the document's head and inline data state, for readers that must fall back on them. Runs in the page.
// In single-page apps all of it may be of an earlier address: ask asLoaded() first, and let the post's own root win.
import { attr, httpUrl, one, property } from './reading';

/** Longer inline data would take longer to parse than a reading may take. */
const LONGEST_JSON = 2_000_000;

/** Whether the document is still the one that was loaded: after a change of address within the page its head is old. */
export function asLoaded(): boolean {
  const [loaded] = performance.getEntriesByType('navigation');
  return !loaded || loaded.name.split('#')[0] === location.href.split('#')[0];
}

/** Content of <meta property> or <meta name>. */
export function meta(key: string): string | undefined {
  return attr(one(document, `meta[property="${key}"],meta[name="${key}"]`), 'content') ?? undefined;
}

/** Content of <meta itemprop>, within an element that is marked up so. */
export function itemprop(key: string, root: Element | Document = document): string | undefined {
  return attr(one(root, `meta[itemprop="${key}"]`), 'content') ?? undefined;
}

export function canonical(): string | undefined {
  return httpUrl(attr(one(document, 'link[rel~="canonical"]'), 'href'));
}

/** The data of an inline script; undefined when there is none or it is no JSON. */
export function inlineJson(selector: string): unknown {
  const script = one(document, selector);
  const text = script && property(Node, 'textContent', script);
  if (typeof text !== 'string' || text.length > LONGEST_JSON) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined; // a page may put anything there
  }
}

/** What stands at a path in such data; undefined where the path ends early. */
export function within(data: unknown, ...path: readonly (string | number)[]): unknown {
  let at = data;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return at;
}
