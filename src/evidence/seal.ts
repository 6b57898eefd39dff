// The seal of a session: what is signed, and the leaves under it, line by line as they go into the bundle. Runs anywhere.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import type { Artefact } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Judgement } from '../flag/judgement';
import { jcsHash } from './custody';

export const LEAF_KINDS = ['capture', 'artefact', 'judgement'] as const;

/** One sealed thing. Its line: `kind flagSeq flagId id recordSha256 bytesSha256`, single spaces, `-` where there are no bytes. */
export interface Leaf {
  readonly kind: (typeof LEAF_KINDS)[number];
  readonly flagSeq: number;
  readonly flagId: string;
  /** The flag's, the artefact's, or the number of the judgement's revision. */
  readonly id: string;
  /** SHA-256 of the record's canonical JSON (RFC 8785). */
  readonly recordSha256: string;
  readonly bytesSha256?: string | undefined;
}

/** What the key signs, as canonical JSON. */
export const SealStatement = z.object({
  schemaVersion: z.literal(1),
  type: z.literal('flagpost-seal'),
  sealId: z.string(),
  sessionId: z.string(),
  /** From 1 within the session. */
  n: z.number(),
  sealedAt: z.string(),
  /** RFC 6962 over SHA-256. */
  merkleRoot: z.string(),
  leafCount: z.number(),
  /** The last event of the custody log before the seal. */
  custodyHead: z.object({ n: z.number(), hash: z.string() }),
  /** SHA-256 of the session's seal before this one. */
  previous: z.optional(z.string()),
  /** Fingerprint of the key that signs: SHA-256 of its SubjectPublicKeyInfo. */
  signer: z.string(),
  extensionVersion: z.string(),
});
export type SealStatement = z.infer<typeof SealStatement>;

/** The exact text that is signed. */
export function statementText(statement: SealStatement): string {
  const text = canonicalize(statement);
  if (text === undefined) throw new TypeError('statement has no canonical JSON');
  return text;
}

/** The leaves of one flag: its capture, its artefacts in their order, every revision of its judgement. */
export function leavesOf(
  capture: Capture,
  artefacts: readonly Artefact[],
  judgements: readonly Judgement[],
): Leaf[] {
  const of = { flagSeq: capture.seq, flagId: capture.id };
  return [
    { kind: 'capture', ...of, id: capture.id, recordSha256: jcsHash(capture) },
    ...artefacts.map(
      (one): Leaf => ({
        kind: 'artefact',
        ...of,
        id: one.id,
        recordSha256: jcsHash(one),
        ...(one.status === 'present' ? { bytesSha256: one.sha256 } : {}),
      }),
    ),
    ...judgements.map(
      (one): Leaf => ({ kind: 'judgement', ...of, id: String(one.revision), recordSha256: jcsHash(one) }),
    ),
  ];
}

export function leafLine(leaf: Leaf): string {
  const { bytesSha256 = '-', flagId, flagSeq, id, kind, recordSha256 } = leaf;
  return [kind, flagSeq, flagId, id, recordSha256, bytesSha256].join(' ');
}

const LINE =
  /^(capture|artefact|judgement) (\d{1,9}) ([\w-]{1,64}) ([\w-]{1,64}) ([0-9a-f]{64}) ([0-9a-f]{64}|-)$/u;

/** Undefined for what is no leaf's line. */
export function parseLeafLine(line: string): Leaf | undefined {
  const [, kind, flagSeq, flagId, id, recordSha256, bytes] = LINE.exec(line) ?? [];
  const known = LEAF_KINDS.find((one) => one === kind);
  if (known === undefined || flagId === undefined || id === undefined || recordSha256 === undefined)
    return undefined;
  const bytesSha256 = bytes === '-' ? {} : { bytesSha256: bytes };
  return { kind: known, flagSeq: Number(flagSeq), flagId, id, recordSha256, ...bytesSha256 };
}
