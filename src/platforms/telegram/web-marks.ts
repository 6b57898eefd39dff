// Marks of the web clients, and the chat that their address names. Runs in the page.
import { attr, closest, one } from '../reading';
import { type Peer, peerOf } from './peer';

/** /a, /z: by id and data-message-id; /k: by data-mid. Dates between the messages have neither. */
export const MESSAGE =
  '[id^="message-"][data-message-id],.message-list-item[data-message-id],.bubble[data-mid],[data-mid][data-timestamp]';
/** Messages of one sender in a row. */
export const GROUP = '.sender-group-container,.bubbles-group';
export const NAME = '.sender-title,.name .peer-title';
export const HEADER = '.MiddleHeader,.chat-info';

export const client = (): 'a' | 'k' => (location.pathname.startsWith('/k') ? 'k' : 'a');

/** The chat that is open. */
export const here = (): Peer | undefined => peerOf(location.hash.slice(1), client());

/** Whose mark or link this is. A link in a list says more than a mark: some marks of /a leave out the sign. */
export function ofMark(el: Element | null | undefined): Peer | undefined {
  const link = el && closest(el, 'a[href^="#"]');
  const written = attr(link, 'href')?.slice(1) ?? attr(el, 'data-peer-id');
  return written ? peerOf(written, client()) : undefined;
}

/** The open chat as its head is marked: a name says nothing of whose it is. */
export const marked = (): Peer | undefined =>
  ofMark(one(document, '.MiddleHeader [data-peer-id],.chat-info [data-peer-id]'));
