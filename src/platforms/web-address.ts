// What the address.ts of several platforms need: an address of theirs taken apart, and one put together. Runs anywhere.
import type { Identity } from '../flag/identity';
import type { PostDetails, Subject } from '../flag/post';
import type { Address } from './platform';

/** Longer ones are data; they could also name address in address in address. */
const LONGEST = 8192;

export interface WebAddress {
  /** Without a trailing dot. */
  readonly host: string;
  /** Decoded parts of the path, without empty ones. */
  readonly segments: readonly string[];
  readonly params: URLSearchParams;
  /** With its #. */
  readonly hash: string;
}

/** An http(s) address whose host `hosts` matches; null when it is none. */
export function webAddress(url: string, hosts: RegExp): WebAddress | null {
  if (url.length > LONGEST || !URL.canParse(url)) return null;
  const { protocol, hostname, pathname, searchParams, hash } = new URL(url);
  const host = hostname.replace(/\.$/, '');
  if (!/^https?:$/.test(protocol) || !hosts.test(host)) return null;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  return { host, segments: segments.map(decoded), params: searchParams, hash };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return segment; // a lone % is a character like others
  }
}

/** One thing with one native id; `ids` container first. */
export function named(platform: string, subject: Subject, url: string, ids: readonly string[]): Address {
  return { platform, subject, url, identities: [{ platform, subject, ids }], id: ids.at(-1) ?? '' };
}

/** Every id that was read, each in its container where ids are only unique in one. */
export function identitiesOfIds(
  platform: string,
  { postId, otherIds, subject }: PostDetails,
  container: readonly string[] = [],
): Identity[] {
  const ids = [postId, ...(otherIds ?? [])].filter((id) => id !== undefined);
  return ids.map((id) => ({ platform, subject, ids: [...container, id] }));
}
