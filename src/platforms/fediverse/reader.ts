// Finds posts and accounts on servers of the fediverse that are not Mastodon's. Runs in the page. Changes nothing.
import type { PostDetails } from '../../flag/post';
import { displayedText } from '../displayed-text';
import type { Found, From, Platform } from '../platform';
import { pointed } from '../pointing';
import { all, closest, known, matches, one } from '../reading';
import { entryOf } from './address';
import { POST, personOf, readPost } from './post';

const posts = (): Element[] => all(document, POST);

function find(from: From): Found | null {
  const at = pointed(from, posts);
  const post = at?.path.find((el) => matches(el, POST));
  if (at && post) return { subject: 'post', root: post, via: at.via, target: at.target };
  const person = at?.path.find((el) => matches(el, 'a') && personOf(el) && !closest(el, 'nav,aside'));
  if (at && person) return { subject: 'account', root: person, via: at.via, target: at.target };
  const nothing = from.kind === 'hint' && !from.linkUrl && !from.srcUrl;
  const opened = nothing && entryOf(location.href) ? one(document, POST) : null;
  return opened ? { subject: 'post', root: opened, via: 'page' } : null;
}

function read({ root, subject }: Found): PostDetails {
  if (subject === 'post') return readPost(root);
  const { handle, url } = personOf(root) ?? {};
  return known<PostDetails>({
    subject: 'account',
    postUrl: url,
    postUrlSource: 'permalink_dom',
    author: known({ handle, displayName: displayedText(root), profileUrl: url }),
  });
}

export const platform: Platform = { platform: 'fediverse', find, read };
