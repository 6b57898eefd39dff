// What became of an address, in a few words. Runs in the UI.
import type { ErrorCode, Problem } from '../../errors';
import type { BulkItem } from '../../queue/database';
import { t } from '../t';
import { sentenceOf } from '../words';

const OWN = [
  'bulk_no_page',
  'bulk_unreachable',
  'bulk_locked',
  'bulk_timeout',
] as const satisfies readonly ErrorCode[];

/** Empty when the state says it all. */
export function outcomeWords({ notes = [], problem }: BulkItem): string {
  if (problem !== undefined) return whyNot(problem);
  return notes.map((note) => t(`bulk_note_${note}`)).join(' · ');
}

function whyNot(problem: Problem): string {
  if (problem.code === 'bulk_http_error')
    return t('bulk_why_http_error', String(problem.params?.status ?? ''));
  const own = OWN.find((code) => code === problem.code);
  return own === undefined ? sentenceOf(problem) : t(`bulk_why_${SHORT[own]}`);
}

const SHORT = {
  bulk_no_page: 'no_page',
  bulk_unreachable: 'unreachable',
  bulk_locked: 'locked',
  bulk_timeout: 'timeout',
} as const satisfies Record<(typeof OWN)[number], string>;
