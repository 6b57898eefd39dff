// Marks of posts, reposts and comments on VK in its layouts, what of each is its own, and whose it is. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import { all, around, attr, closest, httpUrl, known, matches, one } from '../reading';
import { addressOf } from './address';

export const POST =
  '[data-testid="post"],._post:not(.reply),.post[data-post-id],.wall_item,div[data-post-id],article[data-post-id]';
/** A repost without marks of a post, in layouts before React and on phones. */
export const COPY = '.copy_quote,.pic_content,.wi_copy';
export const COMMENT =
  '[data-testid^="wall_comments_comment_"]:is([data-testid$="_root"],[data-testid$="_in_thread"]),[data-testid="comment"],.reply,.ReplyItem__wrap';
export const ITEM = `${POST},${COPY},${COMMENT}`;

/** owner_id as the element says it, or the element that names the post in it. */
export function idOf(el: Element): string | undefined {
  const stated = attr(el, 'data-post-id') ?? attr(el, 'id') ?? '';
  return /(?:^|[a-z_]|reply|post|wall)(-?\d+_\d+)$/.exec(stated)?.[1];
}

/** The innermost item around an element. Parts of a post repeat its id: they are no posts of their own. */
export function itemAt(el: Element): Element | undefined {
  let item = closest(el, ITEM);
  for (let outer = item && above(item); item && outer && same(item, outer); outer = above(item)) item = outer;
  return item ?? undefined;
}

function above(el: Element): Element | null {
  const up = around(el);
  return up && closest(up, ITEM);
}

function same(inner: Element, outer: Element): boolean {
  if (matches(inner, `${COMMENT},${COPY}`)) return false;
  const id = idOf(inner);
  return id !== undefined ? id === idOf(outer) : matches(inner, POST) && matches(outer, POST);
}

/** The elements of a post that are its own and not of a repost or comment in it. */
export type Own = (selector: string) => Element[];

export function ownOf(item: Element): Own {
  return (selector) =>
    all(item, selector).filter((el) => itemAt(el) === item && !matches(el, `${COPY},${COMMENT}`));
}

/** Posts in this one that are no comments: what it reposts. */
export function repostIn(item: Element): Element | undefined {
  const inner = all(item, `${POST},${COPY}`).find((el) => itemAt(el) !== item && !closest(el, COMMENT));
  return inner && itemAt(inner);
}

const AUTHOR = [
  '[data-testid="post-header-title"]',
  'a.PostHeaderTitle__authorLink',
  'a.CopyPost__authorLink',
  '[data-testid="mobile-wall-post-author"]',
  '.pi_author',
  '.post_author .author,.reply_author .author,a.author',
  '.copy_author',
  'a.ReplyItem__name',
  '[data-testid="comment-owner"]',
  '[data-testid="comment-avatar"]',
  '[data-testid="post-header-avatar"]',
  '.group_activity_content_owner_name',
];

type Author = NonNullable<PostDetails['author']>;

/** A name may be in a link, be one, or have one around it. */
export function authorOf(own: Own): Author {
  const marked = AUTHOR.flatMap((selector) => own(selector));
  const links = marked.flatMap((el) => [closest(el, 'a[href]'), one(el, 'a[href]')]);
  const link = links.find((el) => el && holderOf(attr(el, 'href')));
  const names = marked.map((el) => displayedText(el)).filter((text) => text !== '');
  const from = marked.map((el) => attr(el, 'data-from-id') ?? attr(el, 'data-item-owner-id')).find(Boolean);
  const holder = holderOf(attr(link, 'href'));
  return known<Author>({
    id: from ?? holder?.id,
    handle: holder?.handle,
    displayName: names[0],
    profileUrl: holder?.url,
  });
}

/** The person or community that a link leads to. */
export function holderOf(href: string | null): { url: string; id?: string; handle?: string } | undefined {
  const address = addressOf(httpUrl(href) ?? '');
  if (!address || (address.subject !== 'account' && address.subject !== 'channel')) return undefined;
  const [kind, id = ''] = address.identities[0]?.ids ?? [];
  return { url: address.url, ...(kind === 'id' ? { id } : { handle: id }) };
}
