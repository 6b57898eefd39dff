// What an address of Files.fm names. Runs anywhere, offline. Its shapes are known from links only: all that may open
// a file or folder stays in its address.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

/** failiem.lv is the same service under its first name. */
const HOSTS = /(?:^|\.)(?:files\.fm|failiem\.lv)$/;
const ID = /^[a-z\d]{4,40}$/i;
const BY_PARAMETER = /^(?:down|thumb\w*|list|view|get|file|ajax\w*)(?:\.php)?$/;
const DROPPED = /^(?:utm_\w+|fbclid|gclid|lang|cb|ref)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { segments, params, hash } = address;
  const [first = '', second = ''] =
    segments.length > 2 && /^[a-z]{2}$/.test(segments[0] ?? '') && !isKind(segments[0])
      ? segments.slice(1)
      : segments;
  const viewed = /^#?\/?(?:view|file)\/([a-z\d]{4,40})/i.exec(hash.replace(/^#/, ''))?.[1];
  if (viewed) return file('f', viewed, params);
  if (isKind(first) && ID.test(second)) return file(first, second, params);
  if (first === 'pa' && second)
    return named('files_fm', 'account', `https://files.fm/pa/${second}`, [second.toLowerCase()]);
  const id = params.get('i') ?? '';
  params.delete('i');
  return BY_PARAMETER.test(first) && ID.test(id) ? file('f', id, params) : null;
}

const isKind = (part: string | undefined): boolean => /^[uf]$/.test(part ?? '');

function file(kind: string, id: string, params: URLSearchParams): Address {
  const kept = new URLSearchParams([...params].filter(([name]) => !DROPPED.test(name)));
  const query = `${kept}`;
  return named('files_fm', 'file', `https://files.fm/${kind}/${id}${query && `?${query}`}`, [id]);
}

export function identitiesOf(post: PostDetails): Identity[] {
  return identitiesOfIds('files_fm', post);
}
