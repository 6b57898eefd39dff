// When two captures are of the same post: keys made of native ids with their container, or of the address.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** Raised when the way keys are made changes; keys of two versions never match. */
const KEY_VERSION = 1;

/** One native identity: the platform, what kind of thing, and every part of its id, container first. */
export interface Identity {
  readonly platform: string;
  readonly subject: string;
  readonly ids: readonly string[];
}

/** SHA-256 hex over JCS([version, platform, subject, ...ids]). */
export function dedupeKey(identity: Identity): string {
  const parts = [KEY_VERSION, identity.platform, identity.subject, ...identity.ids];
  return bytesToHex(sha256(utf8ToBytes(canonicalize(parts) ?? '')));
}

/** Keys of a post: one per native identity; with none, one of its normalised address. */
export function dedupeKeys(identities: readonly Identity[], normalizedUrl: string): string[] {
  if (identities.length > 0) return [...new Set(identities.map(dedupeKey))];
  return [dedupeKey({ platform: 'url', subject: 'url', ids: [normalizedUrl] })];
}
