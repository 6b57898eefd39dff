// What an address of YouTube, its players and mirrors names. Runs anywhere, offline.
// A comment has its own id; the video it stands under is its parent, never its identity.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, type WebAddress, webAddress } from '../web-address';

const OWN = /(?:^|\.)youtube(?:-nocookie|kids|\.googleapis)?\.com$/;
/** They show the same videos under the same ids; short ones have the id as their path. */
const SHORT = /^(?:www\.)?(?:youtu\.be|y2u\.be|vid\.plus)$/;
const MIRRORS =
  /^(?:(?:\w+\.)?invidious\.[a-z.]+|(?:www\.)?invidio\.us|yewtu\.be|inv\.[a-z.]+|piped\.[a-z.]+|(?:www\.)?(?:hooktube|zwearz|deturl|pwnyoutube|yourepeat)\.com)$/;
const HOSTS = new RegExp([OWN, SHORT, MIRRORS].map(({ source }) => source).join('|'));

const SITE = 'https://www.youtube.com/';
const PLAYERS = /^(?:v|vi|e|embed|shorts|live|watch|video)$/;
const COMMENT = /^[\w-]{10,}(?:\.[\w-]+)?$/;
/** First segments that are pages of YouTube and no names of channels. */
const RESERVED = new Set(
  `about account ads attribution_link browse channels clip creators embed error explore feed feeds gaming get_video_info
  hashtag howyoutubeworks iframe_api index jobs kids live live_chat live_chat_replay login logout movie movies music new
  oembed oops paid_memberships playlist podcasts post premium press privacy profile red redirect reporthistory results s
  select_site shared shorts show shows signin signup source sports storefront subscription_center t terms testtube
  trending tv upload user v vi video videos w watch watch_ajax watch_popup youtubei`.split(/\s+/),
);

export function addressOf(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  if (!at) return null;
  const inner = at.segments[0] === 'attribution_link' && at.params.get('u');
  if (inner) return URL.canParse(inner, SITE) ? addressOf(new URL(inner, SITE).href) : null;
  // of the hash-bang days: /watch#!v=id, /#/watch?v=id
  const [, old] = /^#(?:!|\/watch\?)(.*)/.exec(at.hash) ?? [];
  return old ? fromParts({ ...at, params: new URLSearchParams(old) }) : fromParts(at);
}

function fromParts(at: WebAddress): Address | null {
  const [lc] = [at.params.get('lc') ?? ''].filter((id) => COMMENT.test(id));
  const post = communityPost(at);
  const video = videoIn(at);
  const page = post ? `post/${post}` : video && `watch?v=${video}`;
  if (page && lc) return youtube('post', `${page}${post ? '?' : '&'}lc=${lc}`, [lc]);
  if (page) return youtube('post', page, [post ?? `${video}`]);
  return clip(at) ?? playlist(at) ?? channel(at);
}

const youtube = (subject: Address['subject'], path: string, ids: readonly string[]): Address =>
  named('youtube', subject, SITE + path, ids);

/** Eleven characters; what is stuck to them (a quote, a bracket, a second "?") is not theirs. */
const video = (text: string | null | undefined): string | undefined =>
  /^[\w-]{11}(?![\w-])/.exec(text ?? '')?.[0];

export function videoIn({ host, segments, params }: WebAddress): string | undefined {
  const [first = '', second] = segments;
  const byName = video(params.get('v') ?? params.get('amp;v') ?? params.get('amp;amp;v'));
  if (byName && (!first || /^(?:watch(?:_popup)?(?:\.php)?|movie|ytscreeningroom)$/.test(first)))
    return byName;
  if (SHORT.test(host) || (!OWN.test(host) && !second)) return byName ?? video(first);
  return PLAYERS.test(first) && second !== 'videoseries' && second !== 'live_stream'
    ? video(second)
    : undefined;
}

function communityPost({ segments, params }: WebAddress): string | undefined {
  const [first, second = ''] = segments;
  const id =
    first === 'post' ? second : /^(?:community|posts)$/.test(segments.at(-1) ?? '') && params.get('lb');
  return id && /^[\w-]{20,}$/.test(id) ? id : undefined;
}

function clip({ segments: [first, id] }: WebAddress): Address | null {
  return first === 'clip' && id && /^[\w-]{20,}$/.test(id)
    ? youtube('post', `clip/${id}`, ['clip', id])
    : null;
}

function playlist({ segments, params }: WebAddress): Address | null {
  const [first = '', second = ''] = segments;
  const list = first === 'browse' ? /^VL(.+)/.exec(second)?.[1] : params.get('list');
  const lists = /^(?:playlist|watch|browse|embed|show)$/.test(first);
  if (lists && list && /^[\w-]{2,}$/.test(list))
    return youtube('website', `playlist?list=${list}`, ['list', list]);
  if (first === 'browse' && second.startsWith('MPRE'))
    return named('youtube', 'website', `https://music.youtube.com/browse/${second}`, ['browse', second]);
  if (first !== 'hashtag' || !second) return null;
  return youtube('website', `hashtag/${encodeURIComponent(second)}`, ['hashtag', second.toLowerCase()]);
}

/** By id, by handle, or by one of the older names: without the network nobody knows that they are the same channel. */
function channel({ host, segments: [first = '', second = ''] }: WebAddress): Address | null {
  const [id] = (/^(?:channel|browse)$/.test(first) && /^UC[\w-]{22}$/.exec(second)) || [];
  if (id) return youtube('channel', `channel/${id}`, [id]);
  if (!OWN.test(host)) return null;
  if (/^@./.test(first))
    return youtube('channel', `@${encodeURIComponent(first.slice(1))}`, [first.toLowerCase()]);
  if (/^(?:c|user)$/.test(first) && second)
    return youtube('channel', `${first}/${encodeURIComponent(second)}`, [first, second.toLowerCase()]);
  if (!/^[\p{L}\p{N}]{1,60}$/u.test(first) || RESERVED.has(first.toLowerCase())) return null;
  return youtube('channel', encodeURIComponent(first), ['name', first.toLowerCase()]);
}

/** Handles are the same in capitals. */
export function identitiesOf(post: PostDetails): Identity[] {
  return identitiesOfIds('youtube', post).map(({ ids, ...rest }) => ({
    ...rest,
    ids: ids.map((id) => (id.startsWith('@') ? id.toLowerCase() : id)),
  }));
}
