// People, groups and channels in the web clients: the head of the open chat, the panel beside it, cards in lists, avatars.
// Runs in the page.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found } from '../platform';
import type { Pointed } from '../pointing';
import { attr, closest, matches, one } from '../reading';
import { holderOf } from './page';
import { isName, type Peer, peerOf, peerUrl, userOf } from './peer';
import { client, GROUP, HEADER, here, MESSAGE, ofMark } from './web-marks';
import { namesIn, personOf } from './web-message';

/** The panel beside the chat, and rows of /a's lists: they show whom on their picture. */
const PANEL = '#RightColumn,.profile-content,.ListItem:has([data-peer-id])';
const WHOLE = `${HEADER},${PANEL}`;
/** Around messages such a mark is no card: it says whose chat this is. */
const CARD = `[data-peer-id]:not(:has(${MESSAGE})),a[href^="#"],${WHOLE}`;

export function findCard(at: Pointed | null): Found | null {
  const card = at?.path.find((el) => matches(el, CARD) && shownBy(el));
  if (!at || !card) return null;
  const whole = closest(card, WHOLE);
  const root = whole && shownBy(whole) === shownBy(card) ? whole : card;
  return { subject: userOf(numberOf(root)) ? 'account' : 'channel', root, via: at.via, target: at.target };
}

/** Whose head this is, the address says; cards carry the peer that they show, panels on their picture. */
function shownBy(card: Element): Peer | undefined {
  if (closest(card, HEADER)) return here();
  return matches(card, PANEL) ? (ofMark(one(card, '[data-peer-id]')) ?? here()) : ofMark(card);
}

/** A name says nothing of whose it is; the mark beside it does. */
function numberOf(card: Element): Peer | undefined {
  const shown = shownBy(card);
  const mark = matches(card, '[data-peer-id]') ? card : one(card, '[data-peer-id]');
  return isName(shown) ? peerOf(attr(mark, 'data-peer-id') ?? '', client()) : shown;
}

export function readCard({ root, subject }: Found): PostDetails {
  const peer = (matches(root, PANEL) && nameIn(root)) || (shownBy(root) ?? '');
  const number = numberOf(root);
  const author = { ...personOf(peer, titleOf(root)), id: userOf(number) ?? number };
  const adapterNote = isName(peer) ? undefined : 'address_from_id';
  return holderOf(subject, peerUrl(peer), author, { postUrlSource: 'permalink_dom', adapterNote });
}

/** The public name in a panel of /a. */
function nameIn(panel: Element): string | undefined {
  const icon = one(panel, '.icon-mention');
  const row = icon && closest(icon, '.ListItem');
  return /(?:@|t\.me\/)([a-z]\w{3,31})/i.exec(displayedText(row && one(row, '.title')))?.[1];
}

/** An avatar alone has its name beside it, in a message of its group; its letters are no name. */
function titleOf(card: Element): string {
  const group = closest(card, GROUP);
  const title = group ? namesIn(group)[0] : one(card, '.peer-title,.fullName');
  return displayedText(title) || (attr(one(card, 'img'), 'alt') ?? (group ? '' : displayedText(card)));
}
