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

export const Receipt = z.object({
  receiptId: z.string().check(z.maxLength(200)),
  batchId: Uuid,
  receivedAt: z.string().check(z.maxLength(40)),
  results: z.array(FlagResult),
  /** Artefacts to upload: SHA-256 of those that the endpoint does not hold. */
  missing: z.array(Sha256),
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
