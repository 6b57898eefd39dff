// What an address of TikTok names. Runs anywhere, offline: vm., vt. and /t/ addresses stay unknown.
// The id of a post is enough: the name before it may have changed since, or be missing.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|m|us|t)\.)?tiktokv?\.com$/;
const POST =
  /^(?:(?:[a-z]{2}(?:-[A-Z]{2})?|i18n)\/)?(?:(@[^/]*)\/(video|photo)|share\/(?:video|photo)|embed(?:\/v\d)?|player\/v1|video|v)\/(\d{8,20})(?:\.html)?(?:\/|$)/;
const LIST =
  /^(?:(@[^/]+)\/)?(music|sticker|effect|tag|collection|playlist|place)\/((?!\.{1,2}(?:\/|$))[^/]+)/;

export function addressOf(url: string): Address | null {
  const at = webAddress(url, HOSTS);
  if (!at || at.segments[0] === 't') return null;
  const path = at.segments.join('/');
  const [, name, kind = 'video', id] = POST.exec(path) ?? [];
  if (id) return tiktok('post', `${encoded(name ?? '@')}/${kind}/${id}`, [id]);
  const [, live] = /^share\/live\/(\d{8,20})$/.exec(path) ?? [];
  if (live) return tiktok('post', `share/live/${live}`, ['live', live]);
  return list(path) ?? account(at.segments);
}

const tiktok = (subject: Address['subject'], path: string, ids: readonly string[]): Address =>
  named('tiktok', subject, `https://www.tiktok.com/${path}`, ids);

const encoded = (name: string): string => `@${encodeURIComponent(name.slice(1))}`;

/** Lists are known by the number at their end; what stands before it is a title. */
function list(path: string): Address | null {
  const [, name, kind, title = ''] = LIST.exec(path) ?? [];
  if (!kind) return null;
  const id = /-(\d+)$/.exec(title)?.[1] ?? title.toLowerCase();
  const owner = name ? `${encoded(name)}/` : '';
  return tiktok('website', `${owner}${kind}/${encodeURIComponent(title)}`, [kind, id]);
}

/** A name is the same in capitals; a secret id is not. */
const folded = (name: string): string => (name.startsWith('MS4wLjAB') ? name : name.toLowerCase());

function account([first = '', view = '']: readonly string[]): Address | null {
  if (!/^@[\p{L}\p{N}_.-]+$/u.test(first) || !/^(?:|live|liked|reposts|following|followers)$/.test(view))
    return null;
  const name = first.slice(1);
  return tiktok('account', encoded(first), [folded(name)]);
}

/** Comments have ids of their own, and no address. Names are the same in capitals. */
export function identitiesOf(post: PostDetails): Identity[] {
  const identities = identitiesOfIds('tiktok', post, post.threadId ? ['comment'] : []);
  return post.subject === 'account'
    ? identities.map(({ ids, ...rest }) => ({ ...rest, ids: ids.map(folded) }))
    : identities;
}
