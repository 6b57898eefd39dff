// Finds posts and accounts on X as the web app shows them. Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, around, closest, contains, known, matches, one } from '../reading';
import { POST, profileOf, quoteIn, statusOf } from './parts';
import { readPost, readQuote } from './read';

const CELL = '[data-testid="UserCell"]';
const PROFILE = '[data-testid="UserName"]';
const COLUMN = '[data-testid="primaryColumn"]';

function posts(): Element[] {
  return all(document, POST).filter((article) => !postAround(article));
}

function postAround(el: Element): Element | null {
  const up = around(el);
  return up && closest(up, POST);
}

function find(from: From): Found | null {
  const at = pointed(from, posts);
  if (!at) return null;
  const article = at.path.findLast((el) => matches(el, POST)) ?? openedPost(at);
  if (!article) return account(at);
  const quote = quoteIn(article);
  const root = quote && at.path.includes(quote) ? quote : article;
  return { subject: 'post', root, via: at.via, target: at.target };
}

/** A picture opened over the page stands outside of its post: the address bar names the post. */
function openedPost({ path }: Pointed): Element | undefined {
  const opened = statusOf(location.href);
  if (!opened || !/^(?:photo|video)$/.test(opened.view ?? '')) return undefined;
  const dialog = path.some((el) => matches(el, '[role="dialog"]'));
  const mark = `a[href*="/status/${opened.id}"] time`;
  return dialog
    ? posts().find((article) => all(article, mark).some((time) => !inQuote(article, time)))
    : undefined;
}

function inQuote(article: Element, el: Element): boolean {
  const quote = quoteIn(article);
  return quote !== undefined && contains(quote, el);
}

/** An entry in a list of accounts, or the head of a profile. */
function account({ path, via, target }: Pointed): Found | null {
  const head = (el: Element): boolean =>
    one(el, PROFILE) !== null && one(el, POST) === null && closest(el, COLUMN) !== null;
  const root = path.find((el) => matches(el, CELL)) ?? path.find((el) => matches(el, PROFILE) || head(el));
  return root ? { subject: 'account', root, via, target } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (subject === 'account') return matches(root, CELL) ? readListed(root) : readProfile(root);
  const article = matches(root, POST) ? root : closest(root, POST);
  return article && article !== root ? readQuote(root, article) : readPost(root);
}

function readListed(cell: Element): PostDetails {
  const links = all(cell, 'a[href]').filter((a) => profileOf(a));
  const name = links.map((a) => displayedText(a)).find((text) => text !== '' && !text.startsWith('@'));
  return accountOf(profileOf(links[0]), name, 'permalink_dom');
}

/** The handle under the name counts only where the address bar says the same. */
function readProfile(root: Element): PostDetails {
  const name = matches(root, PROFILE) ? root : one(root, PROFILE);
  const lines = displayedText(name).split('\n');
  const handle = lines.findLast((line) => /^@\w{1,15}$/.test(line))?.slice(1);
  const here = location.pathname.split('/')[1] ?? '';
  const same = handle?.toLowerCase() === here.toLowerCase();
  const about = displayedText(one(document, '[data-testid="UserDescription"]'), { asWritten: true });
  return known({ ...accountOf(same ? handle : undefined, lines[0], 'address_bar'), text: about });
}

function accountOf(
  handle: string | undefined,
  displayName: string | undefined,
  source: PostDetails['postUrlSource'],
): PostDetails {
  const url = handle && `https://x.com/${handle}`;
  const author = known({ handle, displayName, profileUrl: url });
  return known<PostDetails>({
    subject: 'account',
    postUrl: url,
    postUrlSource: url ? source : undefined,
    author,
  });
}

export const platform: Platform = { platform: 'x', find, read };
