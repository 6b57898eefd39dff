// What an address of JustPaste.it names. Runs anywhere, offline: jpst.it shortens and stays unknown.
import type { Identity } from '../../flag/identity';
import type { PostDetails } from '../../flag/post';
import type { Address } from '../platform';
import { identitiesOfIds, named, webAddress } from '../web-address';

const HOSTS = /^(?:(?:www|m)\.)?justpaste\.it$/;
const NAME = /^[\w.~-]{1,100}$/;
/** First segments that are pages of the site and no pastes. */
const RESERVED = new Set(
  `u user users redirect img files file about terms privacy login logout register signup account accounts settings contact api
  premium help faq edit add new mypastes favorites subscriptions messages notifications search public static assets cookies
  report abuse dmca import export lang password images css js blog donate stats ads admin`.split(/\s+/),
);

export function addressOf(url: string): Address | null {
  const address = webAddress(url, HOSTS);
  const [first = '', second = ''] = address?.segments ?? [];
  if (/^u(?:ser)?$/.test(first) && NAME.test(second))
    return named('justpaste_it', 'account', `https://justpaste.it/u/${second}`, [second.toLowerCase()]);
  if (!NAME.test(first) || /\.(?:txt|xml|ico|png|js|css)$/.test(first) || RESERVED.has(first.toLowerCase()))
    return null;
  return named('justpaste_it', 'file', `https://justpaste.it/${first}`, [first]);
}

export function identitiesOf(post: PostDetails): Identity[] {
  return post.subject === 'file' ? identitiesOfIds('justpaste_it', post) : [];
}
