// What an address of Reddit names: posts, comments, people and communities in their many spellings. Runs anywhere,
// offline: share links (/s/) stay unknown. Ids are global, with their kind: t3 a post, t1 a comment.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, webAddress } from '../web-address';

/** Last, those that show the same posts under the same paths. */
const HOSTS =
  /^(?:(?:[\w-]+\.)?(?:(?:reddit|redditmedia|rxddit|vxreddit|safereddit)\.com|redd\.it|reddit[a-z2-7]{50}\.onion)|(?:redlib|libreddit|teddit)\.[a-z\d.-]+)$/;
const ID = /^(?:t\d_)?([a-z\d]{2,13})$/i;
const NAME = /^[\w-]{2,30}$/;
const SITE = 'https://www.reddit.com/';
/** Names that are no single community: feeds of many. */
const FEEDS = /^(?:all|popular|mod|friends|random|randnsfw|home)$/i;
/** What else there is of a person or a community. */
const VIEWS =
  /^(?:hot|new|top|rising|best|controversial|gilded|about|posts|overview|comments|submitted|achievements)?$/;

export function addressOf(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  if (!at) return null;
  const segments = at.segments.map((segment) => segment.replace(/\.(?:json|rss|compact|embed)$/, ''));
  const [first = '', second = ''] = segments;
  if (at.host.endsWith('redd.it')) return short(at.host, first);
  if (first === 'over18' || first === 'media') return wrapped(at.params);
  if (first === 'video') return NAME.test(second) ? medium('v', second) : null;
  const kind = /^(?:r|u|user)$/.exec(first)?.[0];
  if (!kind) return post('', segments);
  if (!NAME.test(second)) return null;
  const person = kind === 'r' ? /^u_(.+)/i.exec(second)?.[1] : second;
  const place = person ? `user/${person}/` : `r/${second}/`;
  return post(place, segments.slice(2)) ?? (person ? account(person, segments) : channel(second, segments));
}

/** /comments/<post>/<words>/<comment>/ and what is like it, after the community or the person. */
function post(
  place: string,
  [what = '', id = '', words = '', third = '']: readonly string[],
): Address | null {
  if (!/^(?:comments|gallery|duplicates|related|tb|poll|link)$/.test(what)) return null;
  const thread = ID.exec(id)?.[1]?.toLowerCase();
  const comment = what === 'comments' && ID.exec(third)?.[1]?.toLowerCase();
  if (!thread) return null;
  // in place of the words older and newer links say "_", "comment", or nothing
  const slug = /^(?:_|-|comment)?$/.test(words) || what === 'link' ? '' : encodeURIComponent(words);
  const url = `${SITE}${place}comments/${thread}/`;
  if (comment) return named('reddit', 'post', `${url}${slug || '_'}/${comment}/`, ['t1', comment]);
  return named('reddit', 'post', slug ? `${url}${slug}/` : url, ['t3', thread]);
}

function account(name: string, [, , view = '', more]: readonly string[]): Address | null {
  if (more || !VIEWS.test(view) || name === 'me') return null;
  return named('reddit', 'account', `${SITE}user/${name}/`, ['user', name.toLowerCase()]);
}

function channel(name: string, [, , view = '']: readonly string[]): Address | null {
  if (!VIEWS.test(view) || FEEDS.test(name)) return null;
  return named('reddit', 'channel', `${SITE}r/${name}/`, ['r', name.toLowerCase()]);
}

/** redd.it/<post>, and the hosts of pictures and videos; a preview has words before the picture's name. */
function short(host: string, name: string): Address | null {
  const kind = host.replace(/\.?redd\.it$/, '');
  if (/^(?:www)?$/.test(kind)) return post('', ['comments', name]);
  const isFile = kind === 'v' ? NAME.test(name) : /^[\w-]+\.\w{3,4}$/.test(name);
  return isFile && /^(?:i|v|preview)$/.test(kind)
    ? medium(kind.replace('preview', 'i'), name.replace(/^.*-v\d-/, ''))
    : null;
}

function medium(kind: string, id: string): Address {
  return named('reddit', 'media', `https://${kind}.redd.it/${id}`, [kind, id]);
}

/** The age gate and the picture viewer name what they show. */
function wrapped(params: URLSearchParams): Address | null {
  const inner = params.get('dest') ?? params.get('url') ?? '';
  return /^https:\/\/[\w.]+\/(?!over18|media)/.test(inner) ? addressOf(inner) : null;
}

/** A comment is known by its address or by the thread that it is in. */
export function identitiesOf({ subject, postId, postUrl, threadId, author, channel: place }: PostDetails) {
  const identity = (kind: string, id: string | undefined): Identity[] =>
    id ? [{ platform: 'reddit', subject, ids: [kind, id.replace(/^t\d_/, '').toLowerCase()] }] : [];
  if (subject === 'account') return [...identity('user', author?.handle), ...identity('t2', author?.id)];
  if (subject === 'channel')
    return [...identity('r', place?.name?.replace(/^r\//, '')), ...identity('t5', place?.id)];
  const isComment = addressOf(postUrl ?? '')?.identities[0]?.ids[0] === 't1' || threadId !== undefined;
  return identity(isComment ? 't1' : 't3', postId);
}
