// What an address of VK names: walls, comments, photos, videos, clips, documents, people and communities, on any of its
// hosts and behind ?w= and ?z=. Runs anywhere, offline: vk.cc stays unknown. Owners below zero are communities.
import type { Identity } from '../../flag/identity';
import type { PostDetails, Subject } from '../../flag/post';
import type { Address } from '../platform';
import { type WebAddress, webAddress } from '../web-address';

const HOSTS = /(?:^|\.)(?:vk\.com|vk\.ru|vkontakte\.ru|vkvideo\.ru)$|^(?:live\.)?vkplay\.(?:live|ru)$/;
const LIVE = /^(?:live\.vkvideo\.ru|(?:live\.)?vkplay\.(?:live|ru))$/;
/** A thing of an owner, with the number of a comment where that is in the same word. */
const THING =
  /^(?<kind>wall|photo|video|clip|story|topic|product|doc|article)(?<owner>-?\d+)_(?<id>\d+)(?:_r(?<reply>\d+))?(?=$|[%/?_])/;
const HOLDER = /^(?:id(?<person>\d+)|(?:club|public|event)(?<group>\d+)|wall(?<wall>-?\d+))$/;
/** First segments that are functions of the site and no names. */
const RESERVED =
  /^(?:feed|im|al_\w+|friends|groups|photos?|videos?|audios?|music|login|settings|search|market|docs?|apps?|games|services|about|help|terms|privacy|join|restore|dev|support|clips?|stories|story|bookmarks|fave|calls|reports|albums?|tag|notifications|edit|write|call|share\.php|away(?:\.php)?|video_ext\.php|widget_\w+\.php|page|podcasts?|playlist|catalog|trends|for_you|categories|history|subscriptions|audiobooks|all|discover|mail|menu|badbrowser\.php|legal|jobs|ads|products|data)$/;
const LISTED =
  /^(?:albums?|photos|videos|audios|clips|docs|topics|market|page|playlist|audio_playlist|friends|app)-?\d/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { host, segments, params } = address;
  if (LIVE.test(host)) return live(segments);
  const words = [params.get('z'), params.get('w'), ...[...segments].reverse()];
  for (const word of words) {
    const found = THING.exec(word ?? '')?.groups;
    if (found) return thing(found, address, (word ?? '').split('/')[1]);
  }
  if (segments[0] === 'video_ext.php') return embedded(params);
  const playlist = /(?:^|\/)playlist\/(-?\d+_-?\d+)$/.exec(segments.join('/'))?.[1];
  if (playlist) return found('website', `https://vk.com/video/playlist/${playlist}`, ['playlist', playlist]);
  return holder(segments, params);
}

type Parts = Readonly<Record<string, string | undefined>>;

/** What opens a private thing stays: keys in the address or behind the id. */
function keysOf(params: URLSearchParams, behind: string | undefined): string {
  const kept = new URLSearchParams();
  for (const name of ['access_key', 'hash', 'dl', 'list']) {
    const value = params.get(name) ?? (name === 'list' ? behind : undefined);
    if (value && (name !== 'list' || /^(?:[\da-f]{10,}|ln-\w+)$/.test(value))) kept.set(name, value);
  }
  return String(kept);
}

function thing(
  { kind = '', owner = '', id = '', reply }: Parts,
  { params }: WebAddress,
  behind?: string,
): Address {
  const number = reply ?? params.get('reply') ?? (kind === 'topic' ? params.get('post') : null);
  const comment = /^\d+$/.test(number ?? '') ? number : undefined;
  const path = `https://vk.com/${kind}${owner}_${id}`;
  // a clip is a video of its owner, and comments of a wall are numbered with its posts
  const kept = /^(?:wall|topic|story|product)$/.test(kind) ? '' : keysOf(params, behind);
  const named = kind === 'clip' ? 'video' : kind;
  const subject = kind === 'doc' ? 'file' : 'post';
  if (!comment) return found(subject, kept ? `${path}?${kept}` : path, [named, `${owner}_${id}`]);
  const thread = /^\d+$/.exec(params.get('thread') ?? '')?.[0];
  const more = kind === 'topic' ? `post=${comment}` : `reply=${comment}${thread ? `&thread=${thread}` : ''}`;
  const ids = kind === 'wall' ? ['wall', `${owner}_${comment}`] : [named, `${owner}_${id}`, 'reply', comment];
  return { ...found('post', `${path}?${more}`, ids), id: kind === 'wall' ? `${owner}_${comment}` : comment };
}

