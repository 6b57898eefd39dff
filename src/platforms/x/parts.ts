// Marks of posts and accounts on X, and what its addresses say. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, known, one } from '../reading';

export const mark = (name: string): string => `[data-testid="${name}"]`;
/** With the mark, or by the link around its time. */
export const POST = `article${mark('tweet')},article:has(a[href*="/status/"] time[datetime])`;
export const NAME = mark('User-Name');
export const TEXT = mark('tweetText');
/** A long article: within its post, or alone on a page. */
export const READ_VIEW = mark('twitterArticleReadView');
/** Opened over the page. */
export const DIALOG = '[role="dialog"]';
const AVATAR = 'UserAvatar-Container-';

/** The elements of a post that are its own and not of the posts quoted in it. */
export type Own = (selector: string) => Element[];

export interface Status {
  readonly handle: string;
  /** "status" or, of a long article, "article". */
  readonly kind: string;
  readonly id: string;
  /** What follows the id: "photo", "analytics". */
  readonly view: string | undefined;
}

export const posts = (): Element[] => all(document, `:is(${POST}):not(:is(${POST}) *)`);

/** The posts inside this one: those in an article, and the quoted one, with the second name in a link-like box of its own. */
export function quotesIn(article: Element): Element[] {
  const inArticle = all(article, mark('simpleTweet'));
  const [first, second] = all(article, NAME).filter(
    (name) => !inArticle.some((each) => contains(each, name)),
  );
  if (!first || !second) return inArticle;
  const box = closest(second, '[role="link"]');
  if (box && contains(article, box) && !contains(box, first)) return [...inArticle, box];
  let outer: Element = second;
  for (let up = around(second); up && !contains(up, first); up = around(up)) outer = up;
  return [...inArticle, outer];
}

export function ownOf(root: Element, quotes: readonly Element[] = []): Own {
  return (selector) => all(root, selector).filter((el) => !quotes.some((quote) => contains(quote, el)));
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
  const [, handle, kind, id, view] =
    /^\/(\w{1,15})\/(status|article)\/(\d{1,19})(?:\/(\w+))?/.exec(pathOf(href)) ?? [];
  return handle && kind && id ? { handle, kind, id, view } : undefined;
}

export const statusUrl = ({ handle, kind, id }: Status): string => `https://x.com/${handle}/${kind}/${id}`;

/** The community that a link leads to. */
export function communityOf(href: string | null): string | undefined {
  return /^\/i\/communities\/(\d{1,19})(?:\/|$)/.exec(pathOf(href))?.[1];
}

export const communityUrl = (id: string): string => `https://x.com/i/communities/${id}`;

/** The handle that a profile link names; pages of X itself have lists like those of accounts. */
export function profileOf(link: Element | string | null | undefined): string | undefined {
  const path = pathOf(typeof link === 'string' ? link : attr(link, 'href'));
  const [, handle] =
    /^\/(?!(?:home|explore|notifications|messages|i|search|settings|jobs|tos|privacy|login|signup)\b)(\w{1,15})(?:\/(?:with_replies|media|likes|highlights|articles|photo|about|superfollows|affiliates))?\/?$/.exec(
      path,
    ) ?? [];
  return handle;
}

/** The handle that an avatar is marked with; a display name can look like another's handle. */
export function avatarIn(own: Own): string | undefined {
  const avatar = attr(own(`[data-testid^="${AVATAR}"]`)[0], 'data-testid')?.slice(AVATAR.length);
  return /^\w{1,15}$/.exec(avatar ?? '')?.[0];
}

/** Names in quotes are no links: there the avatar says the handle. Without any mark the permalink names it. */
export function authorOf(own: Own): NonNullable<PostDetails['author']> {
  const [name] = own(NAME);
  const link = name && one(name, 'a[href]');
  const [timed] = own('a:has(time[datetime])');
  const handle = profileOf(link) ?? avatarIn(own) ?? statusOf(attr(timed, 'href'))?.handle;
  return known<NonNullable<PostDetails['author']>>({
    handle,
    displayName: displayedText(link ?? (name && one(name, '[dir]'))),
    profileUrl: handle && `https://x.com/${handle}`,
    verified: name && one(name, mark('icon-verified')) ? 'yes' : undefined,
  });
}

/** Ids since November 2010 hold their time, in ms; older ones were counted. */
export function timeIn({ id }: Pick<Status, 'id'>): number | undefined {
  const ms = BigInt(id) >> 22n;
  return ms > 10_000n ? Number(ms) + 1288834974657 : undefined;
}
