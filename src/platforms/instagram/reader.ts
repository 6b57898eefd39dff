// Finds posts, comments, stories and accounts on Instagram: feed, opened post, page of one post, reels, profile.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, attr, closest, contains, known, matches, media, one } from '../reading';
import { profileHere, readAccount } from './account';
import { commentAround, isComment, readComment } from './comment';
import { isInView, pageRoot, reelAround } from './page';
import { authorNamed, codesIn, handleOf, here, POST_LINK, placeOf } from './parts';
import { readPost, sourcesOf, timeOf } from './post';
import { mediaIdOf } from './shortcode';
import { isStory, readStory, storyRoot } from './story';

/** Older profiles stand in an article as a whole: it is a post only when it leads to no two; an empty one is none yet. */
const isPost = (el: Element): boolean =>
  matches(el, 'article') &&
  codesIn(el).length < 2 &&
  one(el, 'img,video') !== null &&
  all(el, 'a[href]').some((a) => handleOf(a) ?? placeOf(attr(a, 'href')));

function posts(): Element[] {
  const page = here() && !one(document, 'article') ? pageRoot() : null;
  return [
    ...all(document, 'article').filter(isPost),
    ...all(document, POST_LINK).filter(isTile),
    ...(page ? [page] : []),
  ];
}

/** A picture that leads to a post and stands in no other post. */
function isTile(el: Element): boolean {
  const code = matches(el, POST_LINK) && placeOf(attr(el, 'href'));
  if (!code || code.comment || !one(el, 'img,video,[style*="background"]') || code.code === here()?.code)
    return false;
  const article = closest(el, 'article');
  return !article || !isPost(article);
}

function find(from: From): Found | null {
  const at = pointed(from, posts);
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  return findAt(at ?? { path: [], via: 'page' });
}

function findAt({ path, via, target }: Pointed): Found | null {
  const of = (subject: Found['subject'], root: Element | null | undefined): Found | null =>
    root ? { subject, root, via, target } : null;
  const dialog = path.find((el) => matches(el, '[role="dialog"]'));
  const article = path.findLast(isPost);
  const found = commentAround(path) ?? article ?? path.find(isTile);
  if (found) return of('post', found);
  const card = path.find(
    (el) => matches(el, 'a[href]') && handleOf(el) && closest(el, 'main,[role="dialog"]'),
  );
  if (isStory()) return of('post', storyRoot(path));
  const place = here();
  if (place && (!dialog || opens(dialog, place.code)))
    return of('post', dialog ?? reelAround(path) ?? one(document, '[role="dialog"] article') ?? pageRoot());
  if (card) return of('account', card);
  if (!profileHere()) return null;
  // who is not logged in may be served nothing but a head
  if (!one(document, 'main')) return of('account', path.at(-1));
  return of(
    'account',
    path.find((el) => matches(el, 'main header')),
  );
}

/** Whether a dialog shows the post that the address bar names: some only list who liked it. */
const opens = (dialog: Element, code: string): boolean =>
  codesIn(dialog).includes(code) || one(dialog, 'video,time,textarea') !== null;

function read({ root, subject }: Found): PostDetails {
  if (subject === 'account') return readAccount(root);
  if (isComment(root)) return readComment(root);
  if (isTile(root)) return readTile(root);
  if (isStory() && !matches(root, 'article')) return readStory(root);
  const reels = location.pathname.startsWith('/reels/');
  return readPost(root, here() !== undefined && (reels ? isInView(root) : isOfPage(root)));
}

/** The address bar names the opened post, which stands in a dialog, if there is one. */
function isOfPage(root: Element): boolean {
  if (!matches(root, 'article')) return true;
  const opened = one(document, '[role="dialog"] article');
  return opened ? contains(opened, root) : all(document, 'article').filter(isPost).length === 1;
}

/** A picture on a profile or in a list: all else is on the post's own page. */
function readTile(tile: Element): PostDetails {
  const place = placeOf(attr(tile, 'href'));
  const id = place && mediaIdOf(place.code);
  const own = /^\/[\w.]+\/(?:reels\/)?$/.test(location.pathname) ? profileHere() : undefined;
  return known<PostDetails>({
    subject: 'post',
    postUrl: place?.url,
    postUrlSource: 'permalink_dom',
    postId: place?.code,
    otherIds: id ? [id] : [],
    author: authorNamed(place?.owner ?? own),
    ...timeOf(undefined, id),
    media: media(all(tile, 'img,video').flatMap(sourcesOf)),
    sponsored: 'unknown',
  });
}

export const platform: Platform = { platform: 'instagram', find, read };