/** A video in a frame: its hash opens it where it is private. */
function embedded(params: URLSearchParams): Address | null {
  const [owner = '', id = '', hash] = ['oid', 'id', 'hash'].map((name) => params.get(name) ?? undefined);
  if (!/^-?\d+$/.test(owner) || !/^\d+$/.test(id)) return null;
  const url = hash
    ? `https://vk.com/video_ext.php?oid=${owner}&id=${id}&hash=${encodeURIComponent(hash)}`
    : `https://vk.com/video${owner}_${id}`;
  return found('post', url, ['video', `${owner}_${id}`]);
}

function live([name = '', kind, id]: readonly string[]): Address | null {
  if (!/^[\w.-]{2,}$/.test(name)) return null;
  const url = `https://live.vkvideo.ru/${name}`;
  if (kind === 'record' && /^[\da-f-]{36}$/.test(id ?? ''))
    return found('post', `${url}/record/${id}`, ['record', id ?? '']);
  return found('account', url, ['live', name.toLowerCase()]);
}

/** People, communities and what else has a name: of a name alone nobody can tell which, so all are accounts. */
function holder(segments: readonly string[], params: URLSearchParams): Address | null {
  const [first = ''] = segments;
  const { person, group, wall } = HOLDER.exec(first)?.groups ?? {};
  const id = person ?? (group ? `-${group}` : wall);
  if (id) return numbered(id);
  const named = /^@([\w.]+)(?:-([\w-]+))?$/.exec(segments.find((segment) => segment.startsWith('@')) ?? '');
  if (named?.[2])
    return found('post', `https://vk.com/@${named[1]}-${named[2]}`, [
      '@',
      `${named[1]}-${named[2]}`.toLowerCase(),
    ]);
  const name = named?.[1] ?? first;
  const club = /^club(\d+)$/.exec(params.get('w') ?? '')?.[1];
  if (club) return numbered(`-${club}`);
  if (!named && (segments.length > 1 || RESERVED.test(name) || LISTED.test(name))) return null;
  return /^[a-z\d][\w.]{1,40}$/i.test(name)
    ? found('account', `https://vk.com/${name}`, ['name', name.toLowerCase()])
    : null;
}

function numbered(id: string): Address | null {
  return id.startsWith('-')
    ? found('channel', `https://vk.com/club${id.slice(1)}`, ['id', id])
    : found('account', `https://vk.com/id${id}`, ['id', id]);
}

function found(subject: Subject, url: string, ids: readonly string[]): Address {
  return {
    platform: 'vk',
    subject,
    url,
    identities: [{ platform: 'vk', subject, ids }],
    id: ids.at(-1) ?? '',
  };
}

/** Of people and communities: by number and by name. Posts are named by their address or by their id. */
export function identitiesOf({ subject, author, channel }: PostDetails): Identity[] {
  const of = (as: Subject, ...ids: string[]): Identity => ({ platform: 'vk', subject: as, ids });
  if (subject !== 'account' && subject !== 'channel') return [];
  const id = subject === 'channel' ? channel?.id : author?.id;
  const name = addressOf((subject === 'channel' ? channel?.url : author?.profileUrl) ?? '');
  const handle = author?.handle?.toLowerCase();
  return [
    ...(id ? [of(subject, 'id', id)] : []),
    ...(name?.identities ?? []),
    ...(handle ? [of('account', 'name', handle)] : []),
  ];
}
