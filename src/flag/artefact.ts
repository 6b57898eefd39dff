// An artefact: one stored piece of evidence, or the record of why it is absent. Runs anywhere.
import * as z from 'zod/mini';

export const ARTEFACT_KINDS = [
  'screenshot_viewport',
  'screenshot_post',
  'thumbnail',
  'text',
  'metadata',
] as const;
export type ArtefactKind = (typeof ARTEFACT_KINDS)[number];

export const ABSENT_REASONS = [
  'unsupported_browser',
  'permission_denied',
  'quota',
  'tab_changed',
  'timeout',
  'too_large',
  'analyst_off',
  'not_locatable',
  'error',
] as const;
export type AbsentReason = (typeof ABSENT_REASONS)[number];

const common = {
  schemaVersion: z.literal(1),
  id: z.string(),
  flagId: z.string(),
  /** Order within the flag, from 1. */
  seq: z.number(),
  kind: z.enum(ARTEFACT_KINDS),
  /** Working copies (thumbnail) are derived and never evidence themselves. */
  role: z.enum(['evidentiary', 'working']),
  capturedAt: z.string(),
};

export const PresentArtefact = z.object({
  ...common,
  status: z.literal('present'),
  mediaType: z.string(),
  /** Of the exact stored bytes, computed before the commit. */
  sha256: z.string(),
  /** CRC-32 of the same bytes, unsigned: exports need it. */
  crc32: z.number(),
  sizeBytes: z.number(),
  widthPx: z.optional(z.number()),
  heightPx: z.optional(z.number()),
  /** sha256 of the artefact this was made from, and how. */
  derivedFrom: z.optional(z.string()),
  transform: z.optional(z.string()),
});
export type PresentArtefact = z.infer<typeof PresentArtefact>;

export const AbsentArtefact = z.object({
  ...common,
  status: z.literal('absent'),
  absentReason: z.enum(ABSENT_REASONS),
});

export const Artefact = z.discriminatedUnion('status', [PresentArtefact, AbsentArtefact]);
export type Artefact = z.infer<typeof Artefact>;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'application/json': 'json',
};

/** `{seq}-{kind}.{ext}`, ASCII; seq is the flag's evidence number. */
export function artefactFilename(flagSeq: number, artefact: PresentArtefact): string {
  const ext = EXTENSIONS[artefact.mediaType] ?? 'bin';
  return `${String(flagSeq).padStart(5, '0')}-${artefact.kind}.${ext}`;
}
