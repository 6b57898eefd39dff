// What an address names on servers of the fediverse that are not Mastodon's: notes, notices, pictures, videos, threads.
// Runs anywhere, offline. Hosts are not known here: `addressOf` answers only for shapes that are nobody else's (videos of
// PeerTube, posts of GoToSocial, notices of Pleroma); in a page that is known to be one of these, `entryOf` reads the rest.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named } from '../web-address';

/** Of the random kind, as PeerTube makes them. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const SHAPES: readonly (readonly [kind: string, path: RegExp])[] = [
  ['video', /^\/(?:w|videos\/(?:watch|embed))\/([\da-fA-F-]{36}|[1-9a-km-zA-HJ-NP-Z]{21,22})$/],
  ['status', /^\/@[\w.-]+\/statuses\/([\dA-HJKMNP-TV-Z]{26})$/],
  ['notice', /^\/notice\/(A[\w]{17})$/],
  ['notice', /^\/notice\/(\w{1,40})$/],
  ['note', /^\/notes\/([\da-z]{8,32})$/],
  ['post', /^\/@[\w.-]+(?:@[\w.:-]+)?\/posts\/(\w{5,40})$/],
  ['p', /^\/p\/[\w.-]+\/(\d{5,20})$/],
  ['p', /^\/i\/web\/post\/(\d{5,20})$/],
  ['post', /^\/post\/(\d{1,12})$/],
  ['comment', /^\/comment\/(\d{1,12})$/],
  ['comment', /^\/post\/\d{1,12}\/(\d{1,12})$/],
  ['display', /^\/display\/([\da-f-]{20,40})$/],
  ['objects', /^\/objects\/([\da-f-]{36})$/],
];
/** How many of them, from the start, are nobody else's. */
const UNMISTAKABLE = 3;
const LETTERS = '123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** The post that an address on such a server names. */
export function entryOf(url: string | null | undefined, shapes = SHAPES): Address | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol)) return undefined;
  const path = pathname.replace(/\/$/, '').replace(/%40/gi, '@');
  for (const [kind, shape] of shapes) {
    const [, id] = shape.exec(path) ?? [];
    if (!id) continue;
    if (kind !== 'video') return named('fediverse', 'post', `https://${host}${path}`, [host, kind, id]);
    const uuid = uuidOf(id);
    // a video has one id on every server that shows it
    return uuid
      ? named('fediverse', 'post', `https://${host}/videos/watch/${uuid}`, ['video', uuid])
      : undefined;
  }
  return undefined;
}

/** Short ids of videos are the same number in other letters. */
function uuidOf(id: string): string | undefined {
  let number = 0n;
  for (const letter of id) number = number * 58n + BigInt(LETTERS.indexOf(letter));
  const hex = number.toString(16).padStart(32, '0');
  const uuid = id.length === 36 ? id.toLowerCase() : hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return UUID.test(uuid) ? uuid : undefined;
}

export function addressOf(url: string): Address | null {
  return entryOf(url, SHAPES.slice(0, UNMISTAKABLE)) ?? null;
}

export function identitiesOf({ subject, postUrl, author }: PostDetails): Identity[] {
  if (subject === 'account')
    return author?.handle ? [{ platform: 'fediverse', subject, ids: [author.handle.toLowerCase()] }] : [];
  return [...(entryOf(postUrl)?.identities ?? [])];
}
