// What an address of X, old Twitter or a mirror names. Runs anywhere, offline: t.co and other short links stay unknown.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named as namedOn, webAddress } from '../web-address';

const HOSTS =
  /^(?:(?:w+|m|mobile|\d+)\.)?(?:x|twitter)\.com$|(?:^|\.)twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid\.onion$/;
/** They show the same posts under the same paths. */
const MIRRORS =
  /(?:^|\.)(?:nitter\.[a-z.]+|xcancel\.com|(?:fx|vx)twitter\.com|fixupx\.com|fixvx\.com|twittpr\.com)$/;
const POSTS = [
  /^\/(?<handle>\w{1,15})\/status(?:es)?\/(?<id>\d{1,19})(?=\/|$)/i,
  /^\/i\/(?:web\/)?status\/(?<id>\d{1,19})(?=\/|$)/i,
  /^\/i\/(?:videos(?:\/tweet)?|cards\/tfw\/v1)\/(?<id>\d{1,19})(?=\/|$)/i,
  /^\/statuses\/(?<id>\d{1,19})(?=\/|$)/i,
];
const OTHERS = /^\/i\/(?<kind>user|spaces|broadcasts|events|lists|communities)\/(?<id>\w{1,30})(?=\/|$)/i;
const ARTICLE = /^\/(?<handle>\w{1,15})\/article\/(?<id>\d{1,19})(?=\/|$)/i;
const PROFILE =
  /^\/(?<handle>\w{1,15})(?:\/(?:with_replies|media|likes|highlights|articles|photo|header_photo|followers|following|verified_followers|about|superfollows|affiliates))?\/?$/i;
/** First segments that are pages of X and no accounts. */
const RESERVED = new Set(
  `home explore search notifications messages settings compose login logout signup i tos privacy about download jobs
  hashtag share intent oauth account who_to_follow bookmarks lists me widgets help rules`.split(/\s+/),
);

export function addressOf(url: string): Address | null {
  const path = pathOf(url);
  return path === null ? null : (post(path) ?? other(path) ?? account(path));
}

/** Paths of the hash-bang days count as paths: /#!/name/status/1 and /%23!/name/status/1. */
function pathOf(url: string): string | null {
  const at = webAddress(url, HOSTS) ?? webAddress(url, MIRRORS);
  if (!at) return null;
  if (at.hash.startsWith('#!/')) return at.hash.slice(2).replace(/\?.*/, '');
  return `/${at.segments.join('/')}`.replace(/^\/#!/, '');
}

function post(path: string): Address | null {
  for (const pattern of POSTS) {
    const { handle, id } = pattern.exec(path)?.groups ?? {};
    if (id)
      return named('post', `https://x.com/${handle && handle !== 'i' ? handle : 'i'}/status/${id}`, [id]);
  }
  return null;
}

function other(path: string): Address | null {
  const article = ARTICLE.exec(path)?.groups;
  if (article?.id)
    return named('post', `https://x.com/${article.handle}/article/${article.id}`, ['article', article.id]);
  const { kind: written, id } = OTHERS.exec(path)?.groups ?? {};
  if (!written || !id) return null;
  const kind = written.toLowerCase();
  const url = `https://x.com/i/${kind}/${id}`;
  if (kind === 'user') return named('account', url, ['id', id]);
  return named(
    /spaces|broadcasts/.test(kind) ? 'media' : kind === 'communities' ? 'channel' : 'website',
    url,
    [kind, id],
  );
}

function account(path: string): Address | null {
  const handle = PROFILE.exec(path)?.groups?.handle;
  if (!handle || RESERVED.has(handle.toLowerCase())) return null;
  return named('account', `https://x.com/${handle}`, [handle.toLowerCase()]);
}

function named(subject: Address['subject'], url: string, ids: readonly string[]): Address {
  return namedOn('x', subject, url, ids);
}

/** An account is known by its number too. A quoted post without an address is known by the one that quotes it. */
export function identitiesOf({ subject, postId, parentPostId, author }: PostDetails): Identity[] {
  if (subject === 'account') return author?.id ? [{ platform: 'x', subject, ids: ['id', author.id] }] : [];
  if (subject !== 'post') return [];
  if (postId) return [{ platform: 'x', subject, ids: [postId] }];
  const handle = author?.handle ? [author.handle.toLowerCase()] : [];
  return parentPostId ? [{ platform: 'x', subject, ids: ['quoted-in', parentPostId, ...handle] }] : [];
}
