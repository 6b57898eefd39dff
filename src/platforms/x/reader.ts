// Finds posts on X as the web app shows them. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, around, closest, matches, one } from '../reading';
import { POST, quoteIn, statusOf } from './parts';
import { readPost, readQuote } from './read';

const posts = (): Element[] => all(document, `${POST}:not(${POST} ${POST})`);

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const article = at && (at.path.findLast((el) => matches(el, POST)) ?? openedPost(at));
  if (!article) return null;
  const quote = quoteIn(article);
  const root = quote && at.path.includes(quote) ? quote : article;
  return { subject: 'post', root, via: at.via, target: at.target };
}

/** A picture opened over the page stands outside of its post: the address bar names the post. */
function openedPost({ path }: Pointed): Element | undefined {
  const opened = statusOf(location.href);
  if (!opened || !/photo|video/.test(opened.view ?? '')) return undefined;
  if (!path.some((el) => matches(el, '[role="dialog"]'))) return undefined;
  return posts().find((article) => one(article, `a[href*="/status/${opened.id}"] time`));
}

function read({ root }: Found): PostDetails {
  const up = around(root);
  const article = up && closest(up, POST);
  return article ? readQuote(root, article) : readPost(root);
}

export const platform: Platform = { platform: 'x', find, read };
