// What a batch carries to an endpoint: flags with their digests, no bytes. Runs anywhere.
// The analyst's internal notes are not part of it, by construction.
import * as z from 'zod/mini';
import { ARTEFACT_KINDS } from '../flag/artefact';
import { Capture } from '../flag/capture';
import { JudgementFields } from '../flag/judgement';

/** Most flags in one batch, and most bytes of its JSON. */
export const BATCH_MAX_FLAGS = 500;
export const BATCH_DEFAULT_FLAGS = 100;
export const BATCH_MAX_BYTES = 4_000_000;

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/u));
export const Uuid = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u));
const WireTime = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u));

export const WireArtefact = z.object({
  sha256: Sha256,
  kind: z.enum(ARTEFACT_KINDS),
  mediaType: z.string().check(z.maxLength(100)),
  sizeBytes: z.int().check(z.minimum(0)),
  capturedAt: WireTime,
});
export type WireArtefact = z.infer<typeof WireArtefact>;

export const WireJudgement = z.extend(z.omit(JudgementFields, { notes: true }), {
  revision: z.int().check(z.minimum(1)),
  at: WireTime,
});

export const WireFlag = z.object({
  flagId: Uuid,
  /** A referral asks; it never orders. The only instrument this version sends. */
  instrument: z.literal('referral'),
  capture: Capture,
  /** SHA-256 of the capture's canonical JSON: the capture the desk holds must hash to it. */
  captureSha256: Sha256,
  judgement: WireJudgement,
  artefacts: z.array(WireArtefact).check(z.maxLength(50)),
});
export type WireFlag = z.infer<typeof WireFlag>;

export const Batch = z.object({
  schemaVersion: z.literal(1),
  batchId: Uuid,
  createdAt: WireTime,
  unit: z.object({ name: z.string(), country: z.string() }),
  /** Number and hash of the last custody event when the batch was made. */
  custodyHead: z.object({ n: z.int(), hash: Sha256 }),
  /** Fingerprint of the installation's signing key, once it has one. */
  signer: z.optional(Sha256),
  flags: z.array(WireFlag).check(z.minLength(1), z.maxLength(BATCH_MAX_FLAGS)),
});
export type Batch = z.infer<typeof Batch>;

/** A batch at the door of the desk: the envelope is checked first, each flag by itself, so one bad flag holds up none. */
export const BatchEnvelope = z.extend(z.omit(Batch, { flags: true }), {
  flags: z.array(z.unknown()).check(z.minLength(1), z.maxLength(BATCH_MAX_FLAGS)),
});
