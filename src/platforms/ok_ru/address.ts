// What an address of OK.ru names: topics, statuses, photos, videos, people and groups, on its mobile and old hosts too.
// Runs anywhere, offline. Topics, photos and videos have ids of their own across the site, whoever's page they are on.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, type WebAddress, webAddress } from '../web-address';

const HOSTS = /(?:^|\.)(?:ok|odnoklassniki)\.ru$/;
/** First segments that are functions of the site and no names. */
const RESERVED =
  /^(?:feed|guests|friends|groups|games?|music|video|live|discussions|messages|bookmarks|settings|gifts|search|c?dk|app|online|events|notifications|market|photos|help|legal|hobby|post|web-api|videoembed|marks|holidays|mail|login|regulations|about|profile|group|status|services|.*\..*)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const path = address.segments.join('/');
  return video(path, address) ?? inHolder(path) ?? holder(path);
}

/** Broadcasts are videos; players and the mobile site's layers name them otherwise. */
function video(path: string, { params }: WebAddress): Address | null {
  const [, kind, id] =
    /^(?:(video|live)|videoembed|web-api\/video\/moviePlayer)\/(\d+(?:-\d+)?)(?=\/|$)/.exec(path) ?? [];
  const [layer] = /^\d+(?:-\d+)?$/.exec(path === 'dk' ? (params.get('st.mvId') ?? '') : '') ?? [];
  const found = id ?? layer;
  return found ? named('ok_ru', 'post', `https://ok.ru/${kind ?? 'video'}/${found}`, ['video', found]) : null;
}

/** Statuses are topics of people. */
function inHolder(path: string): Address | null {
  const [, owner, kind = '', id = ''] =
    /^((?:(?:profile|group)\/)?[\w.-]+)\/(topic|statuses|album\/\w+|pphotos|photos)\/(\d+)(?=\/|$)/.exec(
      path,
    ) ?? [];
  if (!owner) return null;
  const is = /^(?:topic|statuses)$/.test(kind) ? 'topic' : 'photo';
  return named('ok_ru', 'post', `https://ok.ru/${owner.replace(/^group(?=\d)/, 'group/')}/${kind}/${id}`, [
    is,
    id,
  ]);
}

/** Of a name alone nobody can tell whether it is a person's or a group's: all such are accounts. */
function holder(path: string): Address | null {
  const [, person, group] =
    /^(?:profile\/(\d+)|group\/?(\d+))(?:\/(?!topic|statuses|album)\w+)?$/.exec(path) ?? [];
  if (person) return named('ok_ru', 'account', `https://ok.ru/profile/${person}`, ['profile', person]);
  if (group) return named('ok_ru', 'channel', `https://ok.ru/group/${group}`, ['group', group]);
  const [name = ''] = path.split('/');
  if (/^group\d+$/.test(name)) return path === name ? null : holder(name);
  return /^[a-z][\w.-]{1,49}$/i.test(name) && !RESERVED.test(name)
    ? named('ok_ru', 'account', `https://ok.ru/${name}`, ['name', name.toLowerCase()])
    : null;
}

/** Topics are named by their address; comments have ids below their topic; people and groups have numbers and names. */
export function identitiesOf({ subject, postId, threadId, author, channel }: PostDetails): Identity[] {
  const of = (as: Identity['subject'], ...ids: string[]): Identity => ({
    platform: 'ok_ru',
    subject: as,
    ids,
  });
  if (subject === 'post') return postId && threadId ? [of('post', 'comment', threadId, postId)] : [];
  const id = subject === 'channel' ? channel?.id : author?.id;
  const byName =
    addressOf((subject === 'channel' ? channel?.url : author?.profileUrl) ?? '')?.identities ?? [];
  return [...(id ? [of(subject, subject === 'channel' ? 'group' : 'profile', id)] : []), ...byName];
}
