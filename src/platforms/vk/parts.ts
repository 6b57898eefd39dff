// Marks of posts, reposts and comments on VK in its layouts, what of each is its own, and whose it is. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, around, attr, closest, httpUrl, known, matches, one } from '../reading';
import { linked } from './things';

export const POST =
  '[data-testid="post"],._post:not(.reply),.wall_item,:is(div,article)[data-post-id]:not(.reply)';
/** A repost without marks of a post, in layouts before React and on phones. */
export const COPY = '.copy_quote,.pic_content';
export const COMMENT =
  '[data-testid="wall_comments_comment_root"],[data-testid="wall_comments_comment_in_thread"],[data-testid="comment"],.reply,.ReplyItem__wrap';
export const ITEM = `${POST},${COPY},${COMMENT}`;

/** owner_id as the element says it of itself. */
export function idOf(el: Element): string | undefined {
  return /(-?\d+_\d+)$/.exec(attr(el, 'data-post-id') ?? attr(el, 'id') ?? '')?.[1];
}

/** The innermost item around an element. Parts of a post repeat its id: they are no posts of their own. */
export function itemAt(el: Element): Element | undefined {
  let item = closest(el, ITEM) ?? undefined;
  while (item && !matches(item, `${COMMENT},${COPY}`)) {
    const up: Element | null = around(item);
    const outer: Element | null = up && closest(up, ITEM);
    if (!outer || idOf(outer) !== idOf(item)) break;
    item = outer;
  }
  return item;
}

/** The elements of a post that are its own and not of a repost or comment in it. */
export type Own = (selector: string) => Element[];

export const ownOf =
  (item: Element): Own =>
  (selector) =>
    all(item, selector).filter((el) => itemAt(el) === item);

/** Posts in this one that are no comments: what it reposts. */
export function repostIn(item: Element): Element | undefined {
  const inner = all(item, `${POST},${COPY}`).find((el) => itemAt(el) !== item && !closest(el, COMMENT));
  return inner && itemAt(inner);
}

/** The person or community that a link leads to, or what else. */
export const leadsTo = (el: Element | null | undefined): Address | null =>
  linked(httpUrl(attr(el, 'href')) ?? '');
export const isHolder = (address: Address | null): boolean =>
  /^(?:account|channel)$/.test(address?.subject ?? '');

const AUTHOR =
  '[data-testid="post-header-title"],[data-testid$="wall-post-author"],[data-testid="comment-owner"],[data-testid="comment-avatar"],a[class*="author" i],a.ReplyItem__name';

type Author = NonNullable<PostDetails['author']>;

/** A name may be in a link, be one, or have one around it. */
export function authorOf(own: Own, marked: readonly Element[] = own(AUTHOR)): Author {
  const addresses = marked.flatMap((el) => [leadsTo(closest(el, 'a[href]')), leadsTo(one(el, 'a[href]'))]);
  const address = addresses.find(isHolder);
  const [kind, id] = address?.identities[0]?.ids ?? [];
  const from = marked.map((el) => attr(el, 'data-from-id') ?? attr(el, 'data-item-owner-id')).find(Boolean);
  return known<Author>({
    id: from ?? (kind === 'id' ? id : undefined),
    handle: kind === 'name' ? id : undefined,
    displayName: marked.map((el) => displayedText(el)).find((text) => text !== ''),
    profileUrl: address?.url,
  });
}
