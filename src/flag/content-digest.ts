// The digest of what a post says: the same for the same post captured twice, whatever changed around it. Runs anywhere.
// In it: platform, who says it, the words, what is quoted, which media. Not in it: counts, times, addresses, links (their
// tracking changes), display names where there is a handle, the number of pictures (carousels show some at a time).
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { PostDetails, Quoted } from './post';

/** Raised when the way digests are made changes; those of two versions never match. */
const DIGEST_VERSION = 1;

/**
 * Media that are named by what they are, not by where they lie: host, and where the name is. Of all other hosts (signed and
 * sharded delivery networks) only the kind counts: their addresses differ from one load of a page to the next.
 */
const NAMED: readonly (readonly [host: string, name: RegExp])[] = [
  ['pbs.twimg.com', /^\/media\/([\w-]+)/u],
  ['i.ytimg.com', /^\/vi(?:_webp)?\/([\w-]+)\//u],
  ['cdn.bsky.app', /\/([a-z0-9]+)@\w+$/u],
  ['i.redd.it', /^\/([\w-]+)\.\w+$/u],
  ['i.4cdn.org', /\/(\d+)\.\w+$/u],
];

/** Undefined for what says nothing by itself: no words, no media, nothing quoted; and for a page as a whole. */
export function contentDigest(platform: string, post: PostDetails): string | undefined {
  const { media = [], quoted, subject, text } = post;
  const words = plain(text);
  const inside = quoted && quotedParts(quoted);
  // a page as a whole has its advertisements and counts among its words
  if (subject === 'website' || (words === '' && media.length === 0 && inside === undefined)) return undefined;
  const parts = {
    version: DIGEST_VERSION,
    platform,
    by: whoSays(post),
    words,
    // the first lines of a folded post are not the whole of it
    ...(post.textTruncated === true ? { truncated: true } : {}),
    ...(inside === undefined ? {} : { quoted: inside }),
    media: [...new Set(media.map(({ kind, url }) => [kind, ...nameOf(url)].join(' ')))].sort(),
  };
  return bytesToHex(sha256(utf8ToBytes(canonicalize(parts) ?? '')));
}

/** As displayed, without what editors and browsers do to it: composed letters, one space for any white space. */
function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function quotedParts({ author, relation, text }: Quoted): object | undefined {
  // what is replied to stands above a post in its thread, and not in a feed
  return relation === 'reply_to' ? undefined : { relation, by: idOf(author), words: plain(text) };
}

/** A name that people choose anew counts only where there is nothing else. */
function whoSays({ author, channel }: PostDetails): string {
  return idOf({ ...author, displayName: undefined }) || channelId(channel) || plain(author?.displayName);
}

function idOf(author: PostDetails['author'] | undefined): string {
  return (author?.handle?.toLowerCase() ?? author?.id ?? plain(author?.displayName)).normalize('NFC');
}

function channelId(channel: PostDetails['channel']): string {
  const { id, name, url } = channel ?? {};
  return url === undefined || !URL.canParse(url) ? (id ?? plain(name)) : new URL(url).pathname.toLowerCase();
}

function nameOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { host, pathname } = new URL(url);
  const name = NAMED.find(([named]) => named === host)?.[1].exec(pathname)?.[1];
  return name === undefined ? [] : [name];
}
