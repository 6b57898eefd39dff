// What an endpoint answers: one result per flag, and the digests it lacks. Runs anywhere.
import * as z from 'zod/mini';
import { Sha256, Uuid } from './batch';

/** RFC 9457 problem details. `detail` is for people and shown as text only. */
export const ProblemDetails = z.object({
  type: z.optional(z.string()),
  title: z.string().check(z.maxLength(500)),
  status: z.optional(z.int()),
  detail: z.optional(z.string().check(z.maxLength(5000))),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;

export const FlagResult = z.object({
  flagId: z.string(),
  status: z.enum(['accepted', 'duplicate', 'rejected']),
  /** The endpoint's own id of the flag. */
  remoteId: z.optional(z.string().check(z.maxLength(200))),
  /** For duplicates: the flag that the endpoint already held. */
  duplicateOf: z.optional(z.string().check(z.maxLength(200))),
  problem: z.optional(ProblemDetails),
});
export type FlagResult = z.infer<typeof FlagResult>;

/**
 * The desk's own word, by its own key, that it saw this log head from this installation at this time. `signature`: ECDSA
 * P-256 with SHA-256, DER, base64, over the canonical JSON (RFC 8785) of the other fields.
 */
export const Countersignature = z.object({
  batchId: Uuid,
  custodyHead: z.object({ n: z.int(), hash: Sha256 }),
  signer: z.optional(Sha256),
  receivedAt: z.string().check(z.maxLength(40)),
  /** SubjectPublicKeyInfo of the desk's key, DER, base64; its SHA-256 is the fingerprint that others pin. */
  publicKey: z.string().check(z.maxLength(400)),
  signature: z.string().check(z.maxLength(200)),
});
export type Countersignature = z.infer<typeof Countersignature>;

export const Receipt = z.object({
  receiptId: z.string().check(z.maxLength(200)),
  batchId: Uuid,
  receivedAt: z.string().check(z.maxLength(40)),
  results: z.array(FlagResult),
  /** Artefacts to upload: SHA-256 of those that the endpoint does not hold. */
  missing: z.array(Sha256),
  countersignature: z.optional(Countersignature),
});
export type Receipt = z.infer<typeof Receipt>;

/** Answer to a pack of artefacts, or to a single one. */
export const ArtefactResult = z.object({
  sha256: z.string(),
  status: z.enum(['stored', 'refused']),
  problem: z.optional(ProblemDetails),
});
export type ArtefactResult = z.infer<typeof ArtefactResult>;
export const PackReceipt = z.object({ results: z.array(ArtefactResult) });
export type PackReceipt = z.infer<typeof PackReceipt>;
