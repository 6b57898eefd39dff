// The custody log: append-only, each event holding the hash of the one before (RFC 8785 canonical JSON, SHA-256).
// Runs anywhere. Synchronous on purpose: events are made inside the transaction that stores what they tell of.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { sha256Text } from './digest';

export const CUSTODY_TYPES = [
  'captured',
  'evidence_added',
  'judged',
  'viewed',
  'revealed',
  'edited',
  'exported',
  'queued',
  'sent',
  'acknowledged',
  'refused',
  'discarded',
  'restored',
  'gesture_cut',
  'session_started',
  /** Bytes destroyed on purpose; digests and reason stay. */
  'purged',
  /** The computer's clock and its running time disagree. */
  'clock_jump',
  /** This installation's signing key was made. */
  'key_made',
  'sealed',
  'time_stamped',
] as const;
export type CustodyType = (typeof CUSTODY_TYPES)[number];

export const CustodyEvent = z.object({
  /** Position, from 0. */
  n: z.number(),
  at: z.string(),
  /** Pseudonym of the analyst, or "flagpost" for what the program did by itself. */
  actor: z.string(),
  type: z.enum(CUSTODY_TYPES),
  subject: z.object({
    flagId: z.optional(z.string()),
    batchId: z.optional(z.string()),
    sessionId: z.optional(z.string()),
  }),
  /** Digests and states only: never a post's text or address. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  /** Hash of event n-1; 64 zeros for event 0. */
  prev: z.string(),
  /** SHA-256 of the canonical JSON of this event without `hash`. */
  hash: z.string(),
});
export type CustodyEvent = z.infer<typeof CustodyEvent>;
export type CustodyEntry = Pick<CustodyEvent, 'at' | 'actor' | 'type' | 'subject' | 'detail'>;

export const GENESIS = '0'.repeat(64);

/** SHA-256 over RFC 8785 canonical JSON. The value must be well-formed: lone surrogates throw. */
export function jcsHash(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('value has no canonical JSON');
  return sha256Text(json);
}

export function nextEvent(last: CustodyEvent | undefined, entry: CustodyEntry): CustodyEvent {
  const n = last === undefined ? 0 : last.n + 1;
  const event = { n, ...entry, prev: last?.hash ?? GENESIS };
  return { ...event, hash: jcsHash(event) };
}
