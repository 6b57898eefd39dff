// Finds posts, comments, accounts and groups on Facebook: feeds, groups, opened posts, pages of one post, photo or video.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, around, closest, contains, matches, one } from '../reading';
import { headOfPage, readAccount } from './account';
import { here, isComment, isPicture, isUnit, lead, quoteIn, TEXT, UNIT } from './parts';
import { readComment, readPost, readQuote } from './post';

const DIALOG = '[role="dialog"]';
/** An opened post lies over the others. */
const posts = (): Element[] => [
  ...all(document, DIALOG).filter(shows),
  ...all(document, UNIT).filter(isUnit),
];

/** A picture that leads to a post and stands in no other. */
function isTile(el: Element): boolean {
  const { place } = matches(el, 'a[href]') ? lead(el) : {};
  if (!place || place.comment || place.id === here().place?.id) return false;
  return one(el, 'img,video,image') !== null;
}

const holdsUnit = (el: Element): boolean => all(el, UNIT).some(isUnit);

/** The page of one post; a photo stands beside its words. A feed may stay behind it: then all but that, around the click. */
function pageRoot(path: readonly Element[]): Element | null | undefined {
  const { place } = here();
  const main = isPicture(place) ? null : one(document, '[role="main"]');
  const root = place ? (main ?? one(document, 'body')) : null;
  return root && holdsUnit(root) ? path.findLast((el) => !holdsUnit(el)) : root;
}

function find(from: From): Found | null {
  const at = pointed(from, posts);
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  return findAt(at ?? { path: [], via: 'page' });
}

function findAt({ path, via, target }: Pointed): Found | null {
  const of = (subject: Found['subject'], root: Element | null | undefined): Found | null =>
    root ? { subject, root, via, target } : null;
  const dialog = path.find((el) => matches(el, DIALOG));
  const within = path.slice(0, dialog && path.indexOf(dialog));
  const comment = within.find(isComment);
  if (comment) return of('post', comment);
  const unit = within.find(isUnit) ?? (dialog && shows(dialog) ? dialog : undefined);
  const root = unit ?? (dialog ? null : pageRoot(path));
  const tile = unit ? undefined : within.find(isTile);
  if (tile) return of('post', tile);
  const head = headOfPage();
  if (!unit && head && path.includes(head)) return of(here().group ? 'channel' : 'account', head);
  const quote = root && quoteIn(root);
  if (root) return of('post', quote && path.includes(quote) ? quote : root);
  const card = within.find((el) => matches(el, 'a[href]') && closest(el, `[role="main"],${DIALOG}`));
  const { account, group } = card ? lead(card) : {};
  return account || group ? of(group ? 'channel' : 'account', card) : null;
}

/** Whether a dialog is an opened post: others list who liked it, or ask something. */
const shows = (dialog: Element): boolean =>
  one(dialog, `[data-ad-rendering-role],[role="toolbar"],${TEXT}`) !== null;

function read({ root, subject }: Found): PostDetails {
  if (subject !== 'post') return readAccount(root);
  if (isComment(root)) return readComment(root);
  const up = around(root);
  const outer = up && closest(up, `${UNIT},${DIALOG},[role="main"],body`);
  if (outer && (!isUnit(root) || isUnit(outer)) && quoteIn(outer) === root) return readQuote(root, outer);
  const { place } = here();
  return readPost(root, place && !matches(root, 'a') && isOfPage(root) ? place : undefined);
}

/** The address bar names the opened post, or the only one. */
const isOfPage = (root: Element): boolean =>
  !isUnit(root) ||
  (one(document, DIALOG)
    ? closest(root, DIALOG) !== null
    : !isPicture(here().place) && posts().every((post) => contains(post, root) || contains(root, post)));

export const platform: Platform = { platform: 'facebook', find, read };
