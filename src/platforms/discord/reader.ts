// Finds messages, servers, channels and people on Discord's web client. Runs in the page. Changes nothing, guesses
// nothing: about fifty messages are in the page at a time, and a name that is not among them stays unknown.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, closest, matches, one } from '../reading';
import { findHolder, findInvite, readHolder } from './holder';
import { isCard, readCard, readMessage, readReplied } from './message';
import { FORUM_CARD, MESSAGE, REPLY } from './parts';

const posts = (): Element[] => all(document, `${MESSAGE},${FORUM_CARD}`);

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const inner = at?.path.find((el) => matches(el, MESSAGE) || isCard(el));
  // a message is marked twice, outside and inside
  const message = inner && (closest(inner, '[id^="chat-messages-"]') ?? inner);
  if (at && message) {
    const reply = at.path.find((el) => matches(el, REPLY) && one(el, '[id^="message-content-"]'));
    return { subject: 'post', root: reply ?? message, via: at.via, target: at.target };
  }
  if (from.kind === 'hint' && (from.linkUrl || from.srcUrl)) return null;
  return (at && findHolder(at)) ?? findInvite(at);
}

function read(found: Found): PostDetails {
  const { root, subject } = found;
  if (subject !== 'post') return readHolder(found);
  if (matches(root, REPLY)) return readReplied(root);
  return isCard(root) ? readCard(root) : readMessage(root);
}

export const platform: Platform = { platform: 'discord', find, read };
