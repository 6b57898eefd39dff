// Marks of posts, comments and accounts on Instagram: their addresses. Class names there change with every build, and
// words with the language. Runs in the page. Changes nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, httpUrl, matches, one, property, unique } from '../reading';

export interface Place {
  readonly url: string;
  readonly code: string;
  readonly comment?: string | undefined;
  readonly reply?: string | undefined;
  /** Some addresses name the author: /name/p/code/. */
  readonly owner?: string | undefined;
}

const PLACE =
  /^\/(?:(?!share\/)([\w.]{1,30})\/)?(?:p|(reel)s?|tv)\/(?!audio\/)([\w-]{1,80})(?:\/c\/(\d+)(?:\/r\/(\d+))?)?(?:\/|$)/;
/** Of the pages that are no accounts those that stand in lists of links; address.ts knows them all. */
const HANDLE =
  /^\/(?:stories\/)?(?!(?:explore|reels|direct|accounts|stories|about|legal|web|share|p)\/)([\w.]{1,30})(?:\/(?:reels|tagged|saved|reposts))?\/?$/;

/** The path of an address on Instagram itself. */
export function pathOf(href: string | null): string {
  const url = httpUrl(href);
  return url && /^https?:\/\/(?:\w+\.)?instagram\.com\//.test(url) ? new URL(url).pathname : '';
}

export const inInstagram = (path: string): string => `https://www.instagram.com/${path}/`;

/** The post or comment that an address names, as address.ts has it too. */
export function placeOf(href: string | null): Place | undefined {
  const [, owner, reel, code, comment, reply] = PLACE.exec(pathOf(href)) ?? [];
  if (!code) return undefined;
  const thread = comment && `/c/${comment}${reply ? `/r/${reply}` : ''}`;
  const url = inInstagram(thread ? `p/${code}${thread}` : `${reel ?? 'p'}/${code}`);
  return { url, code, comment, reply, owner: owner?.toLowerCase() };
}

export const POST_LINK =
  ':is(a[href*="/p/"],a[href*="/reel/"],a[href*="/reels/"],a[href*="/tv/"]):not([href*="/c/"])';
const COMMENT_LINK = 'a[href*="/c/"]';

export const here = (): Place | undefined => placeOf(location.href);

/** Links in `root` to posts, not to their comments. */
export function postLinks(root: Element): (readonly [Element, Place])[] {
  return all(root, POST_LINK).flatMap((link) => {
    const place = placeOf(attr(link, 'href'));
    return place ? [[link, place] as const] : [];
  });
}

/** The first comment's link to itself. */
export const commentLink = (root: Element): Element | undefined =>
  all(root, COMMENT_LINK).find((link) => placeOf(attr(link, 'href'))?.comment);

/** Codes of the posts that `root` links to. */
export const codesIn = (root: Element): string[] => unique(postLinks(root).map(([, { code }]) => code));

/** The outermost element around this one, before one that holds more. */
export function climb(from: Element, more: (up: Element) => boolean): Element {
  const up = around(from);
  return up && !more(up) ? climb(up, more) : from;
}

/** What stands around a comment's own link and belongs to no other comment and not to the post. */
export const commentRoot = (link: Element): Element => closest(link, 'li') ?? climb(link, holdsMore);

function holdsMore(el: Element): boolean {
  return (
    matches(el, 'article,main,body,section') ||
    one(el, 'header,h1,textarea,video') !== null ||
    all(el, 'time').length > 1 ||
    unique(all(el, COMMENT_LINK).map((a) => attr(a, 'href') ?? '')).length > 1 ||
    codesIn(el).length > 0
  );
}

/** The account that a link leads to: its profile, or its stories. */
export const handleIn = (href: string | null): string | undefined =>
  HANDLE.exec(pathOf(href))?.[1]?.toLowerCase();

export const handleOf = (link: Element): string | undefined => handleIn(attr(link, 'href'));

export const authorNamed = (handle: string | undefined): NonNullable<PostDetails['author']> =>
  handle ? { handle, profileUrl: inInstagram(handle) } : {};

const LONGEST_BUTTON = 25;

/** Words of a block without the name in front, times, buttons and pictures (avatars say "somebody's picture"). */
export function wordsIn(block: Element, handle: string | undefined): string {
  const unsaid = (el: Element): boolean =>
    matches(el, 'time,img:not([src*="emoji"]),a:has(time)') ||
    (matches(el, 'button,[role="button"]') &&
      `${property(Node, 'textContent', el)}`.trim().length <= LONGEST_BUTTON) ||
    (matches(el, 'a,h2,h3') && displayedText(el).toLowerCase() === handle);
  const text = displayedText(block, { without: unsaid });
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) ? text : '';
}

/** A profile picture, an emoji or a sign of the page's own; never what was posted. */
export function isPosted(el: Element): boolean {
  const src = attr(el, 'src') ?? '';
  const link = closest(el, 'a[href]');
  return !/-19\/|^data:|rsrc\.php|emoji|giphy\.com/.test(src) && !(link && handleOf(link));
}
