// Readings of single elements that a hostile page cannot bend: every one goes through the prototypes, so a form
// field named "querySelector" or an image named "body" is never asked. Runs in the page. Changes nothing.

import type { PostDetails } from '../flag/post';

/** Longer values are data, not addresses. */
const LONGEST_URL = 8192;

export function all(root: Element | Document, selector: string): Element[] {
  const { querySelectorAll } = root instanceof Element ? Element.prototype : Document.prototype;
  return [...querySelectorAll.call(root, selector)];
}

export function one(root: Element | Document, selector: string): Element | null {
  const { querySelector } = root instanceof Element ? Element.prototype : Document.prototype;
  return querySelector.call(root, selector);
}

export function attr(el: Element | null | undefined, name: string): string | null {
  return el ? Element.prototype.getAttribute.call(el, name) : null;
}

export function closest(el: Element, selector: string): Element | null {
  return Element.prototype.closest.call(el, selector);
}

export function matches(el: Element, selector: string): boolean {
  return Element.prototype.matches.call(el, selector);
}

export function contains(outer: Node, inner: Node): boolean {
  return Node.prototype.contains.call(outer, inner);
}

/** A property as the browser defines it on `type`, whatever the page has put over it. */
export function property(type: { readonly prototype: object }, name: string, of: Node): unknown {
  return of instanceof Node ? Reflect.get(type.prototype, name, of) : undefined;
}

/** The element around this one, out of open shadow roots too. */
export function around(el: Element): Element | null {
  const parent = property(Node, 'parentNode', el);
  const found = parent instanceof ShadowRoot ? parent.host : parent;
  return found instanceof Element ? found : null;
}

/** An absolute http(s) address, else undefined. */
export function httpUrl(value: string | null | undefined): string | undefined {
  const base = String(property(Node, 'baseURI', document));
  if (!value || value.length > LONGEST_URL || !URL.canParse(value, base)) return undefined;
  const url = new URL(value, base);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** RFC 3339 UTC, only from a time that names its zone. */
export function utc(value: string | null | undefined): string | undefined {
  if (!value || !/^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The number that a label starts with: "18151 Replies", "3,692", "11.4M". Undefined when it can be read two ways. */
export function count(label: string | null | undefined): number | undefined {
  const latin = (label ?? '').slice(0, 200).replace(/[٠-٩۰-۹]/g, (digit) => `${digit.charCodeAt(0) & 15}`);
  const [, digits = '', suffix = ''] = /^\s*(\d[\d.,'’\s]*)(?:([KMB])(?!\p{L}))?/iu.exec(latin) ?? [];
  const number = digits.replace(/[^\d]+$/, '');
  if (suffix)
    return Math.round(Number(number.replace(',', '.')) * 1000 ** ('KMB'.indexOf(suffix.toUpperCase()) + 1));
  return /^\d+$|^\d{1,3}(?:[.,'’\s]\d{3})+$/.test(number) ? Number(number.replace(/\D/g, '')) : undefined;
}

/** What is known, without what is not: empty texts, lists and records are left out. */
export function known<T extends object>(parts: T): T {
  for (const [key, value] of Object.entries(parts)) {
    const empty = value === undefined || value === null || value === '';
    if (empty || (typeof value === 'object' && Object.keys(value).length === 0))
      Reflect.deleteProperty(parts, key);
  }
  return parts;
}

/** Each value once, without the missing ones. */
export function unique<T>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values)].filter((value) => value !== undefined);
}

/** Where these links lead, http(s) only. */
export function leads(links: readonly Element[]): string[] {
  return unique(links.map((link) => httpUrl(attr(link, 'href'))));
}

type Media = NonNullable<PostDetails['media']>;

/** Pictures, videos and sounds that have an http(s) address, each once. */
export function media(
  found: readonly (readonly [Media[number]['kind'], string | null | undefined])[],
): Media {
  const kinds = new Map(found.map(([kind, address]) => [httpUrl(address) ?? '', kind]));
  kinds.delete('');
  return Array.from(kinds, ([url, kind]) => ({ url, kind }));
}
