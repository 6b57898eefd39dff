// Finds tracks, sets, comments and accounts on SoundCloud. Runs in the page. A set lists tracks, each its own post.
import type { PostDetails } from '../../flag/post';
import { findPage, isPage } from '../hosted';
import type { Found, From, Platform } from '../platform';
import { type Pointed, pointed } from '../pointing';
import { all, matches } from '../reading';
import { addressOf } from './address';
import { COMMENT, PROFILE, SOUND, soundIn } from './parts';
import { readAccount, readComment, readPage, readSound } from './read';

/** Where classes are of no use (mobile site, another layout): what lists are made of. */
const LISTS = 'li,article,[role="group"],[role="listitem"]';

function find(from: From): Found | null {
  const at = pointed(from, () => all(document, `${SOUND},${COMMENT}`));
  const comment = at?.path.find((el) => matches(el, COMMENT));
  if (at && comment)
    return { subject: 'post', root: outermost(at, COMMENT) ?? comment, via: at.via, target: at.target };
  const sound = at && soundAt(at);
  if (at && sound) return { subject: 'post', root: sound, via: at.via, target: at.target };
  const holder = at?.path.find((el) => matches(el, PROFILE));
  if (at && holder) return { subject: 'account', root: holder, via: at.via, target: at.target };
  if (from.kind === 'hint' && from.linkUrl) return null;
  const here = addressOf(location.href);
  return here && here.subject !== 'account' ? findPage(from, here.subject) : null;
}

const outermost = ({ path }: Pointed, selector: string): Element | undefined =>
  path.findLast((el) => matches(el, selector));

/** The largest element around that is of the same sound. */
function soundAt({ path }: Pointed): Element | undefined {
  let found: Element | undefined;
  let key = '';
  for (const el of path.filter((each) => matches(each, `${SOUND},${LISTS}`))) {
    const address = soundIn(el);
    const own = address ? JSON.stringify(address.identities) : '';
    if (found && own !== key) break;
    if (own) [found, key] = [el, own];
  }
  return found;
}

function read({ root, subject }: Found): PostDetails {
  if (matches(root, COMMENT)) return readComment(root);
  if (subject === 'account') return readAccount(root);
  return isPage(root) ? readPage(subject) : readSound(root);
}

export const platform: Platform = { platform: 'soundcloud', find, read };
