// Words for artefacts: what each is, how much later than the flag it was taken, what taking it changed. Runs in the UI.
import type { Artefact, ArtefactAlteration, PresentArtefact } from '../../flag/artefact';
import type { Capture } from '../../flag/capture';
import type { IconName } from '../parts/icons';
import { formatNumber, formatTime, language, t } from '../t';

/** How an artefact can be looked at here; a file is only saved. */
export type Look = 'picture' | 'text' | 'page' | 'file';

export function lookOf({ kind, mediaType }: PresentArtefact): Look {
  if (kind === 'dom_snapshot') return 'page';
  if (mediaType.startsWith('image/')) return 'picture';
  return mediaType.startsWith('text/') || mediaType === 'application/json' ? 'text' : 'file';
}

const ICONS = { picture: 'picture', text: 'text', page: 'page', file: 'media' } as const satisfies Record<
  Look,
  IconName
>;

export function iconOf(artefact: Artefact): IconName {
  return artefact.status === 'present' ? ICONS[lookOf(artefact)] : 'close';
}

export function kindName({ kind }: Pick<Artefact, 'kind'>): string {
  return t(`artefact_${kind}`);
}

/** Working copies are made of evidence and are none themselves. */
export function evidenceOf(artefacts: readonly Artefact[]): Artefact[] {
  return artefacts.filter(({ role }) => role === 'evidentiary');
}

/** What belongs to the gesture itself is not called late. */
const LATE_MS = 3000;
const MINUTE_MS = 60_000;

/** Undefined for what was taken with the flag. */
export function laterThan(capture: Capture, artefact: Artefact, now: number): string | undefined {
  const ms = Date.parse(artefact.capturedAt) - Date.parse(capture.capture.endedAt);
  if (!(ms > LATE_MS)) return undefined;
  if (ms >= 60 * MINUTE_MS) return t('artefact_taken', formatTime(artefact.capturedAt, now));
  const [unit, value] =
    ms < MINUTE_MS ? (['second', ms / 1000] as const) : (['minute', ms / MINUTE_MS] as const);
  const format = { style: 'unit', unit, unitDisplay: 'short' } as const;
  return t('artefact_later', new Intl.NumberFormat(language(), format).format(Math.round(value)));
}

export function alterationWords(alterations: readonly ArtefactAlteration[] = []): string[] {
  return alterations.map(({ kind, count }) => {
    const words = t(`alteration_${kind}`);
    return count === undefined || count < 2 ? words : t('alteration_counted', words, formatNumber(count));
  });
}
