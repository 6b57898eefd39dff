// What an address of Bluesky names: its app and apps of the same paths, embeds, at:// URIs. Runs anywhere, offline.
// go.bsky.app and starter-pack-short are short links: they stay unknown. Handles are compared without case.
import type { Identity } from '../../flag/identity';
import type { PostDetails, Subject } from '../../flag/post';
import type { Address } from '../platform';
import { webAddress } from '../web-address';

const HOSTS =
  /^(?:(?:www|staging|main|embed)\.)?bsky\.(?:app|dev)$|^(?:(?:fx|vx|x)bsky|bskyx|bskye|deer|blacksky|witchsky)\.(?:app|social|community)$/;
const DID = /^did:(?:plc:[a-z2-7]{24}|web:[\w.:%-]+)$/;
const HANDLE = /^(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/i;
/** Ids that the app makes are 13 letters; others may choose any. */
const RKEY = /^[\w.:~-]{1,512}$/;
const LISTS = /^(?:feed|lists|starter-pack)$/;

export function addressOf(url: string): Address | null {
  const [, who = '', collection = '', rkey = ''] =
    /^(?:web\+)?at:\/\/([^/?#]+)(?:\/([\w.]+)\/([^/?#]+))?/.exec(url) ?? [];
  if (who) return record(decoded(who), collection, rkey);
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const [first = '', name = '', kind = '', id = ''] = address.segments;
  if (first === 'embed') return record(name, kind, id);
  if (first === 'oembed') return addressOf(address.params.get('url') ?? '');
  if (first === 'starter-pack') return list(name, first, kind);
  if (first !== 'profile') return null;
  if (kind === 'post') return post(name, id);
  return LISTS.test(kind) ? list(name, kind, id) : account(name);
}

/** Not decodeURIComponent: it throws at what is no UTF-8. */
const decoded = (who: string): string => new URLSearchParams(`=${who.replaceAll('+', '%2B')}`).get('') ?? who;

/** Names as at:// URIs and embeds have them. */
function record(who: string, collection: string, rkey: string): Address | null {
  if (collection === '') return account(who);
  if (collection === 'app.bsky.feed.post') return post(who, rkey);
  if (collection === 'app.bsky.feed.generator') return list(who, 'feed', rkey);
  if (collection === 'app.bsky.graph.starterpack') return list(who, 'starter-pack', rkey);
  return collection === 'app.bsky.graph.list' ? list(who, 'lists', rkey) : null;
}

/** A handle or a did, in the way that they are compared. */
export function nameOf(who: string): string | undefined {
  const name = who.replace(/^@/, '');
  if (DID.test(name)) return name;
  return HANDLE.test(name) ? name.toLowerCase() : undefined;
}

function post(who: string, rkey: string): Address | null {
  const name = nameOf(who);
  if (!name || !RKEY.test(rkey)) return null;
  return named('post', `https://bsky.app/profile/${name}/post/${rkey}`, [name, rkey]);
}

function list(who: string, kind: string, rkey: string): Address | null {
  const name = nameOf(who);
  if (!name || !RKEY.test(rkey)) return null;
  const path = kind === 'starter-pack' ? `starter-pack/${name}` : `profile/${name}/${kind}`;
  return named('website', `https://bsky.app/${path}/${rkey}`, [name, kind, rkey]);
}

function account(who: string): Address | null {
  const name = nameOf(who);
  return name ? named('account', `https://bsky.app/profile/${name}`, [name]) : null;
}

function named(subject: Subject, url: string, ids: readonly string[]): Address {
  return {
    platform: 'bluesky',
    subject,
    url,
    identities: [{ platform: 'bluesky', subject, ids }],
    id: ids.at(-1) ?? '',
  };
}

/** Handles change and dids do not: where both are known a post has both names. */
export function identitiesOf({ subject, postId, author }: PostDetails): Identity[] {
  const names = [author?.handle, author?.id].map((name) => nameOf(name ?? '')).filter((name) => name);
  return names.flatMap((name): Identity[] => {
    if (subject === 'account') return [{ platform: 'bluesky', subject, ids: [name ?? ''] }];
    return subject === 'post' && postId ? [{ platform: 'bluesky', subject, ids: [name ?? '', postId] }] : [];
  });
}
