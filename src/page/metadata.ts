// What the page says of itself: title, canonical, Open Graph, Twitter card, JSON-LD. Runs in the page. Changes nothing.
// Capped: a page may state megabytes. In single-page apps it may be of an earlier address; the post itself wins.
import type { PageMetadata } from '../flag/post';
import { all, attr, httpUrl, known, one, property } from '../platforms/reading';

const LONGEST_VALUE = 10_000;
const MOST_KEYS = 100;
const LONGEST_JSON_LD = 200_000;

export function readMetadata(doc: Document): PageMetadata {
  const value = (el: Element | null, name: string): string | undefined =>
    attr(el, name)?.slice(0, LONGEST_VALUE);
  const title = property(Document, 'title', doc);
  const root = property(Document, 'documentElement', doc);
  return {
    ...known({
      title: typeof title === 'string' ? title.slice(0, LONGEST_VALUE) : undefined,
      lang: root instanceof Element ? value(root, 'lang') : undefined,
      canonical: httpUrl(attr(one(doc, 'link[rel~="canonical"]'), 'href')),
      description: value(one(doc, 'meta[name="description" i]'), 'content'),
    }),
    openGraph: stated(doc, 'og:'),
    twitterCard: stated(doc, 'twitter:'),
    jsonLd: jsonLd(doc),
  };
}

/** Sites write both <meta property> and <meta name>. The first value of a key counts. */
function stated(doc: Document, start: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const meta of all(doc, `meta[property^="${start}" i],meta[name^="${start}" i]`)) {
    const names = [attr(meta, 'property') ?? '', attr(meta, 'name') ?? ''];
    const key = names.find((name) => name.toLowerCase().startsWith(start))?.slice(start.length, 200);
    const content = attr(meta, 'content');
    if (key && content !== null && !values.has(key)) values.set(key, content.slice(0, LONGEST_VALUE));
    if (values.size === MOST_KEYS) break;
  }
  return Object.fromEntries(values);
}

/** Whole texts only: half of one says nothing. */
function jsonLd(doc: Document): string[] {
  let left = LONGEST_JSON_LD;
  return all(doc, 'script[type="application/ld+json" i]')
    .map((script) => String(property(Node, 'textContent', script)))
    .filter((text) => {
      const fits = text.trim() !== '' && text.length <= left;
      if (fits) left -= text.length;
      return fits;
    });
}
