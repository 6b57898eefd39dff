// Marks of a post on X and the ids in its addresses. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, known, one } from '../reading';

export const mark = (name: string): string => `[data-testid="${name}"]`;
export const POST = `article${mark('tweet')}`;
export const NAME = mark('User-Name');
export const TEXT = mark('tweetText');
const AVATAR = 'UserAvatar-Container-';

/** The elements of a post that are its own and not of the post quoted in it. */
export type Own = (selector: string) => Element[];

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
  if (box && contains(article, box) && !contains(box, first)) return box;
  let outer: Element = second;
  for (let up = around(second); up && !contains(up, first); up = around(up)) outer = up;
  return outer;
}

export function ownOf(root: Element, quote?: Element): Own {
  return (selector) => all(root, selector).filter((el) => !quote || !contains(quote, el));
}

/** The path of an address on X itself (SingleFile and others make links absolute). */
function pathOf(href: string | null): string {
  const url = httpUrl(href);
  return url && isX(url) ? new URL(url).pathname : '';
}

export function isX(url: string): boolean {
  const { host } = new URL(url);
  return host === location.host || /^([^.]+\.)?(x|twitter)\.com$/.test(host);
}

export function statusOf(href: string | null): Status | undefined {
  const [, handle, id, view] = /^\/(\w{1,15})\/status\/(\d{1,19})(?:\/(\w+))?/.exec(pathOf(href)) ?? [];
  return handle && id ? { handle, id, view } : undefined;
}

export const statusUrl = ({ handle, id }: Status): string => `https://x.com/${handle}/status/${id}`;

/** The handle that a profile link names. */
export function profileOf(link: Element | null | undefined): string | undefined {
  return /^\/(\w{1,15})\/?$/.exec(pathOf(attr(link, 'href')))?.[1];
}

/** Names in quotes are no links: there the avatar says the handle, since a display name can look like another's. */
export function authorOf(own: Own): NonNullable<PostDetails['author']> {
  const [name] = own(NAME);
  const link = name && one(name, 'a[href]');
  const avatar = attr(own(`[data-testid^="${AVATAR}"]`)[0], 'data-testid')?.slice(AVATAR.length);
  const handle = profileOf(link) ?? /^\w{1,15}$/.exec(avatar ?? '')?.[0];
  return known<NonNullable<PostDetails['author']>>({
    handle,
    displayName: displayedText(link ?? (name && one(name, '[dir]'))),
    profileUrl: handle && `https://x.com/${handle}`,
    verified: name && one(name, mark('icon-verified')) ? 'yes' : undefined,
  });
}

/** Ids since November 2010 hold their time, in ms; older ones were counted. */
export function timeIn({ id }: Status): number | undefined {
  const ms = BigInt(id) >> 22n;
  return ms > 10_000n ? Number(ms) + 1288834974657 : undefined;
}
