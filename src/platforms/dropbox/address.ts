// What a shared address of Dropbox names: a file, a folder, or a file in a folder. Runs anywhere, offline: db.tt stays unknown.
// What opens it stays: the rlkey of new links, the second part of old folder links.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|m|dl|dl-web)\.)?dropbox\.com$|^(?:dl\.)?dropboxusercontent\.com$/;
const ID = /^[\w-]{5,}$/;
/** Ways of showing the same thing: /s/dl/<id>, /s/raw/<id>. */
const SHOWN_AS = /^(?:dl|raw|pdf|embed|embedhtml)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { segments, params } = address;
  const [first, ...rest] = segments[0] === 'e' ? segments.slice(1) : segments;
  if (first === 's')
    return single(
      's',
      rest.filter((part, at) => at > 0 || !SHOWN_AS.test(part)),
      params,
    );
  if (first === 'sh') return folder('sh', rest, params);
  if (first === 'scl' && rest[0] === 'fi') return single('scl/fi', rest.slice(1), params);
  if (first === 'scl' && rest[0] === 'fo') return folder('scl/fo', rest.slice(1), params);
  const [id = '', ...path] = rest;
  if (first === 't' && ID.test(id)) return named('dropbox', 'file', placed('t', [id]), ['t', id]);
  // public folders, shut since 2017: files of an account by number
  return first === 'u' && /^\d+$/.test(id) && path.length > 0
    ? named('dropbox', 'file', `https://dl.dropboxusercontent.com/u/${encoded([id, ...path])}`, [
        'u',
        id,
        path.join('/'),
      ])
    : null;
}

const encoded = (parts: readonly string[]): string => parts.map(encodeURIComponent).join('/');
const placed = (kind: string, parts: readonly string[]): string =>
  `https://www.dropbox.com/${kind}/${encoded(parts)}`;

/** What follows the id of a file is its name, which ids do not depend on. */
function single(kind: string, parts: readonly string[], params: URLSearchParams): Address | null {
  const [id = ''] = parts;
  return ID.test(id) ? named('dropbox', 'file', placed(kind, parts.slice(0, 2)) + query(params), [id]) : null;
}

/** What follows id and key of a folder is a path in it; keys differ from one path to the next. */
function folder(kind: string, parts: readonly string[], params: URLSearchParams): Address | null {
  const [id = '', , ...path] = parts;
  if (!ID.test(id)) return null;
  const preview = params.get('preview');
  const inside = [...path, ...(preview ? [preview] : [])].join('/');
  return named('dropbox', 'file', placed(kind, parts) + query(params), inside ? [id, inside] : [id]);
}

function query(params: URLSearchParams): string {
  const kept = ['rlkey', 'preview'].flatMap((name) => {
    const value = params.get(name);
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

/** The address says all: an id alone would not tell a file in a folder from the folder. */
export function identitiesOf(post: PostDetails): Identity[] {
  return post.postUrl ? [] : identitiesOfIds('dropbox', post);
}
