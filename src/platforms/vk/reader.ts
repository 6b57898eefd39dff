// Finds posts, reposts, comments, photos, videos, people and communities on VK, in its React layouts, those before and on
// phones. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, around, matches, one } from '../reading';
import { holderIn, readHolder } from './account';
import { addressOf } from './address';
import { COMMENT, ITEM, idOf, itemAt } from './parts';
import { readItem } from './post';
import { opened, readSingle, singleIn } from './single';

const items = (): Element[] => all(document, ITEM).filter((el) => itemAt(el) === el);

function find(from: From): Found | null {
  const at = pointed(from, items);
  const via = at?.via ?? 'page';
  const target = at?.target;
  const [inner] = at?.path ?? [];
  const item = inner && itemAt(inner);
  if (item) return { subject: 'post', root: item, via, target };
  if (at) {
    const holder = holderIn(at.path);
    if (holder) return { ...holder, via, target };
    const single = singleIn(at.path);
    if (single) return { subject: single.address.subject, root: single.root, via, target };
  }
  const nothing = from.kind === 'hint' && !from.linkUrl && !from.srcUrl;
  const page = nothing || (at && isBeside(at.path)) ? pageItself() : undefined;
  return page ? { subject: opened()?.subject ?? 'post', root: page, via, target } : null;
}

const isBeside = (path: readonly Element[]): boolean =>
  !path.some((el) => matches(el, 'nav,header,aside,[role="navigation"],#side_bar,#page_header_wrap'));

/** The one post or thing whose page this is. */
function pageItself(): Element | undefined {
  if (opened()) return one(document, 'main,#content,#page_body') ?? one(document, 'body') ?? undefined;
  const here = addressOf(location.href);
  const id = /wall(-?\d+_\d+)/.exec(here?.url ?? '')?.[1];
  return id ? items().find((el) => !matches(el, COMMENT) && idOf(el) === id) : undefined;
}

function read({ root, subject, target }: Found): PostDetails {
  if (subject === 'account' || subject === 'channel') return readHolder({ root, subject });
  if (matches(root, ITEM)) return readItem(root);
  const path: Element[] = [];
  for (let el: Element | null = target ?? root; el; el = around(el)) path.push(el);
  const address = opened();
  const single = singleIn(path) ?? (address && { root, address, card: false });
  return single ? readSingle(single) : { subject };
}

export const platform: Platform = { platform: 'vk', find, read };
