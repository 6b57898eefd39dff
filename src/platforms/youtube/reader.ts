// Finds what is meant on YouTube: a comment, a community post, a card in a list, the video of the page, a channel.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, one } from '../reading';
import { leadOfCard, readCard, readHead, unnamedCard } from './list';
import { ACTIVE, CARD, COMMENT, HEAD, here, is, isVideo, SHORT, WATCH, WRITTEN } from './parts';
import { readVideo } from './video';
import { readWritten } from './written';

const KINDS = [WRITTEN, CARD, SHORT, HEAD, /comment-thread-/];
/** Around the page: what is clicked there is of no video. */
const NAVIGATION = /masthead|popup|miniplayer|mini-guide|drawer|topbar|pivot-bar|live-chat/;

type Root = Pick<Found, 'subject' | 'root'>;
type Path = readonly Element[];
const isKind = (el: Element): boolean => KINDS.some((kind) => is(el, kind));
const post = (root: Element | null | undefined): Root | null => (root ? { subject: 'post', root } : null);

function find(from: From): Found | null {
  const at = pointed(from, posts);
  if (!at && from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  const path = at?.path ?? [];
  const within = path.find(isKind);
  const found = within ? what(within, path) : ofPage(path);
  return found && { ...found, via: at?.via ?? 'page', target: at?.target };
}

/** The posts of the page; the video of a watch page by its player and its words. */
const posts = (): Element[] =>
  all(document, '*').filter((el) => isKind(el) || is(el, /^ytd-(?:watch-metadata|player)$/));

function what(el: Element, path: Path): Root | null {
  if (is(el, WRITTEN) || is(el, SHORT)) return post(el);
  if (is(el, HEAD)) return ofHead(path.findLast((each) => is(each, HEAD)));
  return is(el, COMMENT) ? post(writtenIn(el)) : ofCard(el, path);
}

const writtenIn = (el: Element | Document): Element | undefined =>
  all(el, '*').find((inner) => is(inner, WRITTEN));

/** Cards stand in cards: the outermost that leads to the same thing. An advert may lead to no video; a card may be a post. */
function ofCard(card: Element, path: Path): Root | null {
  const inner = writtenIn(card);
  if (inner) return post(inner);
  const lead = leadOfCard(card);
  const same = (el: Element): boolean => is(el, CARD) && leadOfCard(el)?.url === lead?.url;
  // a preview plays over the page, outside of the card that it is of
  const root = is(card, /-preview$/) ? all(document, '*').find(same) : path.findLast(same);
  return lead ? { subject: lead.subject, root: root ?? card } : null;
}

function ofHead(root: Element | null | undefined): Root | null {
  const { subject = 'post' } = here() ?? {};
  return root && subject !== 'post' ? { subject, root } : null;
}

/** Outside of any list: the page's own thing, if it has one. Pages that were left stay in the document, hidden. */
function ofPage(path: Path): Root | null {
  if (path.some((el) => is(el, NAVIGATION))) return null;
  const own = unnamedCard(path) ?? path.find((el) => is(el, WATCH));
  const lead = here();
  const body = one(document, 'body');
  if (own) return post(own);
  if (isVideo(lead) || location.pathname.startsWith('/embed/')) return post(shown() ?? body);
  if (lead?.subject === 'post') return post(writtenIn(document));
  return path.length === 0 || !all(document, '*').some(isKind) ? ofHead(body) : null;
}

const shown = (): Element | null =>
  one(document, location.pathname.startsWith('/shorts') ? ACTIVE : '[video-id]:not([hidden]),ytm-watch');

function read({ root, subject }: Found): PostDetails {
  if (is(root, WRITTEN)) return readWritten(root);
  if (is(root, HEAD) || (is(root, /^body$/) && subject !== 'post')) return readHead(root);
  return is(root, SHORT) || is(root, WATCH) || is(root, /^body$/) ? readVideo(root) : readCard(root);
}

export const platform: Platform = { platform: 'youtube', find, read };
