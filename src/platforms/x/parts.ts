// Marks of a post on X and the ids in its addresses. Runs in the page.
import { all, around, attr, closest, contains, httpUrl, one } from '../reading';

export const POST = 'article[data-testid="tweet"]';
const NAME = '[data-testid="User-Name"]';
const STATUS = /^\/(\w{1,15})\/status\/(\d{1,19})(?:\/(\w+))?/;

/** A post or the post quoted in it, with the elements that are its own. */
export interface Part {
  readonly root: Element;
  own(selector: string): Element[];
}

export interface Status {
  readonly handle: string;
  readonly id: string;
  /** What follows the id: "photo", "analytics". */
  readonly view: string | undefined;
}

/** The quoted post inside this one: it has the second name, in a link-like box of its own. */
export function quoteIn(article: Element): Element | undefined {
  const [first, second] = all(article, NAME);
  if (!first || !second) return undefined;
  const box = closest(second, '[role="link"]');
  if (box && box !== article && contains(article, box) && !contains(box, first)) return box;
  let outer: Element = second;
  for (let up = around(second); up && !contains(up, first); up = around(up)) outer = up;
  return outer;
}

export function partOf(root: Element, quote?: Element): Part {
  return { root, own: (selector) => all(root, selector).filter((el) => !quote || !contains(quote, el)) };
}

/** The status that an address names, for its own host: a link to elsewhere is none. */
export function statusOf(href: string | null): Status | undefined {
  const url = httpUrl(href);
  if (!url || !isX(url)) return undefined;
  const [, handle, id, view] = STATUS.exec(new URL(url).pathname) ?? [];
  return handle && id ? { handle, id, view } : undefined;
}

export function isX(url: string): boolean {
  const { host } = new URL(url);
  return host === location.host || /(?:^|\.)(?:x|twitter)\.com$/.test(host);
}

/** The handle that a profile link names. */
export function profileOf(link: Element | null | undefined): string | undefined {
  const url = httpUrl(attr(link, 'href'));
  return url && isX(url) ? /^\/(\w{1,15})\/?$/.exec(new URL(url).pathname)?.[1] : undefined;
}

/** Without a link (quotes) the avatar names the account; a display name could be made to look like a handle. */
export function handleOf(part: Part): string | undefined {
  const [name] = part.own(NAME);
  const avatar = attr(part.own('[data-testid^="UserAvatar-Container-"]')[0], 'data-testid')?.slice(21);
  return (
    (name && profileOf(one(name, 'a[href]'))) ?? (avatar && /^\w{1,15}$/.test(avatar) ? avatar : undefined)
  );
}

export function nameOf(part: Part): Element | null {
  const [name] = part.own(NAME);
  return name ? (one(name, 'a[href]') ?? one(name, '[dir]')) : null;
}

/** Ids since November 2010 hold their time; older ones were counted. */
export function timeInId(id: string): number | undefined {
  const ms = Number(BigInt(id) >> 22n) + 1288834974657;
  return BigInt(id) > 30_000_000_000n && ms < 4e12 ? ms : undefined;
}
