// Marks of posts and comments on Reddit, in all its layouts: the web components of today, old.reddit.com, and the
// redesign of 2018-2024 that archives keep. Runs in the page.
import type { Subject } from '../../flag/post';
import { all, around, attr, closest, httpUrl, matches, one } from '../reading';

/** Search results: one may stand in another. */
export const RESULT =
  '[data-testid="search-post-unit"],[data-testid="sdui-post-unit"],[data-id="search-media-post-unit"],.search-result[data-fullname]';
/** Adverts have elements of their own, with many names. */
const ADVERT = 'shreddit-ad-post,shreddit-comments-page-ad';
export const ROOTS = [
  'shreddit-post,shreddit-comment,shreddit-profile-comment',
  ADVERT,
  // removed comments have no id there, and a button that loads more replies has the first one's
  '.thing.comment,.thing.link,.thing[data-fullname^="t3_"]',
  '.Post[id^="t3_"],[data-testid="post-container"],[id^="t1_"]:has(.Comment)',
  RESULT,
].join();
/** Attributes that hold a full name, t3_… or t1_…. */
const NAMES = ['thingid', 'comment-id', 'data-fullname', 'id', 'data-post-id', 'post-id'];

/** The elements of a post that are no reply's or other post's in it. */
export type Own = (...selectors: string[]) => Element[];

/** The post or comment that an element stands in. */
export function rootOf(el: Element): Element | null {
  let root = closest(el, ROOTS);
  for (;;) {
    const up = root && matches(root, RESULT) && around(root);
    const outer = up ? closest(up, ROOTS) : null;
    if (!outer || !matches(outer, RESULT)) return root;
    root = outer;
  }
}

/** Those of the first selector that finds any. */
export function ownOf(root: Element): Own {
  return (...selectors) => {
    for (const selector of selectors) {
      const found = all(root, selector).filter((el) => rootOf(el) === root);
      if (found.length > 0) return found;
    }
    return [];
  };
}

/** "t3_…" or "t1_…". */
export function fullname(root: Element): string | undefined {
  for (const name of NAMES) {
    const found = /^t[13]_[a-z\d]{2,13}$/.exec(attr(root, name) ?? '')?.[0];
    if (found) return found;
  }
  const report = one(root, ':scope > .entry > .reportform');
  return /\bt1_[a-z\d]{2,13}$/.exec(attr(report, 'class') ?? '')?.[0];
}

export const isComment = (root: Element): boolean =>
  fullname(root)?.startsWith('t1_') ?? matches(root, 'shreddit-comment,shreddit-profile-comment,.comment');

export const isAdvert = (root: Element): boolean =>
  matches(root, `${ADVERT},[promoted]:not([promoted="false"]),[data-promoted="true"],.promotedlink`);

export const SITE = 'https://www.reddit.com/';
const PATH =
  /^\/(r|u|user)\/([\w-]{2,30})(?:\/comments\/([a-z\d]{2,13})(?:\/([^/]*)(?:\/([a-z\d]{2,13}))?)?)?\/?(?:(?:hot|new|top|posts|comments|submitted|overview|about)\/?)?$/;

/** What an address as pages have them names; address.ts knows the spellings from elsewhere. */
export interface Place {
  readonly subject: Subject;
  readonly url: string;
  /** Full name of the post or comment. */
  readonly name: string | undefined;
  /** The community or person. */
  readonly holder: { readonly subject: 'account' | 'channel'; readonly name: string; readonly url: string };
}

/** Relative addresses are of the site itself, wherever the page was saved. */
export function placeAt(href: string | null | undefined): Place | null {
  if (!href || !URL.canParse(href, SITE)) return null;
  const { hostname, pathname } = new URL(href, SITE);
  const [, kind, of = '', post, words = '', comment] = PATH.exec(pathname) ?? [];
  if (!kind || !/(?:^|\.)reddit\.com$/.test(hostname)) return null;
  const person = kind === 'r' ? /^u_(.+)/i.exec(of)?.[1] : of;
  const name = person ?? of;
  const url = `${SITE}${person ? 'user' : 'r'}/${name}/`;
  const holder = { subject: person ? ('account' as const) : ('channel' as const), name, url };
  if (!post) return { subject: holder.subject, url, name: undefined, holder };
  // newer links have "comment" in place of the words
  const slug = words.replace(/^(?:comment|_)$/, '');
  const thread = `${url}comments/${post}/`;
  return comment
    ? { subject: 'post', url: `${thread}${slug || '_'}/${comment}/`, name: `t1_${comment}`, holder }
    : { subject: 'post', url: slug ? `${thread}${slug}/` : thread, name: `t3_${post}`, holder };
}

/** An address as it is written on the page. */
export const linkTo = (href: string | null | undefined): string | undefined =>
  href && URL.canParse(href, SITE) ? httpUrl(new URL(href, SITE).href) : undefined;

/** An id without its kind. */
export const bare = (name: string | null | undefined): string | undefined =>
  name?.replace(/^t\d_/, '') || undefined;

/** The first of these attributes that there is. */
export const first = (root: Element, ...names: string[]): string | undefined =>
  names.map((name) => attr(root, name)).find((value) => value) ?? undefined;
