// What an address of VK names: walls, comments, photos, videos, clips, documents, people and communities, on any of its
// hosts, in frames, live. Runs anywhere, offline: vk.cc stays unknown.
import type { Address } from '../platform';
import { webAddress } from '../web-address';
import { found, HOSTS, linked, numbered } from './things';

export { identitiesOf } from './things';

const LIVE = /^(?:live\.vkvideo\.ru|(?:live\.)?vkplay\.(?:live|ru))$/;

/** First segments that are functions of the site and no names. */
const RESERVED =
  /^(?:al_\w+|away|settings|notifications|stories|apps?.*|market.*|playlists?.*|music|login|games|services|about|help|terms|privacy|join|restore|dev|support|story|bookmarks|fave|calls|reports|tag|edit|write|call|page.*|podcasts?|catalog|trends|for_you|categories|history|subscriptions|audiobooks|discover|mail|menu|legal|jobs|ads|products|data|audio_playlist.*)$/;

export function addressOf(url: string): Address | null {
  const streams = webAddress(url, LIVE);
  if (streams) return live(streams.segments);
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { segments, params } = address;
  if (segments[0] === 'video_ext.php') return embedded(params);
  const [, playlist] = /(?:^|\/)playlist\/(-?\d+_-?\d+)$/.exec(segments.join('/')) ?? [];
  if (playlist) return found('website', `https://vk.com/video/playlist/${playlist}`, ['playlist', playlist]);
  const [, article] = /^@([\w.]+-[\w-]+)$/.exec(segments[0] ?? '') ?? [];
  if (article) return found('post', `https://vk.com/@${article}`, ['@', article.toLowerCase()]);
  const [, club] = /^(?:club|public|event)(\d+)$/.exec(params.get('w') ?? '') ?? [];
  if (club) return numbered(`-${club}`);
  const named = linked(url);
  return named?.identities[0]?.ids[0] === 'name' && RESERVED.test(named.id ?? '') ? null : named;
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
