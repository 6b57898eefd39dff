// What an address of Rumble names. Runs anywhere, offline.
// A page and its embedded player have ids of their own, and nothing offline tells that they are of one video.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|m)\.)?rumble\.com$/;

/** Words are kept behind the id, as the site gives them: the id alone says which video. */
export function addressOf(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  if (!at) return null;
  const [first = '', second = ''] = at.segments;
  if (first === 'embed') {
    const id = /^(?:[0-9a-z]+\.)?(v?[0-9a-z]{3,12})$/i.exec(second)?.[1]?.toLowerCase();
    return id ? rumble('post', `embed/${id}`, ['embed', id]) : null;
  }
  const page = first === 'shorts' ? second : first;
  const [, id, words] = /^(v(?!ideos\b)[0-9a-z]{3,12})((?:-[^/]*)?\.html)?$/i.exec(page) ?? [];
  if (id)
    return video(
      `${first === 'shorts' ? 'shorts/' : ''}${id.toLowerCase()}${encodeURI(words ?? '')}`,
      id,
      at.hash,
    );
  return list(first, second);
}

const rumble = (subject: Address['subject'], path: string, ids: readonly string[]): Address =>
  named('rumble', subject, `https://rumble.com/${path}`, ids);

function video(path: string, id: string, hash: string): Address {
  const comment = /^#comment-(\d+)$/.exec(hash)?.[1];
  return comment
    ? rumble('post', `${path}#comment-${comment}`, ['comment', comment])
    : rumble('post', path, [id.toLowerCase()]);
}

function list(kind: string, name: string): Address | null {
  if (!/^[\w.%~@-]{1,100}$/.test(name)) return null;
  if (kind === 'c') return rumble('channel', `c/${name}`, ['c', name.toLowerCase()]);
  if (kind === 'user') return rumble('account', `user/${name}`, ['user', name.toLowerCase()]);
  return kind === 'playlists' ? rumble('website', `playlists/${name}`, ['playlists', name]) : null;
}

/** Ids of one video by its page, by its player ("embed/v1") and by number; a comment's by its place. */
export function identitiesOf({ postId, otherIds, subject, parentPostId }: PostDetails): Identity[] {
  if (subject !== 'post') return [];
  const ids = [postId, ...(otherIds ?? [])].filter((id) => id !== undefined);
  return ids.map((id) => ({
    platform: 'rumble',
    subject,
    ids: [...(parentPostId ? ['comment'] : []), ...id.split('/')],
  }));
}
