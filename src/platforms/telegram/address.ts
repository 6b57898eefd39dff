// What an address of Telegram names: t.me in its many spellings, tg:// links, chats of the web clients.
// Runs anywhere, offline. Names are compared without case.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named as namedOn, webAddress } from '../web-address';
import { type Peer, peerOf, peerUrl, userOf } from './peer';

/** A name may stand before the host; web, a, k and z there choose a client and name nothing. */
const HOSTS = /^(?:(?:www|web|[akz]|(?<name>[a-z]\w{3,31}))\.)?(?:t\.me|telegram\.me|telegram\.dog)$/i;
const CLIENTS = /^(?:(?<client>web[akz]?|[akz])\.)?(?:web\.)?telegram\.org$/i;
const NAME = /^[a-z]\w{3,31}$/i;
const ID = /^\d{1,19}$/;
/** First segments that are functions of the site and no channels. */
const RESERVED = new Set(
  `joinchat addstickers addemoji addtheme addlist proxy socks share login confirmphone setlanguage invoice boost giftcode
  contact stickers dlurl apps premium faq`.split(/\s+/),
);

interface Place {
  readonly segments: readonly string[];
  readonly comment: string | null;
}

export function addressOf(url: string): Address | null {
  if (!URL.canParse(url)) return null;
  const chat = chatOf(url);
  if (chat !== undefined) return chat;
  const place = placeOf(new URL(url));
  if (!place) return null;
  const [first = '', ...rest] = place.segments;
  if (first === 'c') return numbered(rest);
  if (/^(?:\+|%2B|%20|joinchat$)/i.test(first)) return invited(first, rest[0]);
  if (!NAME.test(first) || RESERVED.has(first.toLowerCase())) return null;
  return rest[0] === 's' ? story(first, rest[1]) : inChannel(first, rest, place.comment);
}

/** A chat of a web client stands in the hash; undefined when the address is none of theirs. */
function chatOf(url: string): Address | null | undefined {
  const at = webAddress(url, CLIENTS);
  if (!at) return undefined;
  const client = at.segments[0] === 'k' ? 'k' : 'a';
  const hash = at.hash.slice(1);
  const app = new URLSearchParams(hash.replace(/^\/?\?/, '')).get('tgaddr');
  if (app?.startsWith('tg:')) return addressOf(app);
  // the first web client: #/im?p=@name, u123, g123, or c123 and s123 with a key
  const [, letter, first = ''] = /^\/im\?p=([ugcs@])([a-z\d]\w*)/i.exec(hash) ?? [];
  if (!letter) return chat(peerOf(hash, client));
  const number = first.replace(/_.*/, '');
  if (letter === '@') return chat(first);
  return chat(letter === 'u' ? `user:${number}` : letter === 'g' ? `group:${number}` : number);
}

function chat(peer: Peer | undefined): Address | null {
  const user = userOf(peer);
  if (!peer || !/^(?:\w+:)?\w+$/.test(peer)) return null;
  if (user) return named('account', peerUrl(peer), ['id', user]);
  return named('channel', peerUrl(peer), [peer.toLowerCase()]);
}

function placeOf(url: URL): Place | null {
  if (url.protocol === 'tg:') return placeInApp(url);
  const host = HOSTS.exec(url.hostname.replace(/\.$/, ''));
  if (!host || !/^https?:$/.test(url.protocol)) return null;
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  const { name } = host.groups ?? {};
  // /s/<name> is the preview of a channel, with the same ids
  const path = segments[0] === 's' ? segments.slice(1) : segments;
  return { segments: name ? [name, ...path] : path, comment: url.searchParams.get('comment') };
}

/** tg://resolve?domain=&post=, tg://privatepost?channel=&post=, tg://join?invite= */
function placeInApp(url: URL): Place | null {
  const action = url.hostname || url.pathname.replace(/^\/+/, '');
  const value = (name: string): string[] => url.searchParams.getAll(name).slice(0, 1);
  const comment = url.searchParams.get('comment');
  if (action === 'resolve') {
    const [phone] = value('phone');
    if (phone) return { segments: [`+${phone.trim()}`], comment: null };
    const [story] = value('story');
    return { segments: [...value('domain'), ...(story ? ['s', story] : value('post'))], comment };
  }
  if (action === 'privatepost') return { segments: ['c', ...value('channel'), ...value('post')], comment };
  return action === 'join' ? { segments: ['joinchat', ...value('invite')], comment } : null;
}

/** Private channels and groups: a number instead of a name. */
function numbered([channel = '', ...rest]: readonly string[]): Address | null {
  const id = rest.at(-1);
  if (!ID.test(channel)) return null;
  if (!id) return named('channel', `https://t.me/c/${channel}`, [channel]);
  return ID.test(id) ? named('post', `https://t.me/c/${channel}/${id}`, [channel, id]) : null;
}

/** The last number is the message; one before it is a topic, which ids do not depend on. */
function inChannel(name: string, rest: readonly string[], comment: string | null): Address | null {
  const id = rest.at(-1);
  const channel = name.toLowerCase();
  if (!id) return named('channel', `https://t.me/${name}`, [channel]);
  if (rest.length > 2 || !rest.every((segment) => ID.test(segment))) return null;
  const url = `https://t.me/${name}/${id}`;
  return comment && ID.test(comment)
    ? named('post', `${url}?comment=${comment}`, [channel, id, comment])
    : named('post', url, [channel, id]);
}

function story(name: string, id: string | undefined): Address | null {
  return id && ID.test(id)
    ? named('post', `https://t.me/${name}/s/${id}`, [name.toLowerCase(), 's', id])
    : null;
}

function invited(first: string, second: string | undefined): Address | null {
  const hash = first === 'joinchat' ? second : first.replace(/^(?:\+|%2B|%20)/i, '');
  if (!hash || !/^[\w-]{10,}$/.test(hash)) return null;
  // +<digits> is the telephone number of an account
  if (ID.test(hash) && hash.length < 16 && first !== 'joinchat')
    return named('account', `https://t.me/+${hash}`, [`+${hash}`]);
  return named('channel', `https://t.me/+${hash}`, ['+', hash]);
}

function named(subject: Address['subject'], url: string, ids: readonly string[]): Address {
  return namedOn('telegram', subject, url, ids);
}

/**
 * By name and by number, for the message and every part of its album. Every account counts messages of people and of small
 * groups by itself: there the words belong to the key.
 */
export function identitiesOf(post: PostDetails): Identity[] {
  const address = addressOf(post.postUrl ?? post.channel?.url ?? '');
  const [place = []] = address?.identities.map(({ ids }) => ids) ?? [];
  const name = address?.subject === 'account' ? undefined : place[0];
  const containers = [...new Set([name, post.channel?.id])].filter((id) => id !== undefined);
  if (post.subject === 'account' && post.author?.id)
    return [{ platform: 'telegram', subject: 'account', ids: ['id', post.author.id] }];
  if (post.subject !== 'post')
    return containers.map((id) => ({ platform: 'telegram', subject: 'channel', ids: [id] }));
  // a story or a comment: its address says all
  if (address?.subject === 'post' && place.length > 2) return [];
  const ids = [post.postId, ...(post.otherIds ?? [])].filter((id) => id !== undefined);
  return containers.flatMap((container) => {
    const words = container.includes(':') ? [post.text?.slice(0, 100) ?? ''] : [];
    return ids.map((id) => ({ platform: 'telegram', subject: 'post', ids: [container, id, ...words] }));
  });
}
