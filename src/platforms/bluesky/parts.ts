// Marks of a post on Bluesky, what of it is its own, and the names in its links. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, known, matches } from '../reading';
import { nameOf } from './address';

export const POST = '[data-testid^="feedItem-by-"],[data-testid^="postThreadItem-by-"]';
/** Older apps have no mark on the text of an opened post, but all keep its lines. */
export const TEXT = '[data-testid="postText"],[data-word-wrap="1"]';

/** The elements of a post that are its own and not of the post quoted in it. */
export type Own = (selector: string) => Element[];

export function ownOf(root: Element, quote: Element | undefined): Own {
  return (selector) => all(root, selector).filter((el) => !quote || !contains(quote, el));
}

export interface Link {
  /** Handle or did. */
  readonly who: string;
  readonly rkey: string | undefined;
  /** What follows: "liked-by", "quotes". */
  readonly view: string | undefined;
}

/** The profile or post that an address names, on this host or on Bluesky's own. */
export function linkTo(href: string | null | undefined): Link | undefined {
  const url = httpUrl(href);
  const { host, pathname } = new URL(url ?? 'http://none/');
  if (host !== location.host && host !== 'bsky.app') return undefined;
  const [, name = '', rkey, view] =
    /^\/profile\/([^/]+)(?:\/post\/([\w.:~-]+)(?:\/([\w-]+))?)?\/?$/.exec(pathname) ?? [];
  const who = nameOf(name.replace(/%3A/gi, ':'));
  return who ? { who, rkey, view } : undefined;
}

export const linkOf = (el: Element | null | undefined): Link | undefined => linkTo(attr(el, 'href'));

/** As the post's mark names its author. */
export function handleOf(root: Element): string | undefined {
  return nameOf(/-by-(.+)$/.exec(attr(root, 'data-testid') ?? '')?.[1] ?? '');
}

/** Links to posts beside the words of the text. */
export function postLinks(root: Element): Element[] {
  return all(root, 'a[href*="/post/"]').filter((a) => linkOf(a)?.rkey && !closest(a, TEXT));
}

/**
 * The quoted post inside this one: marked as a post, or in a box that leads to it, or around the link to another post
 * what has nothing of the outer post's head.
 */
export function quoteIn(root: Element): Element | undefined {
  const [marked] = all(root, POST);
  if (marked) return marked;
  const links = postLinks(root).filter((a) => !linkOf(a)?.view);
  const boxed = links
    .map((a) => closest(a, '[role="link"]:not(a)'))
    .find((box) => box && box !== root && contains(root, box));
  if (boxed) return boxed;
  const author = handleOf(root);
  const [head] = all(root, 'a[href]').filter((a) => linkOf(a)?.who === author);
  const own = linkOf(links[0])?.who === author ? links[0] : undefined;
  const other = links.find((a) => a !== own && linkOf(a)?.rkey !== linkOf(own)?.rkey);
  if (!other || !head) return undefined;
  let outer = other;
  for (let up = around(other); up && up !== root && !contains(up, head); up = around(up)) outer = up;
  return outer;
}

type Author = NonNullable<PostDetails['author']>;

/** Pictures have the did of whose they are in their address. */
export function didIn(img: Element | null | undefined): string | undefined {
  return nameOf(/\/plain\/(did:[^/]+)\//.exec((attr(img, 'src') ?? '').replace(/%3A/gi, ':'))?.[1] ?? '');
}

/** Its own picture links to the author, and so does the name; the name of one who reposts stands before them. */
export function authorOf(own: Own, marked: string | undefined): Author {
  const profiles = own('a[href*="/profile/"]').filter(
    (a) => linkOf(a) && !linkOf(a)?.rkey && !closest(a, TEXT),
  );
  const who = marked ?? linkOf(profiles[0])?.who;
  const links = profiles.filter((a) => linkOf(a)?.who === who || linkOf(a)?.who.startsWith('did:'));
  const avatar = own('img[src*="/avatar"]').find(
    (img) => links.some((link) => contains(link, img)) || !marked,
  );
  const shownIn = (some: readonly Element[]): string[] =>
    some
      .flatMap((link) => [...(matches(link, '[dir]') ? [link] : []), ...all(link, '[dir]')])
      .map((el) => displayedText(el))
      .filter((name) => name !== '');
  const shown = shownIn(links);
  const isHandle = (name: string): boolean => /^\W{0,4}@[\w.-]+\W{0,4}$/.test(name);
  // anybody may be called like another's handle: the name stands before the handle
  const last = shownIn(links.filter((a) => linkOf(a)?.who === who)).findLast(isHandle);
  const said = nameOf(last?.replace(/[^\w.-]/g, '') ?? '');
  const handle = who?.startsWith('did:') ? said : who;
  return known<Author>({
    id: who?.startsWith('did:') ? who : didIn(avatar),
    handle,
    displayName: shown.find((name) => !isHandle(name)),
    profileUrl: who && `https://bsky.app/profile/${who}`,
  });
}

const LETTERS = '234567abcdefghijklmnopqrstuvwxyz';

/** Ids that the app makes hold their time, in microseconds. */
export function timeIn(rkey: string): number | undefined {
  if (!/^[2-7a-j][2-7a-z]{12}$/.test(rkey)) return undefined;
  const value = [...rkey].reduce((sum, letter) => sum * 32n + BigInt(LETTERS.indexOf(letter)), 0n);
  const ms = Number((value >> 10n) / 1000n);
  // from the first posts there to the year 2100: others may choose ids of the same look
  return ms > 1_660_000_000_000 && ms < 4_100_000_000_000 ? ms : undefined;
}
