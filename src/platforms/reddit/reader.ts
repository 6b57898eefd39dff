// Finds posts, comments, people and communities on Reddit: the site of today, old.reddit.com, and archived pages of
// the redesign between them. Runs in the page. Changes nothing, guesses nothing.
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, matches, one } from '../reading';
import { findHolder, isNavigation, readHolder } from './holder';
import { fullname, placeAt, ROOTS, rootOf } from './parts';
import { readPost } from './post';

/** A card of a feed holds one post and nothing else. */
const CARD = 'article:has(> shreddit-post)';

const posts = (): Element[] => all(document, ROOTS);

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const inner = at?.path.find((el) => matches(el, `${ROOTS},${CARD}`));
  const root = inner && (rootOf(inner) ?? one(inner, ROOTS));
  if (at && root) return { subject: 'post', root, via: at.via, target: at.target };
  if (from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  return (at && findHolder(at)) ?? findOpened(at);
}

/** Elsewhere on a post's own page; the way to other pages is not the post's. */
function findOpened(at: Pointed | null): Found | null {
  const name = placeAt(location.href)?.name;
  if (!name || (at && (isNavigation(at) || at.path.some((el) => matches(el, 'a[href],aside'))))) return null;
  const root = posts().find((post) => fullname(post) === name);
  return root ? { subject: 'post', root, via: at?.via ?? 'page', target: at?.target } : null;
}

const read = (found: Found) => (found.subject === 'post' ? readPost(found.root) : readHolder(found));

export const platform: Platform = { platform: 'reddit', find, read };
