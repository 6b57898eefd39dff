// Marks of posts, comments and accounts on Facebook: where links lead, roles, and names for advertisers' tools. Class names
// there change with every build, words with the language, and shown times are shuffled. Runs in the page. Changes nothing.
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, contains, httpUrl, matches, one, unique } from '../reading';
import { accountIn, groupIn, type Place, placeIn } from './places';

export const inFacebook = (path: string): string => `https://www.facebook.com/${path}`;

/** A post in a list, old and new; a child of a feed only where nothing in it is marked better. */
export const UNIT = [
  '[aria-posinset]',
  '[role="article"]',
  '[role="feed"]>:not(:has([aria-posinset],[role="article"]:not([aria-label])))',
  '.userContentWrapper',
  '[data-ft*="top_level_post_id"]',
].join();
/** Newer marks first: older ones stand in them. */
export const TEXTS = [
  '[data-ad-rendering-role="story_message"]',
  '[data-ad-preview="message"],[data-ad-comet-preview="message"]',
  '[data-testid="post_message"],.userContent,[data-ft*="*s"]',
];
export const TEXT = TEXTS.join();
/** Posts have no label: their names are in them. Older comments have none either, but stand in a post. */
const COMMENT = '[role="article"][aria-label],[role="article"] [role="article"]:has(a[href*="comment_id="])';
/** A line of a comment. */
export const LINE = 'div[dir="auto"]';
/** What is below a post: buttons and counts. */
const FOOTER = '[data-ad-rendering-role$="_button"],[role="toolbar"]';

interface Lead {
  readonly place?: Place | undefined;
  readonly account?: string | undefined;
  readonly group?: string | undefined;
}

/** What an address names. Until it is pointed at, a link of a time has no path: that would be the page's own. */
export function leadOf(href: string | null): Lead {
  const url = /^[?#]/.test(href ?? '') ? undefined : httpUrl(href);
  if (!url || !/^https?:\/\/(?:[\w-]+\.)?facebook\.com\/./.test(url)) return {};
  const { pathname, searchParams } = new URL(url);
  const path = pathname.replace(/^\/+|\/+$/g, '');
  const place = placeIn(path, searchParams);
  return place ? { place } : { account: accountIn(path, searchParams), group: groupIn(path) };
}

export const lead = (link: Element | undefined): Lead => leadOf(attr(link, 'href'));
export const here = (): Lead => leadOf(location.href);

/** The outermost element around this one, before one that holds more. */
export function climb(from: Element, more: (up: Element) => boolean): Element {
  const up = around(from);
  return up && !more(up) ? climb(up, more) : from;
}

/** The elements of a post that are its own: not its comments' and not the shared post's. */
export type Own = (selector: string) => Element[];

export function ownOf(root: Element, quote?: Element): Own {
  const isOwn = (el: Element): boolean => {
    const comment = closest(el, COMMENT);
    return !(comment && !contains(comment, root)) && !(quote && contains(quote, el));
  };
  return (selector) => all(root, selector).filter(isOwn);
}

/** The links of comments to themselves, and of a post's time: the first that leads to a post and is no picture. */
export function stampIn(own: Own, isComment = false): Element | undefined {
  return own('a[href]').find((a) => {
    const { place } = lead(a);
    return (
      place && !place.comment !== isComment && !closest(a, isComment ? LINE : TEXT) && !one(a, 'img,video')
    );
  });
}

/** What the comments below a post call it; words may name any other. */
export const commentsIn = (root: Element): Place[] =>
  all(root, 'a[href*="comment_id="]').flatMap((a) => {
    const { place } = closest(a, COMMENT) && !closest(a, LINE) ? lead(a) : {};
    return place ?? [];
  });

export const isComment = (el: Element): boolean => matches(el, COMMENT);

export const isUnit = (el: Element): boolean =>
  matches(el, UNIT) &&
  !isComment(el) &&
  (one(el, TEXT) !== null || all(el, 'a[href]').some((a) => lead(a).account ?? lead(a).place));

/** Where the names of authors stand: the first is the post's, a second one that of the post shared in it. */
function namesIn(own: Own): Element[] {
  const marked = own('[data-ad-rendering-role="profile_name"]');
  const heads = marked.length > 0 ? marked : own('h2,h3,h4,h5');
  return heads.filter((head) => all(head, 'a[href]').some((a) => lead(a).account));
}

/** The link of the author's name; the one around the face has no words. */
export function nameIn(own: Own): Element | undefined {
  const [head] = namesIn(own);
  const links = head ? all(head, 'a[href]') : own('a[href]').filter((a) => !closest(a, TEXT));
  return links.find((a) => lead(a).account && displayedText(a));
}

/** The post shared in this one: it has a name, and words or an address of its own. */
export function quoteIn(root: Element): Element | undefined {
  const own = ownOf(root);
  const [first, second] = namesIn(own);
  if (!first || !second) return undefined;
  const box = climb(second, (up) => contains(up, first) || one(up, FOOTER) !== null);
  const says = one(box, TEXT) ?? all(box, 'a[href]').find((a) => lead(a).place);
  return says && box !== second ? box : undefined;
}

export const isPicture = (place: Place | undefined): boolean => place?.path.startsWith('photo') === true;

/** Numbers of a post that are named beside its address: by its album, its comments, or the mark of older pages. */
export function numbersIn(root: Element, own: Own, place: Place | undefined): string[] {
  // a picture of an album is a post of its own
  const albums = isPicture(place) ? [] : own('a[href*="set=pcb."],a[href*="set=gm."]');
  const marks = [attr(root, 'data-ft'), ...albums.map((a) => attr(a, 'href'))];
  const marked = marks.map(
    (mark) => /(?:set=(?:pcb|gm)\.|"top_level_post_id":"?)(\d+)/.exec(mark ?? '')?.[1],
  );
  return unique([...marked, ...commentsIn(root).map((comment) => comment.number)]);
}
