// A capture: what was read from a page at one moment. Immutable once stored. Runs anywhere.
import * as z from 'zod/mini';
import { PageMetadata, PostDetails } from './post';

const Rect = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
export type Rect = z.infer<typeof Rect>;

/** What the page's state was at one instant of the shot; before and after are compared. */
export const PageState = z.object({
  url: z.string(),
  title: z.string(),
  /** Made when the listener or reader entered the document: another document has another one. */
  documentId: z.string(),
  scroll: z.object({ x: z.number(), y: z.number() }),
  viewport: z.object({ w: z.number(), h: z.number() }),
  document: z.object({ w: z.number(), h: z.number() }),
  devicePixelRatio: z.number(),
  /** Scroll, history, resize and visibility events since the document was entered. */
  events: z.number(),
});
export type PageState = z.infer<typeof PageState>;

/** Why a capture is not verified, or a part of it is missing. */
export const CAPTURE_PROBLEMS = [
  'tab_switched',
  'navigated',
  'scrolled',
  'page_changed',
  'out_of_view',
  'state_unknown',
  'shot_refused',
  'shot_off',
  'read_failed',
  'profile_missing',
] as const;
export type CaptureProblem = (typeof CAPTURE_PROBLEMS)[number];

/** What collecting changed (Berkeley Protocol 153-154). `field` names what was cut or cleaned. */
const Alteration = z.object({
  kind: z.enum(['truncated', 'well_formed', 'url_dropped', 'items_dropped', 'value_dropped', 'scrolled']),
  field: z.string(),
});
export type Alteration = z.infer<typeof Alteration>;

/** How the post was chosen; `bulk`: by its address, in a run over many. */
export const GESTURES = ['menu', 'shortcut', 'popup', 'bulk'] as const;

/** How the target was found on the page. */
export const FOUND_VIA = [
  'clicked',
  'focused',
  'hovered',
  'nearest',
  'link',
  'media',
  'selection',
  'page',
] as const;
export type FoundVia = (typeof FOUND_VIA)[number];

const Circumstances = z.object({
  startedAt: z.string(),
  endedAt: z.string(),
  gesture: z.enum(GESTURES),
  foundVia: z.enum(FOUND_VIA),
  before: z.optional(PageState),
  after: z.optional(PageState),
  /** Of the post, CSS pixels in the top viewport; absent when it is not known there (cross-origin frame). */
  rectCssPx: z.optional(Rect),
  frameUrl: z.optional(z.string()),
  verified: z.boolean(),
  problems: z.array(z.enum(CAPTURE_PROBLEMS)),
  alterations: z.array(Alteration),
});

const Environment = z.object({
  extensionVersion: z.string(),
  browser: z.string(),
  browserVersion: z.string(),
  os: z.string(),
  userAgent: z.string(),
  languages: z.array(z.string()),
  incognito: z.boolean(),
});
export type Environment = z.infer<typeof Environment>;

/** Who collected: a pseudonym, never a name. */
export const Collector = z.object({ analystId: z.string(), unit: z.string(), country: z.string() });
export type Collector = z.infer<typeof Collector>;

export const Capture = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  sessionId: z.string(),
  /** Evidence number: from 1, per session, never reused. */
  seq: z.number(),
  flaggedAt: z.string(),
  flaggedAtLocal: z.string(),
  timeZone: z.string(),
  monotonicMs: z.number(),
  collectedBy: Collector,
  platform: z.string(),
  /** Exact address bar at capture. */
  pageUrl: z.string(),
  normalizedUrl: z.string(),
  /** SHA-256 hex of each native identity of the post: any shared key is the same post. */
  dedupeKeys: z.array(z.string()),
  /** SHA-256 hex of what the post says, made the same way each time: the same post twice has the same one. */
  contentDigest: z.optional(z.string()),
  post: PostDetails,
  page: z.optional(PageMetadata),
  capture: Circumstances,
  environment: Environment,
});
export type Capture = z.infer<typeof Capture>;
