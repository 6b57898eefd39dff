// What a profile lets out: which flags, which of their artefacts. Runs anywhere.
// A partner gets what is named here and in the partner records; what is not named stays inside.
import type { AbsentReason, Artefact, PresentArtefact } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Flag } from '../flag/flag';
import type { Judgement } from '../flag/judgement';
import { LAWFUL_PURPOSES } from '../flag/taxonomy';
import type { Profile } from './exporter';

/** From this share of the window on, a crop counts as the whole of it. */
const WHOLE_WINDOW = 0.9;

/** A flag on its way into the files: what became of each of its artefacts. */
export interface Exported {
  readonly flag: Flag;
  readonly evidence: readonly ExportedArtefact[];
  /** SHA-256 of the capture's canonical JSON, as the custody log has it; undefined when it has no canonical form. */
  readonly captureSha256: string | undefined;
  readonly text: ExportedText;
}

/** The text as the profile shows it, or why it does not. */
export interface ExportedText {
  readonly text?: string | undefined;
  readonly left?: NotExported;
}

export type NotExported =
  | AbsentReason
  | 'not_captured'
  | 'not_verified'
  | 'whole_page'
  | 'working_copy'
  | 'purged'
  | 'artefact_lost';

export type ExportedArtefact =
  | { readonly artefact: PresentArtefact; readonly path: string }
  | { readonly artefact: Artefact; readonly path?: undefined; readonly left: NotExported };

/** A flag that was judged and neither held nor discarded. */
export function isReady(flag: Flag): flag is Flag & { readonly judgement: Judgement } {
  return flag.row.flagState === 'ready' && flag.judgement !== undefined;
}

export function carriesFlag(profile: Profile, flag: Flag): boolean {
  return profile === 'internal' || isReady(flag);
}

/**
 * What shows the post and nothing around it. Never the window, the page, a snapshot or an MHTML file, which show the
 * account that looked; nor the post's media, which not everyone may possess.
 */
const PARTNER_KINDS: readonly Artefact['kind'][] = ['screenshot_post', 'screenshot_whole_post', 'text'];

/** Whether the profile knows of this artefact at all. */
export function knowsArtefact(profile: Profile, artefact: Artefact): boolean {
  return profile === 'internal' || PARTNER_KINDS.includes(artefact.kind);
}

/** Why the bytes of an artefact stay behind; undefined when they are to be exported. */
export function leftBehind(profile: Profile, flag: Flag, artefact: Artefact): NotExported | undefined {
  if (artefact.status === 'absent') return artefact.absentReason;
  if (artefact.role === 'working') return 'working_copy';
  if (profile === 'internal') return undefined;
  // taken later, from a page that was or may have been another one by then
  if ((artefact.sameState ?? 'same') !== 'same') return 'not_verified';
  if (artefact.kind === 'text') return textFor(profile, flag.capture).left;
  // the crop of an unverified capture may show another tab, or another post
  if (!flag.capture.capture.verified) return 'not_verified';
  // a whole post is cut out by the post's rectangle: where there was none, it is a picture of something else
  const { rectCssPx } = flag.capture.capture;
  if (artefact.kind === 'screenshot_whole_post' && rectCssPx === undefined) return 'whole_page';
  return showsWholeWindow(flag.capture) ? 'whole_page' : undefined;
}

export function textFor(profile: Profile, capture: Capture): ExportedText {
  const chosen = capture.capture.foundVia === 'selection';
  if (profile === 'partner' && isWholePage(capture) && !chosen) return { left: 'whole_page' };
  return { text: capture.post.text };
}

/** The page itself was flagged, not something on it: its text and picture may name the account that looked at it. */
function isWholePage({ post }: Capture): boolean {
  return post.subject === 'website' && post.postUrlSource !== 'context_link';
}

/** Whether the crop is the viewport shot over again, or nearly. */
function showsWholeWindow(capture: Capture): boolean {
  const { rectCssPx: rect, before } = capture.capture;
  if (isWholePage(capture)) return true;
  if (rect === undefined || before === undefined) return false;
  const { w, h } = before.viewport;
  const shownW = Math.min(w, rect.x + rect.w) - Math.max(0, rect.x);
  const shownH = Math.min(h, rect.y + rect.h) - Math.max(0, rect.y);
  return shownW * shownH >= WHOLE_WINDOW * w * h;
}

/** Where an artefact went, or why there is none. */
interface Place {
  readonly path?: string;
  readonly sha256?: string;
  readonly left?: NotExported;
}

export function placeOf({ evidence }: Exported, kind: Artefact['kind']): Place {
  const found = evidence.filter(({ artefact }) => artefact.kind === kind);
  for (const { artefact, path } of found) {
    if (path !== undefined && artefact.status === 'present') return { path, sha256: artefact.sha256 };
  }
  const first = found[0];
  return { left: first !== undefined && first.path === undefined ? first.left : 'not_captured' };
}

export function purposesConsidered(judgement: Judgement | undefined): readonly string[] {
  const considered = judgement?.exclusionConsidered;
  return LAWFUL_PURPOSES.filter((purpose) => considered?.[purpose] === true);
}
