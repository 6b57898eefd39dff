// Finds posts and accounts on X as the web app shows them. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { around, closest, matches } from '../reading';
import { accountOn, profileHead, readAccount } from './account';
import { POST, posts, quotesIn, READ_VIEW } from './parts';
import { readPost, readQuote } from './post';
import { ownCommunity, ownPost, readUnseen, servedAccount } from './unseen';

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const { via = 'page', target, path = [] } = at ?? {};
  const article = path.findLast((el) => matches(el, POST)) ?? path.find((el) => matches(el, READ_VIEW));
  if (article) return { subject: 'post', root: innermost(article, path), via, target };
  if (from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const card = accountOn(path) ?? (at ? null : profileHead()) ?? servedAccount();
  if (card) return { subject: 'account', root: card, via, target };
  const community = ownCommunity(at);
  if (community) return { subject: 'channel', root: community, via, target };
  const own = ownPost(at);
  return own ? { subject: 'post', root: own, via, target } : null;
}

/** A post in the post, and one that is quoted in that. */
function innermost(root: Element, path: readonly Element[]): Element {
  const quote = quotesIn(root).find((each) => path.includes(each));
  return quote ? innermost(quote, path) : root;
}

function read(found: Found): PostDetails {
  const { root, subject } = found;
  const up = around(root);
  const article = up && closest(up, `${POST},${READ_VIEW}`);
  if (article) return readQuote(root, outermost(article));
  if (matches(root, `${POST},${READ_VIEW}`)) return readPost(root);
  return subject === 'account' && !matches(root, 'body') ? readAccount(root) : readUnseen(found);
}

function outermost(article: Element): Element {
  const up = around(article);
  return (up && closest(up, POST)) ?? article;
}

export const platform: Platform = { platform: 'x', find, read };
