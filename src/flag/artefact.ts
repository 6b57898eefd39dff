// An artefact: one stored piece of evidence, or the record of why it is absent. Runs anywhere.
import * as z from 'zod/mini';

export const ARTEFACT_KINDS = [
  'screenshot_viewport',
  'screenshot_post',
  /** The post from top to bottom, when it is taller than the viewport. */
  'screenshot_whole_post',
  /** The page from top to bottom. */
  'screenshot_full',
  'thumbnail',
  /** HTML that opens offline and runs nothing, gzipped. */
  'dom_snapshot',
  'mhtml',
  'text',
  'media',
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
  /** The page is another one by now, or its content changed while this was taken. */
  'page_changed',
  /** The tab was closed. */
  'tab_closed',
  /** The page's own rules, a cross-origin frame or a closed shadow root keep it from being read. */
  'page_locked',
  /** The server did not hand it out. */
  'not_served',
  'error',
] as const;
export type AbsentReason = (typeof ABSENT_REASONS)[number];

/** Whether the page was still in the state of the capture when this was taken, and what is known to differ. */
export const SAME_STATES = ['same', 'changed', 'unknown'] as const;
export type SameState = (typeof SAME_STATES)[number];

/** What taking an artefact changed or left out (Berkeley Protocol 153-154). */
export const ARTEFACT_ALTERATIONS = [
  'scrolled',
  'lazy_load_triggered',
  'fixed_hidden',
  'stitched',
  'truncated',
  'scripts_removed',
  'handlers_removed',
  'hidden_inputs_removed',
  'values_removed',
  'tokens_removed',
  'own_account_removed',
  'links_neutralised',
  'styles_left_out',
  'images_left_out',
  'frames_left_out',
  'shadow_left_out',
  'media_left_out',
] as const;
/** `count`: how often; absent where counting says nothing. */
export const ArtefactAlteration = z.object({
  kind: z.enum(ARTEFACT_ALTERATIONS),
  count: z.optional(z.number()),
});
export type ArtefactAlteration = z.infer<typeof ArtefactAlteration>;

/** PDQ (Meta, 2019): 256 bits as 64 hex digits; quality 0 to 100, of no use below 50. */
export const Pdq = z.object({
  hash: z.string(),
  quality: z.number(),
  /** Name and version of what computed it. */
  implementation: z.string(),
  /** "whole", or the rectangle "x,y,w,h" of the stored picture, in its pixels, that shows an image of the post. */
  of: z.string(),
});
export type Pdq = z.infer<typeof Pdq>;

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
  /** Of what was taken from the page after commit 1; what is made from stored bytes has none. */
  sameState: z.optional(z.enum(SAME_STATES)),
  alterations: z.optional(z.array(ArtefactAlteration)),
  /** Where the bytes were fetched from (media). */
  sourceUrl: z.optional(z.string()),
  /** Perceptual hashes: of the picture as a whole ("whole"), of images of the post in it. */
  pdq: z.optional(z.array(Pdq)),
  /**
   * Of the post's crop: whether the page was still in the state of the shot when it was asked where the post's images
   * are. Only then are their rectangles in `pdq`.
   */
  imagesState: z.optional(z.enum(SAME_STATES)),
  /** How long taking it took. */
  durationMs: z.optional(z.number()),
});
export type PresentArtefact = z.infer<typeof PresentArtefact>;

export const AbsentArtefact = z.object({
  ...common,
  status: z.literal('absent'),
  absentReason: z.enum(ABSENT_REASONS),
  sourceUrl: z.optional(z.string()),
});

export const Artefact = z.discriminatedUnion('status', [PresentArtefact, AbsentArtefact]);
export type Artefact = z.infer<typeof Artefact>;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'application/json': 'json',
  'application/gzip': 'html.gz',
  'multipart/related': 'mhtml',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
};

/** `{seq}-{kind}.{ext}`, ASCII; seq is the flag's evidence number. */
export function artefactFilename(flagSeq: number, artefact: PresentArtefact): string {
  const ext = EXTENSIONS[artefact.mediaType] ?? 'bin';
  return `${String(flagSeq).padStart(5, '0')}-${artefact.kind}.${ext}`;
}

/** Where an export has it: pictures in one folder, anything else in another; a second one of a kind gets a number. */
export function artefactPath(flagSeq: number, artefact: PresentArtefact, taken: Set<string>): string {
  const folder = artefact.mediaType.startsWith('image/') ? 'pictures' : 'files';
  const name = artefactFilename(flagSeq, artefact);
  const dot = name.lastIndexOf('.');
  let unique = name;
  for (let n = 2; taken.has(unique); n += 1) unique = `${name.slice(0, dot)}-${n}${name.slice(dot)}`;
  taken.add(unique);
  return `data/${folder}/${unique}`;
}
