// Idempotency-Key and Content-Digest, read strictly from a request. Runs in node. Never guesses at a malformed header.
import { createHash, timingSafeEqual } from 'node:crypto';

const KEY_MAX = 255;
/** RFC 8941 string: quoted, printable ASCII, only the quote and the backslash escaped. */
const SF_STRING = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/u;

/** The key inside a structured-field string; undefined when the header is not one, or is empty or too long. */
export function idempotencyKey(header: string): string | undefined {
  const quoted = SF_STRING.exec(header.trim())?.[1];
  if (quoted === undefined) return undefined;
  const key = quoted.replace(/\\(["\\])/gu, '$1');
  return key.length > 0 && key.length <= KEY_MAX ? key : undefined;
}

export type DigestCheck = 'matches' | 'differs' | 'malformed';

const MEMBER = /^([a-z0-9*_.-]+)=:([A-Za-z0-9+/]*={0,2}):$/u;
const KNOWN: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };

/** RFC 9530: every digest of a known algorithm must match; unknown algorithms are passed over. */
export function checkDigest(header: string, body: Uint8Array): DigestCheck {
  let verdict: DigestCheck = 'matches';
  for (const part of header.split(',')) {
    const [, name, value] = MEMBER.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined) return 'malformed';
    const algorithm = KNOWN[name];
    if (algorithm === undefined) continue;
    const actual = createHash(algorithm).update(body).digest();
    const claimed = Buffer.from(value, 'base64');
    if (claimed.length !== actual.length || !timingSafeEqual(claimed, actual)) verdict = 'differs';
  }
  return verdict;
}

/** Whether a Content-Type names this media type, whatever its parameters. */
export function isType(header: string | undefined, mediaType: string): boolean {
  return header?.split(';', 1)[0]?.trim().toLowerCase() === mediaType;
}
