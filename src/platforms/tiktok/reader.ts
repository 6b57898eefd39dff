// Finds what is meant on TikTok: a comment, a post in a feed or grid, the page's own post, an account.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, matches, one } from '../reading';
import { owner, readAccount } from './account';
import { readComment } from './comment';
import { commentAround, here, mark, nameIn, postsIn, WORDS } from './parts';
import { readPost } from './post';

/** One post each. */
const ITEM = 'article,[data-e2e="recommend-list-item-container"],[data-e2e$="-post-item"]';
const NAVIGATION =
  '#app-header,[data-e2e^="nav-"],[data-e2e="search-box"],[class*="SideNav"],[class*="DivHeaderContainer"]';
/** What these stand in is no item of a list. */
const OF_PAGE = mark('user-title', 'user-page', 'browse-video-desc', 'browse-username', 'comment-input');

type Root = Pick<Found, 'subject' | 'root'>;
type Path = readonly Element[];

function find(from: From): Found | null {
  const at = pointed(from, posts);
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const path = at?.path ?? [];
  const found = commentIn(path) ?? itemIn(path) ?? ofPage(path);
  return found && { ...found, via: at?.via ?? 'page', target: at?.target };
}

const posts = (): Element[] => [
  ...all(document, ITEM),
  ...all(document, WORDS).flatMap((words) => commentAround(words) ?? []),
  ...all(document, mark('browse-video-desc', 'browse-video', 'user-title')),
];

/** Around the click: a comment, or a thread, which is that of its first comment. */
function commentIn(path: Path): Root | null {
  const near = path.find((el) => matches(el, WORDS) || one(el, WORDS));
  if (!near || matches(near, 'body,html,#app') || one(near, OF_PAGE)) return null;
  const words = matches(near, WORDS) ? [near] : all(near, WORDS);
  const first = words.filter((el) => matches(el, mark('comment-level-1')));
  const root = words[0] && (words.length === 1 || first.length === 1) ? commentAround(words[0]) : null;
  return root && { subject: 'post', root };
}

/** The element that lists one post: by its mark, else the largest around the click that holds one post only. */
function itemIn(path: Path): Root | null {
  const item = path.findLast((el) => matches(el, ITEM));
  if (item) return { subject: 'post', root: item };
  let found: Element | undefined;
  for (const el of path) {
    if (matches(el, 'body,#app,main') || matches(el, OF_PAGE) || one(el, OF_PAGE)) return null;
    const [which, other] = postsIn(el);
    if (other) break;
    if (which) found = el;
  }
  return found && postsIn(found)[0]?.id !== here()?.id ? { subject: 'post', root: found } : null;
}

/** The page's own: a post by its address; an account by its head, or one that a link leads to. */
function ofPage(path: Path): Root | null {
  if (path.some((el) => matches(el, NAVIGATION))) return null;
  const body = one(document, 'body');
  const page = path.find((el) => matches(el, '[role="dialog"]')) ?? body;
  if (here()) return page && { subject: 'post', root: page };
  const link = path.find((el) => matches(el, 'a[href]') && nameIn(el));
  if (link) return { subject: 'account', root: link };
  const title = mark('user-title');
  const head =
    path.find((el) => one(el, title) && one(el, mark('user-bio', 'followers-count'))) ??
    path.find((el) => matches(el, title) || one(el, title)) ??
    null;
  const root = path.length > 0 ? head : body;
  return root && owner() && (path.length === 0 || !one(root, ITEM)) ? { subject: 'account', root } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (subject === 'account') return readAccount(root);
  const words = one(root, WORDS);
  return words && commentAround(words) === root ? readComment(root) : readPost(root);
}

export const platform: Platform = { platform: 'tiktok', find, read };
