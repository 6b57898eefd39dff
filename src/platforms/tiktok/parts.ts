// Marks and ids on TikTok's pages. Runs in the page.
import { all, around, attr, httpUrl, one } from '../reading';

export const mark = (...names: string[]): string => names.map((name) => `[data-e2e="${name}"]`).join();
export const WORDS = '[data-e2e^="comment-level-"]';
export const WRITER = '[data-e2e^="comment-username-"]';

export interface Which {
  readonly id: string;
  readonly name: string | undefined;
  readonly kind: string;
}

/** The post that an address on TikTok names. */
export function postIn(href: string | null): Which | undefined {
  const { hostname, pathname } = new URL(httpUrl(href) ?? 'about:blank');
  if (!/(?:^|\.)tiktok\.com$/.test(hostname)) return undefined;
  const [, name, kind = 'video', id] =
    /^\/(?:@([^/]*)\/(video|photo)|embed(?:\/v\d)?|player\/v1|v)\/(\d{8,20})\b/.exec(pathname) ?? [];
  return id ? { id, name: name || undefined, kind } : undefined;
}

export const here = (): Which | undefined => postIn(location.href);

/** The name that links to a profile. */
export function nameIn(link: Element | null | undefined): string | undefined {
  const { hostname, pathname } = new URL(httpUrl(attr(link, 'href')) ?? 'about:blank');
  const [, name] = /^\/@([^/]+)\/?$/.exec(pathname) ?? [];
  return name && /(?:^|\.)tiktok\.com$/.test(hostname)
    ? (new URLSearchParams(`=${name}`).get('') ?? name)
    : undefined;
}

/** Every post that an element holds: by its links, or by its player, whose id ends in that of the post. */
export function postsIn(root: Element): Which[] {
  const players = all(root, '[id^="xgwrapper-"]');
  const played = players.map((el) => /-(\d{8,20})$/.exec(attr(el, 'id') ?? '')?.[1]);
  const found = [
    ...all(root, 'a[href*="/video/"],a[href*="/photo/"]').map((a) => postIn(attr(a, 'href'))),
    ...played.map((id) => (id ? { id, name: undefined, kind: 'video' } : undefined)),
  ].filter((which) => which !== undefined);
  return [...new Map(found.reverse().map((which) => [which.id, which])).values()];
}

export const LIKES = mark('comment-like-count');

/** The smallest element with both the words and the writer of a comment, and its likes where those stand beside them. */
export function commentAround(words: Element): Element | null {
  let el: Element | null = words;
  while (el && !one(el, WRITER)) el = around(el);
  const up = el && around(el);
  return el && up && !one(el, LIKES) && one(up, LIKES) && all(up, WORDS).length === 1 ? up : el;
}
