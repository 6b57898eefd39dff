// Reads Telegram: t.me (previews, embedded messages, pages of a message or of its sender) and the web clients.
// Runs in the page. Changes nothing, guesses nothing.
import type { PostDetails } from '../../flag/post';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, matches } from '../reading';
import { findPage, readFramed, readHolder } from './page';
import { MESSAGE, readMessage } from './preview-message';
import { findCard, readCard } from './web';
import { MESSAGE as CLIENT_MESSAGE } from './web-marks';
import { readClientMessage } from './web-message';

const ANY = `${MESSAGE},${CLIENT_MESSAGE}`;
const inClient = (): boolean => location.host.endsWith('.telegram.org');

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, ANY));
  const message = at?.path.find((el) => matches(el, ANY));
  if (at && message) return { subject: 'post', root: message, via: at.via, target: at.target };
  if (inClient()) return findCard(at);
  const named = from.kind === 'hint' && (from.linkUrl || from.srcUrl);
  return named ? null : findPage(at?.target);
}

function read(found: Found): PostDetails {
  const { root, subject } = found;
  if (matches(root, MESSAGE)) return readMessage(root);
  if (matches(root, CLIENT_MESSAGE)) return readClientMessage(root);
  if (subject === 'post') return readFramed();
  return inClient() ? readCard(found) : readHolder(subject);
}

export const platform: Platform = { platform: 'telegram', find, read };
