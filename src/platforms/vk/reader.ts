// Finds posts, reposts, comments, photos, videos, people and communities on VK, in its React layouts, those before and on
// phones. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, matches } from '../reading';
import { headIn, readHolder } from './account';
import { COMMENT, ITEM, idOf, isHolder, itemAt, leadsTo } from './parts';
import { readItem } from './post';
import { APART, readSingle, singleIn } from './single';
import { linked } from './things';

const items = (): Element[] => all(document, ITEM).filter((el) => itemAt(el) === el);

function find(from: From): Found | null {
  const nothing = from.kind === 'hint' && !from.linkUrl && !from.srcUrl;
  const at = pointed(from, items);
  const path = at?.path ?? (nothing ? all(document, 'main,body').reverse() : []);
  const [inner] = path;
  const of = (root: Element, subject: Found['subject']): Found => ({
    subject,
    root,
    via: at?.via ?? 'page',
    target: at?.target,
  });
  const item = inner && itemAt(inner);
  if (item) return of(item, 'post');
  const single = singleIn(path);
  if (single) return of(single, readSingle(single).subject);
  if (path.some((el) => matches(el, APART))) return null;
  const holder = at && (headIn(path) ?? path.find((el) => isHolder(leadsTo(el))));
  if (holder) return of(holder, readHolder(holder).subject);
  const opened = inner && openedPost();
  return opened ? of(opened, 'post') : null;
}

/** The one post whose page this is. */
function openedPost(): Element | undefined {
  const [, id] = /com\/wall(-?\d+_\d+)/.exec(linked(location.href)?.url ?? '') ?? [];
  return id ? items().find((el) => !matches(el, COMMENT) && idOf(el) === id) : undefined;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, ITEM)) return readItem(root);
  return subject === 'account' || subject === 'channel' ? readHolder(root) : readSingle(root);
}

export const platform: Platform = { platform: 'vk', find, read };
