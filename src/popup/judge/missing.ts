// What a field still lacks, in a sentence, and the order in which fields are gone through. Runs in the UI.
import { type DraftField, GROUP_MAX, NOTES_MAX, REASON_MAX, REASON_MIN } from '../../flag/judgement';
import { t } from '../t';

/** As they stand in the form, with the name of the input that is to be focused. */
export const FIELD_INPUTS: readonly (readonly [DraftField, string])[] = [
  ['subject', 'subject'],
  ['postUrl', 'postUrl'],
  ['category', 'category'],
  ['tcoGrounds', 'tcoGrounds'],
  ['severity', 'severity'],
  ['confidence', 'confidence'],
  ['imminentThreat', 'imminentThreat'],
  ['group', 'group'],
  ['reason', 'reason'],
  ['exclusionConsidered', 'conclusion'],
  ['notes', 'notes'],
];

const FIELD_WORDS = {
  subject: 'judge_subject',
  postUrl: 'judge_address',
  category: 'judge_category',
  tcoGrounds: 'judge_grounds',
  severity: 'judge_severity',
  imminentThreat: 'judge_imminent',
  confidence: 'judge_confidence',
  group: 'judge_group',
  reason: 'judge_reason',
  exclusionConsidered: 'judge_conclusion',
  notes: 'judge_notes',
} as const satisfies Record<DraftField, string>;

export function errorFor(field: DraftField, missing: readonly DraftField[]): string | undefined {
  if (!missing.includes(field)) return undefined;
  if (field === 'reason') return t('judge_missing_reason', REASON_MIN, REASON_MAX);
  if (field === 'group') return t('judge_missing_group', GROUP_MAX);
  if (field === 'notes') return t('judge_missing_notes', NOTES_MAX);
  return t(`judge_missing_${field}`);
}

export function missingSummary(missing: readonly DraftField[]): string {
  const words = inOrder(missing).map((field) => t(FIELD_WORDS[field]));
  return t('judge_missing', words.join(', '));
}

export function inOrder(missing: readonly DraftField[]): DraftField[] {
  return FIELD_INPUTS.flatMap(([field]) => (missing.includes(field) ? [field] : []));
}
