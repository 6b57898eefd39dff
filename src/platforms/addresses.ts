// What addresses and posts are called natively, across platforms. Runs anywhere, offline.
import type { Identity } from '../flag/identity';
import type { PostDetails } from '../flag/post';
import * as generic from './generic/address';
import { platformOf } from './hosts';
import type { Address } from './platform';
import * as telegram from './telegram/address';
import * as x from './x/address';

export { normalizeUrl } from './generic/normalize-url';

/** The platform that knows this address, else the address as such; null when it is not http(s) and nobody's. */
export function addressOf(url: string): Address | null {
  return x.addressOf(url) ?? telegram.addressOf(url) ?? generic.addressOf(url);
}

/** Every native identity of a post. With none, its normalised address has to serve (see flag/identity.ts). */
export function identitiesOf(post: PostDetails, pageUrl: string): Identity[] {
  const address = addressOf(post.postUrl ?? '');
  const platform = address && address.platform !== 'other' ? address.platform : platformOf(pageUrl).platform;
  const own = address?.identities ?? [];
  const read =
    platform === 'x' ? x.identitiesOf(post) : platform === 'telegram' ? telegram.identitiesOf(post) : [];
  const all = [...own, ...read];
  return all.length > 0 ? unique(all) : generic.identitiesOf(post, pageUrl);
}

function unique(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [JSON.stringify(identity), identity])).values()];
}
