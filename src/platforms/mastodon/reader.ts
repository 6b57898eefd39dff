// Finds posts and accounts on Mastodon and its forks, on whatever host: timelines, opened posts, columns, pages that the
// server renders. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, around, matches, one } from '../reading';
import { CARD, HEADER, profileHere, readAccount } from './account';
import { statusOf } from './address';
import { here, linkOf, ownOf, POST, quoteIn, WRAPPER } from './parts';
import { readPost } from './post';

const posts = (): Element[] => all(document, POST).filter(isPost);

/** Notifications of other things stand in articles too, and lists in elements of that name. */
function isPost(el: Element): boolean {
  return matches(el, POST) && (!matches(el, 'article') || linkOf(ownOf(el, undefined)) !== undefined);
}

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const path = at?.path ?? [];
  const via = at?.via ?? 'page';
  const post = postIn(path) ?? (at ? openedMedia(at) : undefined);
  if (post) return { subject: 'post', root: post, via, target: at?.target };
  const header = at && accountIn(path);
  if (header) return { subject: 'account', root: header, via, target: at.target };
  const opened = isPageItself(from, path) ? openedPost() : undefined;
  return opened ? { subject: 'post', root: opened, via: at?.via ?? 'page', target: at?.target } : null;
}

/** The innermost post, with the words above it; a quote without marks of its own is found by what is in it. */
function postIn(path: readonly Element[]): Element | undefined {
  const inner = path.findIndex(isPost);
  const post = path[inner];
  if (!post) return undefined;
  const quote = quoteIn(post);
  if (quote && path.includes(quote)) return quote;
  const wrapper = path.slice(inner).find((el) => matches(el, WRAPPER));
  return wrapper && isPost(wrapper) && quoteIn(wrapper) === quote ? wrapper : post;
}

/** A picture opened over the page stands outside of its post; a link beside it names the post. */
function openedMedia({ path }: Pointed): Element | undefined {
  const modal = path.find((el) => matches(el, '.media-modal,.modal-root__modal'));
  const id = modal && all(modal, 'a[href]').map(here).find(Boolean)?.id;
  return id ? withId(id) : undefined;
}

const withId = (id: string): Element | undefined =>
  posts().find((el) => here(linkOf(ownOf(el, quoteIn(el))))?.id === id);

/** The post whose page this is. */
function openedPost(): Element | undefined {
  const id = statusOf(location.href)?.id;
  return id ? (one(document, '.detailed-status__wrapper,.detailed-status') ?? withId(id)) : undefined;
}

/** No element is known at all, or one of the column that has nothing but the opened post and its thread. */
function isPageItself(from: From, path: readonly Element[]): boolean {
  if (from.kind === 'hint') return !from.linkUrl && !from.srcUrl;
  const apart = 'nav,aside,form,button,[role="dialog"],[role="menu"],.columns-area__panels__pane';
  return from.kind === 'path' && !path.some((el) => matches(el, apart));
}

/** A header, a card, or around a redesigned profile's heading what has no post in it. */
function accountIn(path: readonly Element[]): Element | undefined {
  const marked = path.find((el) => matches(el, `${HEADER},${CARD}`));
  if (marked) return marked;
  return profileHere() ? path.findLast((el) => one(el, 'h1') && !one(el, POST) && around(el)) : undefined;
}

function read({ root, subject }: Found): PostDetails {
  return subject === 'account' ? readAccount(root, matches(root, CARD)) : readPost(root);
}

export const platform: Platform = { platform: 'mastodon', find, read };
