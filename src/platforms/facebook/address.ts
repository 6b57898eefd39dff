// What an address of Facebook names. Runs anywhere, offline: /share/, fb.watch and fb.me need the network and stay unknown,
// and a redirector (l.facebook.com/l.php) is nothing of Facebook's.
import type { Identity } from '../../flag/identity';
import type { PostDetails, Subject } from '../../flag/post';
import type { Address } from '../platform';
import { named, webAddress } from '../web-address';
import { accountIn, accountPath, commentIds, decoded, groupIn, type Place, placeIn } from './places';

/** Country and language hosts ("es-la"), phones, and the service on Tor; not l., developers., business. and others. */
const HOSTS =
  /^(?:(?:www|w+|m|mbasic|web|touch|mobile|mtouch|free|0|d|p|x|z-m-?\w*|iphone|[a-z]{2,3}-[a-z]{2})\.)?(?:facebook\.com|fb\.com|facebook(?:corewwwi|wkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd)\.onion)$/;
const ROOT = 'https://www.facebook.com/';
/** First segments that are pages of Facebook and no accounts. */
const RESERVED = new Set(
  `watch reel reels photo photos groups hashtag event events help policies privacy legal terms login reg recover share sharer
  stories story marketplace gaming games messages notifications friends ads adsmanager business settings bookmarks search
  media pages people home live video plugins dialog tr me memories saved fundraiser fundraisers note notes jobs directory
  public careers about l flx ajax api graphql checkpoint find-friends offers weather places locations lite mobile composer
  ufi comment mbasic zero support security ad_campaign watchparty topic topics messenger_media livemap`.split(
    /\s+/,
  ),
);
const TABS =
  /\/(?:about|photos|videos|reels|friends|followers|following|mentions|posts|live_videos|events|community|reviews|groups|services|shop|sports|music|map|likes|menu|info|directory)\w*$/;

/** Things with a number, by what their addresses begin with. */
const THINGS: readonly (readonly [RegExp, string, (id: string) => string])[] = [
  [/^events\/(?:[^/]+\/)*(\d+)(?:\/|$)/, '', (id) => `events/${id}/`],
  [/^marketplace\/(?:np\/)?item\/(\d+)/, '', (id) => `marketplace/item/${id}/`],
  [/^notes\/[^/]+\/[^/]+\/(\d+)$/, '', (id) => `note.php?note_id=${id}`],
  [/^watchparty\/(\d+)$/, '', (id) => `watchparty/${id}`],
];

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { segments, params } = address;
  const path = segments.join('/').replace(/:0$/, '');
  for (const name of ['story_fbid', 'fbid']) params.set(name, (params.get(name) ?? '').replace(/:0$/, ''));
  const embedded = /^plugins\/(?:post|video|comment_embed)\.php$/.test(path) && params.get('href');
  if (embedded) return addressOf(embedded);
  return post(path, params) ?? thing(path, params) ?? holder(path, params);
}

const one = (subject: Subject, path: string, ids: readonly string[]): Address =>
  named('facebook', subject, ROOT + path, ids);

function post(path: string, params: URLSearchParams): Address | null {
  const inEvent = /^events\/(\d+)\/(?:permalink|posts)\/(\d+)/.exec(path)?.[2];
  const place = olderPlace(path, params) ?? placeIn(path, params);
  if (inEvent) return one('post', path, [inEvent]);
  if (!place) return null;
  const comment = place.reply ?? place.comment;
  return one('post', place.path, comment ? commentIds(comment, place.number ?? place.id) : [place.id]);
}

/** Spellings that no link of a page has today. */
function olderPlace(path: string, params: URLSearchParams): Place | undefined {
  const video = path === 'video/embed' ? params.get('video_id') : null;
  if (video) return placeIn('watch', new URLSearchParams({ v: video }));
  const inGroup =
    /^groups\/[^/]+$/.test(path) && params.get('view') === 'permalink' ? params.get('id') : null;
  if (inGroup) return placeIn(`${path}/permalink/${inGroup}`, params);
  return /^[^/]+\/activity\/\d+$/.test(path) ? placeIn(path.replace('activity', 'posts'), params) : undefined;
}

function thing(path: string, params: URLSearchParams): Address | null {
  for (const [pattern, kind, urlOf] of THINGS) {
    const id = pattern.exec(path)?.[1];
    if (id) return one('post', urlOf(id), kind ? [kind, id] : [id]);
  }
  const param = (name: string): string => /^\d+/.exec(params.get(name) ?? '')?.[0] ?? '';
  if (path === 'note.php' && param('note_id'))
    return one('post', `note.php?note_id=${param('note_id')}`, [param('note_id')]);
  if (path === 'ads/library' && param('id'))
    return one('post', `ads/library/?id=${param('id')}`, ['ad', param('id')]);
  return album(path, params) ?? story(path) ?? tag(path);
}

/** set=a.<album>.<older numbers>; other sets are views of one's own. */
function album(path: string, params: URLSearchParams): Address | null {
  const set = /^media\/set$/.test(path) ? /^a\.(\d+)/.exec(params.get('set') ?? '')?.[1] : undefined;
  const old = path.endsWith('/photos') && params.get('tab') === 'album' ? params.get('album_id') : undefined;
  const id = set ?? /^\d+$/.exec(old ?? '')?.[0];
  return id ? one('post', `media/set/?set=a.${id}`, ['album', id]) : null;
}

/** /stories/<tray>/<"S:_ISC:number" in base 64>. */
function story(path: string): Address | null {
  const [, tray, coded] = /^stories\/(\d+)\/([\w+-]+=*)$/.exec(path) ?? [];
  const id = coded && /:(\d+)$/.exec(decoded(coded.replace(/-/g, '+').replace(/_/g, '/')))?.[1];
  return tray && coded ? one('post', `stories/${tray}/${coded}/`, [id || coded]) : null;
}

function tag(path: string): Address | null {
  const name = /^hashtag\/([^/]+)$/.exec(path)?.[1]?.toLowerCase();
  return name ? one('website', `hashtag/${encodeURIComponent(name)}`, ['hashtag', name]) : null;
}

function holder(path: string, params: URLSearchParams): Address | null {
  const account = accountIn(
    path.replace(/^pg\/|^(?=pages\/)pages\/category\/(?=[^/]+\/\d+$)/, '').replace(TABS, ''),
    params,
  );
  if (account && !RESERVED.has(account.toLowerCase()))
    return one('account', accountPath(account), [folded(account)]);
  const group = groupIn(path);
  return group && !/^(?:joins|create|discover|notifications|category)$/.test(group)
    ? one('channel', `groups/${group}/`, [group.toLowerCase()])
    : null;
}

/** Names of accounts are the same in any case, with and without dots. */
const folded = (name: string): string => name.toLowerCase().replaceAll('.', '');

/** Numbers and pfbid… of one post are all its identities. A shared post without an address is known by who shares it. */
export function identitiesOf({
  subject,
  postId,
  otherIds,
  parentPostId,
  threadId,
  author,
  channel,
}: PostDetails): Identity[] {
  const of = (...ids: string[]): Identity => ({ platform: 'facebook', subject, ids });
  if (subject === 'account') return author?.id ? [of(author.id)] : [];
  if (subject === 'channel') return channel?.id ? [of(channel.id)] : [];
  if (subject !== 'post') return [];
  if (threadId && postId) return [of(...commentIds(postId, threadId))];
  const ids = [postId, ...(otherIds ?? [])].filter((id) => id !== undefined);
  if (ids.length === 0 && parentPostId) return [of('shared-in', parentPostId)];
  return ids.map((id) => of(id));
}
