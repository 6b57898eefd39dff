// Time-stamps (RFC 3161, RFC 5816): the request, and every check of what an authority answered. Runs anywhere (WebCrypto).
// Asks no network: whether a certificate was revoked is not known here. Loads pkijs: import this file late.
import { type Bytes, concatOf, integer, octets, sequence } from './der';
import { isTrusted, rootsOf } from './timestamp-chain';
import { type SignerFault, signerFaults } from './timestamp-signer';
import { readReply, type Token } from './timestamp-token';

export const TIMESTAMP_FAULTS = [
  'garbage',
  'not_granted',
  'wrong_imprint',
  'wrong_nonce',
  'certificate_missing',
  'certificate_expired',
  'certificate_purpose',
  'signed_attributes_wrong',
  'certificate_swapped',
  'signature_wrong',
  'untrusted',
] as const satisfies readonly (SignerFault | (string & {}))[];
export type TimestampFault = (typeof TIMESTAMP_FAULTS)[number];

export interface TimestampFacts {
  /** RFC 3339, three decimals, Z. */
  readonly genTime: string;
  /** OID of the policy under which it was given. */
  readonly policy: string;
  /** Hex. */
  readonly serial: string;
  /** Names in the signer's certificate, as "CN=..., O=..."; empty when there is none. */
  readonly tsaName: string;
  /** Whether the signer's certificate leads to one of the roots that were given. */
  readonly chain: 'trusted' | 'untrusted' | 'no_roots';
}

export type TimestampCheck =
  | {
      readonly ok: true;
      readonly facts: TimestampFacts;
      readonly problems: readonly [];
      /** The authority's time is more than a day from `now`. Which of the two clocks is wrong cannot be told. */
      readonly farFromNow: boolean;
    }
  | {
      readonly ok: false;
      /** Absent when there was nothing that could be read. What it says is not to be relied on. */
      readonly facts?: TimestampFacts;
      /** At least one. */
      readonly problems: readonly TimestampFault[];
    };

export interface Expected {
  /** SHA-256 of what was to be stamped. */
  readonly imprint: Uint8Array;
  /** As sent; not known later, and then not checked. */
  readonly nonce?: Uint8Array | undefined;
  /** Certificates in PEM that are relied on. */
  readonly roots?: string | undefined;
  /** Epoch ms. */
  readonly now?: number | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** AlgorithmIdentifier of SHA-256, with its NULL. */
const SHA256 = Uint8Array.of(0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0);
const CERTIFICATE_WANTED = Uint8Array.of(1, 1, 0xff);

/** A TimeStampReq for a SHA-256 hash; asks for the authority's certificate, names no policy. */
export function timestampRequest(hash: Uint8Array, nonce: Uint8Array): Bytes {
  const version = integer(Uint8Array.of(1));
  return sequence(version, sequence(SHA256, octets(hash)), integer(nonce), CERTIFICATE_WANTED);
}

/** Never rejects for what the bytes are. */
export async function checkTimestamp(reply: Uint8Array, expected: Expected): Promise<TimestampCheck> {
  const read = readReply(concatOf(reply));
  if ('fault' in read) return { ok: false, problems: [read.fault] };
  const { token } = read;
  const problems: TimestampFault[] = [
    ...(isSame(token.imprint, expected.imprint) ? [] : (['wrong_imprint'] as const)),
    ...(isNonce(token, expected.nonce) ? [] : (['wrong_nonce'] as const)),
    ...(await signerFaults(token)),
  ];
  const chain = await chainOf(token, expected.roots);
  if (chain === 'untrusted') problems.push('untrusted');
  const { genTime, policy, serial, tsaName } = token;
  const facts: TimestampFacts = { genTime: genTime.toISOString(), policy, serial, tsaName, chain };
  if (problems.length > 0) return { ok: false, facts, problems };
  const { now = genTime.getTime() } = expected;
  return { ok: true, facts, problems: [], farFromNow: Math.abs(now - genTime.getTime()) > DAY_MS };
}

async function chainOf(token: Token, pem: string | undefined): Promise<TimestampFacts['chain']> {
  if (pem === undefined || pem.trim() === '') return 'no_roots';
  return (await isTrusted(token, rootsOf(pem))) ? 'trusted' : 'untrusted';
}

function isNonce({ nonce }: Token, sent: Uint8Array | undefined): boolean {
  return sent === undefined || (nonce !== undefined && isSame(integer(nonce), integer(sent)));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
