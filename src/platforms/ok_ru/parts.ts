// Marks of posts and comments on OK.ru, what of each is its own, and the ids and links in it. Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Address } from '../platform';
import { all, around, attr, closest, httpUrl, known, matches } from '../reading';
import { addressOf } from './address';

export const POST =
  '[data-feed-id],.feed-w,.groups_post-w,[data-topic-id],[class*="TopicLayerBody"],.media-layer';
/** What a post shares of another. */
export const SHARED = '[class*="media-reshare"],[class*="__reshare-block"],.media-block.__reshare';
export const COMMENT = '[data-comment-id],.comments_i,.comments_item';
export const ITEM = `${POST},${SHARED},${COMMENT}`;
export const TEXT = '.media-text_cnt_tx,.media-text_cnt,.comments_text,[class*="media-text"]';

/** The outermost mark of one post: feeds have several around each other. */
export function itemAt(el: Element): Element | undefined {
  let item = closest(el, ITEM) ?? undefined;
  while (item && matches(item, POST)) {
    const up = around(item);
    const outer = up && closest(up, POST);
    if (!outer) break;
    item = outer;
  }
  return item;
}

export type Own = (selector: string) => Element[];

/** The elements of a post that are its own and not of a comment or of what it shares. */
export function ownOf(root: Element): Own {
  const inner = `${SHARED},${COMMENT}`;
  return (selector) =>
    all(root, selector).filter((el) => {
      const other = closest(el, inner);
      return !other || other === root || !all(root, inner).includes(other);
    });
}

export const leadsTo = (el: Element | null | undefined): Address | null =>
  addressOf(httpUrl(attr(el, 'href')) ?? '');

/** The topic that a link of the post names. */
export function topicIn(own: Own): Address | undefined {
  for (const link of own('a[href*="/topic/"],a[href*="/statuses/"]')) {
    const address = closest(link, TEXT) && displayedText(link) !== '' ? null : leadsTo(link);
    if (address?.identities[0]?.ids[0] === 'topic') return address;
  }
  return undefined;
}

/** What the page's own log calls the thing: key and value in turn, "topicId,12,groupId,34". */
export function logged(root: Element, own: Own, key: string): string | undefined {
  const pattern = new RegExp(`(?:^|,)${key},(\\d+)(?:,|$)`);
  for (const el of [root, ...own(`[data-l*="${key},"]`)]) {
    const [, id] = pattern.exec(attr(el, 'data-l') ?? '') ?? [];
    if (id) return id;
  }
  return undefined;
}

type Author = NonNullable<PostDetails['author']>;

/** The first link with a name in it that leads to a person or group. */
export function authorOf(own: Own): Author {
  const links = own('a[href]').filter((a) => !closest(a, TEXT));
  const holders = links
    .map((a) => [a, leadsTo(a)] as const)
    .filter(([, to]) => to?.subject === 'account' || to?.subject === 'channel');
  const [, address] = holders[0] ?? [];
  const same = holders.filter(([, to]) => to?.url === address?.url);
  const [kind, id] = address?.identities[0]?.ids ?? [];
  return known<Author>({
    id: kind === 'name' ? undefined : id,
    handle: kind === 'name' ? id : undefined,
    displayName: same.map(([a]) => displayedText(a)).find((name) => name !== ''),
    profileUrl: address?.url,
  });
}
