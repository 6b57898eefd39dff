// Finds posts, comments, videos, photos, people and groups on OK.ru. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, matches } from '../reading';
import { headIn, linkIn, readHolder } from './account';
import { addressOf } from './address';
import { ITEM, itemAt, leadsTo } from './parts';
import { readItem } from './post';
import { APART, readSingle, singleIn } from './single';

const items = (): Element[] => all(document, ITEM).filter((el) => itemAt(el) === el);

function find(from: From): Found | null {
  const nothing = from.kind === 'hint' && !from.linkUrl && !from.srcUrl;
  const at = pointed(from, items);
  const path = at?.path ?? (nothing ? all(document, 'main,body').reverse() : []);
  const of = (root: Element, subject: Found['subject']): Found => ({
    subject,
    root,
    via: at?.via ?? 'page',
    target: at?.target,
  });
  const item = path[0] && (itemAt(path[0]) ?? (items().length === 0 ? unmarked(path) : undefined));
  if (item) return of(item, 'post');
  const single = singleIn(path);
  if (single) return of(single, 'post');
  if (path.some((el) => matches(el, APART))) return null;
  const holder = at && (headIn(path) ?? linkIn(path));
  if (holder) return of(holder, readHolder(holder).subject);
  const topic =
    nothing && addressOf(location.href)?.identities[0]?.ids[0] === 'topic' ? items()[0] : undefined;
  return topic ? of(topic, 'post') : null;
}

/** In a layout without these marks (on phones): the widest element around the click with links to one topic only. */
function unmarked(path: readonly Element[]): Element | undefined {
  let post: Element | undefined;
  for (const root of path.slice(0, 20)) {
    const links = all(root, 'a[href*="/topic/"],a[href*="/statuses/"]').slice(0, 50);
    const ids = new Set(
      links.map((a) => leadsTo(a)).map((to) => (to?.subject === 'post' ? to.id : undefined)),
    );
    ids.delete(undefined);
    if (ids.size > 1 || matches(root, 'main,body,html')) break;
    if (ids.size === 1) post = root;
  }
  return post;
}

function read({ root, subject }: Found): PostDetails {
  if (subject !== 'post') return readHolder(root);
  return matches(root, ITEM) || unmarked([root]) ? readItem(root) : readSingle(root);
}

export const platform: Platform = { platform: 'ok_ru', find, read };
