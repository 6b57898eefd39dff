// What an address of Files.fm names. Runs anywhere, offline. Its shapes are known from links only: all that may open
// a file or folder stays in its address.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

/** failiem.lv is the same service under its first name. */
const HOSTS = /(?:^|\.)(?:files\.fm|failiem\.lv)$/;
const ID = /^[a-z\d]{4,40}$/i;
const KIND = /^[uf]$/;
const BY_PARAMETER = /^(?:down|thumb\w*|list|view|get|file|ajax\w*)(?:\.php)?$/;
const DROPPED = /^(?:utm_\w+|fbclid|gclid|lang|cb|ref|PHPSESSID)$/;

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  if (!address) return null;
  const { segments, params, hash } = address;
  const inLanguage = /^[a-z]{2}$/.test(segments[0] ?? '') && KIND.test(segments[1] ?? '');
  const [first = '', second = ''] = inLanguage ? segments.slice(1) : segments;
  if (KIND.test(first) && ID.test(second)) return file(first, second, params, viewed(hash));
  if (first === 'pa' && second)
    return named('files_fm', 'account', `https://files.fm/pa/${encodeURIComponent(second)}`, [
      second.toLowerCase(),
    ]);
  const id = params.get('i') ?? '';
  const others = new URLSearchParams(
    [...params].filter(([name]) => !/^(?:i|n|view|v|refresh\d*)$/.test(name)),
  );
  return BY_PARAMETER.test(first) && ID.test(id) ? file('f', id, others) : null;
}

/** A folder shows one of its files under #/view/<name>. */
function viewed(hash: string): string | undefined {
  const name = /^#\/?view\/([^/?]+)/.exec(hash)?.[1];
  return name && (URL.canParse(`http://a/${name}`) ? new URL(`http://a/${name}`).pathname.slice(1) : name);
}

function file(kind: string, id: string, params: URLSearchParams, name?: string): Address {
  const kept = `${new URLSearchParams([...params].filter(([key]) => !DROPPED.test(key)))}`;
  const url = `https://files.fm/${kind}/${id}${kept && `?${kept}`}${name ? `#/view/${name}` : ''}`;
  return named('files_fm', 'file', url, name ? [id, name] : [id]);
}

/** The address says all: a folder's code alone would not tell a file in it from the folder. */
export function identitiesOf(post: PostDetails): Identity[] {
  return post.postUrl ? [] : identitiesOfIds('files_fm', post);
}
