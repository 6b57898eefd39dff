// What an address of SoundCloud names: a track, a set, an account. Runs anywhere, offline: on.soundcloud.com and snd.sc
// stay unknown. Names are compared without case; the secret part (s-...) of a private one stays.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, type WebAddress, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|m)\.)?soundcloud\.com$/;
const PLAYERS = /^(?:w|player|p)\.soundcloud\.com$/;
const APIS = /^api(?:-v2|-mobi|-widget)?\.soundcloud\.com$/;
const NAME = /^[\w-]+$/;
/** Lists of an account, and of a track. */
const LISTS =
  /^(?:tracks|albums|sets|reposts|likes|spotlight|comments|followers|following|popular-tracks|toptracks|recommended|groups|info)$/;
/** First segments that are pages of the site and no accounts. */
const RESERVED = new Set(
  `discover stream search upload you charts stations tags people pages settings notifications messages terms-of-use imprint
  mobile pro go jobs login signin logout signup popular explore groups player oembed feed library getstarted checkout artists
  community-guidelines connect download press swap-your-sound trending logout creators subscriptions home activity`.split(
    /\s+/,
  ),
);

export function addressOf(url: string): Address | null {
  const player = webAddress(url, PLAYERS);
  if (player) return embedded(player.params);
  const api = webAddress(url, APIS);
  if (api) return numbered(api);
  const page = webAddress(url, HOSTS);
  return page ? (numbered(page) ?? onSite(page.segments)) : null;
}

function onSite(segments: readonly string[]): Address | null {
  const [user = '', track, slug, token] = segments;
  if (user === 'discover' || user === 'stations') return track ? listed(segments) : null;
  if (!NAME.test(user) || RESERVED.has(user.toLowerCase())) return null;
  if (track === 'sets' && slug) return post([user, 'sets', slug], token);
  if (!track || LISTS.test(track))
    return named('soundcloud', 'account', `https://soundcloud.com/${user}`, [user.toLowerCase()]);
  if (!NAME.test(track)) return null;
  const comment = /^comment-(\d+)$/.exec(slug ?? '')?.[1];
  if (comment)
    return named('soundcloud', 'post', `https://soundcloud.com/${user}/${track}/comment-${comment}`, [
      'comments',
      comment,
    ]);
  return post([user, track], slug && !LISTS.test(slug) ? slug : undefined);
}

function post(path: readonly string[], token: string | undefined): Address {
  const url = `https://soundcloud.com/${path.map(encodeURIComponent).join('/')}${token ? `/${encodeURIComponent(token)}` : ''}`;
  return named(
    'soundcloud',
    'post',
    url,
    path.map((part) => part.toLowerCase()),
  );
}

/** Lists that the site itself makes. */
function listed(path: readonly string[]): Address {
  return named(
    'soundcloud',
    'website',
    `https://soundcloud.com/${path.map(encodeURIComponent).join('/')}`,
    path,
  );
}

/** Players name what they play in a parameter, mostly by number. */
function embedded(params: URLSearchParams): Address | null {
  const inner = params.get('url') ?? '';
  const token = params.get('secret_token');
  if (!URL.canParse(inner)) return null;
  const url = new URL(inner);
  if (token && !url.searchParams.has('secret_token')) url.searchParams.set('secret_token', token);
  return PLAYERS.test(url.hostname) ? null : addressOf(url.href);
}

/** By number: /tracks/1, /tracks/soundcloud:tracks:1. */
function numbered({ segments: [kind = '', last = ''], params, host }: WebAddress): Address | null {
  const id = /^(?:soundcloud:\w+:)?(\d+)$/.exec(last)?.[1];
  if (!id || !APIS.test(host) || !/^(?:tracks|playlists|users)$/.test(kind)) return null;
  const token = params.get('secret_token');
  const url = `https://api.soundcloud.com/${kind}/${id}${token ? `?secret_token=${encodeURIComponent(token)}` : ''}`;
  return named('soundcloud', kind === 'users' ? 'account' : 'post', url, [kind, id]);
}

/**
 * By number too, where the page says it: tracks, sets, comments and accounts are counted apart. A comment mostly has none:
 * then its track, writer and time tell it from others.
 */
export function identitiesOf(post: PostDetails): Identity[] {
  const { subject, postId, postUrl, threadId, author, postedAt } = post;
  const id = subject === 'account' ? author?.id : postId;
  if (threadId && !id && author?.handle && postedAt)
    return [{ platform: 'soundcloud', subject, ids: ['comments', threadId, author.handle, postedAt] }];
  if (!id || !/^\d+$/.test(id)) return [];
  const set = /\/sets\//.test(postUrl ?? '') ? 'playlists' : 'tracks';
  const kind = subject === 'account' ? 'users' : threadId ? 'comments' : set;
  return [{ platform: 'soundcloud', subject, ids: [kind, id] }];
}
