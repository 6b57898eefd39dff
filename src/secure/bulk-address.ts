// What an address says by itself, and whether what was read there is what it names. Runs anywhere, without the network.

import type { Capture } from '../flag/capture';
import { dedupeKeys } from '../flag/identity';
import type { PostDetails } from '../flag/post';
import { addressOf, identitiesOf, normalizeUrl } from '../platforms/addresses';
import type { BulkItem, BulkNote } from '../queue/database';

/** What was read is not the post that the address names: the address is gone, or the reader could not tell. */
const NOT_BY_ADDRESS = 'not_by_address';

/** The dedupe keys that a flag of this address would have, as far as the address tells. */
export function keysOf(url: string): string[] {
  const address = addressOf(url);
  return dedupeKeys(address?.identities ?? [], address?.url ?? normalizeUrl(url));
}

export function keysOfPost(post: PostDetails, pageUrl: string, platform: string): string[] {
  return dedupeKeys(identitiesOf(post, pageUrl, platform), normalizeUrl(post.postUrl ?? pageUrl));
}

/** Whether a post with these keys is what one of the addresses names. */
export function isNamed(keys: readonly string[], urls: readonly string[]): boolean {
  return urls.some((url) => keysOf(url).some((key) => keys.includes(key)));
}

/** The post, saying so when it is not the one of the address. A page as a whole is what its address names. */
export function byAddress(post: PostDetails, keys: readonly string[], urls: readonly string[]): PostDetails {
  if (post.subject === 'website' || isNamed(keys, urls)) return post;
  const adapterNote = [post.adapterNote, NOT_BY_ADDRESS].filter((note) => note).join(' ');
  return { ...post, adapterNote };
}

/** Every address under which the post may stand in the page, as asked for and as the platform writes it. */
export function spellings(urls: readonly string[]): string[] {
  return [...new Set(urls.flatMap((url) => [url, addressOf(url)?.url ?? url]))];
}

/** What the analyst is to know of a flag that was made for an item. */
export function notesOf(
  { capture, dedupeKeys: keys, pageUrl, post }: Capture,
  { url }: Pick<BulkItem, 'url'>,
): BulkNote[] {
  const notes: BulkNote[] = [];
  // a page that led on and shows the very post all the same did not lead elsewhere
  if (!isNamed(keys, [url]) && !isSamePage(url, pageUrl)) notes.push('landed_elsewhere');
  if (post.adapterNote?.split(' ').includes(NOT_BY_ADDRESS)) notes.push('other_post');
  if (capture.problems.includes('read_failed')) notes.push('not_read');
  if (!capture.verified) notes.push('unverified');
  return notes;
}

/** Both name one thing, or differ only in what servers redirect from habit: scheme, www, a slash at the end. */
function isSamePage(asked: string, landed: string): boolean {
  if (plain(asked) === plain(landed)) return true;
  return (addressOf(asked)?.identities.length ?? 0) > 0 && isNamed(keysOf(asked), [landed]);
}

function plain(url: string): string {
  return normalizeUrl(url)
    .replace(/^https?:\/\/(?:www\.|m\.|mobile\.)?/u, '')
    .replace(/#.*$/u, '')
    .replace(/\/(?=\?|$)/u, '');
}
