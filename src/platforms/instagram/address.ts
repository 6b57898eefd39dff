// What an address of Instagram names. Runs anywhere, offline: shared links that only the network resolves stay unknown.
import type { Identity } from '../../flag/identity';
import type { PostDetails, Subject } from '../../flag/post';
import type { Address } from '../platform';
import { named, webAddress } from '../web-address';
import { codeAlone, codeOf, mediaIdOf } from './shortcode';

/** With the mirrors that show the same posts under the same paths. */
const HOSTS = /^(?:(?:www|w+|m|mobile|web|[dg])\.)?(?:(?:dd|kk|ee|vx)?instagram\.com|instagr\.am)$/;
const ROOT = 'https://www.instagram.com/';
const POST =
  /^(?:(?!share\/)[\w.]{1,30}\/)?(p|reels?|tv)\/([\w-]{1,80})(?:\/c\/(\d+)(?:\/r\/(\d+))?)?(?:\/|$)/;
const GUIDE = /^[\w.]{1,30}\/guide\/[^/]+\/(\d+)$/;
const STORY = /^stories\/([\w.]{1,30})(?:\/(\d+))?$/;
const LIST = /^(?:explore\/(tags|locations)|reels\/(audio))\/([^/]+)/;
const ACCOUNT =
  /^(?:_[un]\/)?([\w.]{1,30})(?:\/(?:reels|tagged|saved|channel|feed|guides?|followers|following|live|reposts|embed))?$/;
/** First segments that are pages of Instagram and no accounts. */
const RESERVED = new Set(
  `explore accounts about developer developers legal p reel reels tv stories direct share s web graphql api emails session
  challenge oauth press help privacy highlights terms directory topics download nametag ar create your_activity data security blog
  jobs static channel notifications qr archive settings ads business shop locations language ajax consent linkshim push
  public invites igtv hashtag location audio sem embed.js lite _u _n popular`.split(/\s+/),
);

export function addressOf(url: string): Address | null {
  const inApp = /^instagram:\/\/(media|user)\?(?:id|username)=([\w.]+)/.exec(url);
  if (inApp?.[2])
    return inApp[1] === 'user'
      ? account(inApp[2])
      : /^\d{1,20}$/.test(inApp[2])
        ? post('p', codeOf(inApp[2]))
        : null;
  const address = webAddress(url, HOSTS);
  const path = address?.segments.join('/').replace(/^%23!\//, '');
  if (!path) return null;
  const shared = address?.segments[0] === 's' ? highlightIn(address.segments[1] ?? '') : path;
  return (
    postAt(shared) ?? storyAt(shared, address?.params) ?? listAt(shared) ?? account(ACCOUNT.exec(shared)?.[1])
  );
}

const one = (subject: Subject, path: string, ids: readonly string[]): Address =>
  named('instagram', subject, ROOT + path, ids);

function postAt(path: string): Address | null {
  const [, kind, code, comment, reply] = POST.exec(path) ?? [];
  const guide = GUIDE.exec(path)?.[1];
  if (guide) return one('post', path, ['guide', guide]);
  if (!kind || !code || code === 'audio' || code === 'videos') return null;
  if (!comment) return post(kind.startsWith('reel') ? 'reel' : 'p', code);
  return one('post', `p/${code}/c/${comment}/${reply ? `r/${reply}/` : ''}`, ['comment', reply ?? comment]);
}

/** A post is known by its code and by its number alike. */
function post(kind: string, code: string): Address {
  return { ...one('post', `${kind}/${code}/`, []), identities: identitiesOfCode(code), id: code };
}

function identitiesOfCode(code: string): Identity[] {
  const number = mediaIdOf(code);
  const of = (...ids: string[]): Identity => ({ platform: 'instagram', subject: 'post', ids });
  return number ? [of(codeAlone(code)), of('id', number)] : [of(codeAlone(code))];
}

/** A story has the number of a medium; a highlight is a list of stories with a number of its own. */
function storyAt(path: string, params: URLSearchParams | undefined): Address | null {
  const [, user, id] = STORY.exec(path) ?? [];
  if (!user) return null;
  if (!id) return account(user);
  const named = /^\d+/.exec(params?.get('story_media_id') ?? '')?.[0];
  const highlight = user === 'highlights';
  const url = `stories/${user.toLowerCase()}/${id}/${highlight && named ? `?story_media_id=${named}` : ''}`;
  if (highlight && !named) return one('post', url, ['highlight', id]);
  const story = highlight && named ? named : id;
  return { ...one('post', url, []), identities: identitiesOfCode(codeOf(story)), id: story };
}

/** /s/<"highlight:number" in base 64> is how a highlight is shared. */
function highlightIn(coded: string): string {
  if (!/^[\w+/-]{1,200}=*$/.test(coded) || coded.replace(/=+$/, '').length % 4 === 1) return '';
  const id = /^highlight:(\d+)$/.exec(atob(coded.replace(/-/g, '+').replace(/_/g, '/')))?.[1];
  return id ? `stories/highlights/${id}` : '';
}

function listAt(path: string): Address | null {
  const [, list, audio, name = ''] = LIST.exec(path) ?? [];
  if (audio) return one('website', `reels/audio/${name}/`, ['audio', name]);
  if (list)
    return one('website', `explore/${list}/${encodeURIComponent(name.toLowerCase())}/`, [
      list,
      name.toLowerCase(),
    ]);
  const channel = /^channel\/([\w-]+)$/.exec(path)?.[1];
  return channel ? one('channel', `channel/${channel}/`, ['channel', channel]) : null;
}

function account(name: string | undefined): Address | null {
  const handle = name?.toLowerCase();
  return handle && !RESERVED.has(handle) ? one('account', `${handle}/`, [handle]) : null;
}

/** A comment is known by its own id, wherever its post is. */
export function identitiesOf({ subject, postId, parentPostId, author }: PostDetails): Identity[] {
  const of = (...ids: string[]): Identity => ({ platform: 'instagram', subject, ids });
  if (subject === 'account') return author?.id ? [of('id', author.id)] : [];
  if (subject !== 'post' || !postId) return [];
  if (parentPostId) return [of('comment', postId)];
  // codes have eleven signs at most, numbers of stories more
  return identitiesOfCode(/^\d{12,}$/.test(postId) ? codeOf(postId) : postId);
}
