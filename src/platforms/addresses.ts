// What addresses and posts are called natively, across platforms. Runs anywhere, offline.
import type { Identity } from '../flag/identity';
import type { PostDetails } from '../flag/post';
import * as archive_org from './archive_org/address';
import * as bitchute from './bitchute/address';
import * as blogger from './blogger/address';
import * as bluesky from './bluesky/address';
import * as discord from './discord/address';
import * as dropbox from './dropbox/address';
import * as facebook from './facebook/address';
import * as fediverse from './fediverse/address';
import * as files_fm from './files_fm/address';
import * as fourchan from './fourchan/address';
import * as generic from './generic/address';
import * as google from './google/address';
import * as instagram from './instagram/address';
import * as justpaste_it from './justpaste_it/address';
import * as mastodon from './mastodon/address';
import * as odysee from './odysee/address';
import * as ok_ru from './ok_ru/address';
import type { Address, AddressBook } from './platform';
import * as reddit from './reddit/address';
import * as rumble from './rumble/address';
import * as soundcloud from './soundcloud/address';
import * as telegram from './telegram/address';
import * as tiktok from './tiktok/address';
import * as vk from './vk/address';
import * as x from './x/address';
import * as youtube from './youtube/address';

export { normalizeUrl } from './generic/normalize-url';

/** By the platform's stored name. A book only answers for addresses of its own. */
const BOOKS: Readonly<Record<string, AddressBook>> = {
  telegram,
  x,
  instagram,
  youtube,
  facebook,
  tiktok,
  google,
  blogger,
  files_fm,
  dropbox,
  archive_org,
  justpaste_it,
  reddit,
  mastodon,
  bluesky,
  discord,
  vk,
  ok_ru,
  rumble,
  bitchute,
  odysee,
  soundcloud,
  fourchan,
  fediverse,
};

/** The platform that knows this address, else the address as such; null when it is not http(s) and nobody's. */
export function addressOf(url: string): Address | null {
  for (const book of Object.values(BOOKS)) {
    const address = book.addressOf(url);
    if (address) return address.original === undefined ? address : ofCopy(address, address.original);
  }
  return generic.addressOf(url);
}

/**
 * A copy is of a post, an account ... as its original is, but it is not that post: it lies with another provider, and to
 * refer one is not to refer the other. So their keys are never the same; the original's address stands beside the copy's.
 */
function ofCopy(copy: Address, original: string): Address {
  return { ...copy, subject: addressOf(original)?.subject ?? copy.subject };
}

/** Every native identity of a post that `platform` read. With none, its normalised address serves (flag/identity.ts). */
export function identitiesOf(post: PostDetails, pageUrl: string, platform: string): Identity[] {
  const address = addressOf(post.postUrl ?? '');
  const owner = address && address.platform !== 'other' ? address.platform : platform;
  const read = Object.hasOwn(BOOKS, owner) ? BOOKS[owner]?.identitiesOf(post) : undefined;
  const all = [...(address?.identities ?? []), ...(read ?? [])];
  return all.length > 0 ? unique(all) : generic.identitiesOf(post, pageUrl);
}

function unique(identities: readonly Identity[]): Identity[] {
  return [...new Map(identities.map((identity) => [JSON.stringify(identity), identity])).values()];
}
