// Words for seals: when, of how much, and what is known of its time. Runs in the UI.
import * as z from 'zod/mini';
import { SealStatement } from '../../evidence/seal';
import type { SealTimestamp, StoredSeal } from '../../queue/database';
import { formatTime, t } from '../t';

/** What was signed; undefined for what this version cannot read. */
export function statementOf({ statement }: StoredSeal): SealStatement | undefined {
  try {
    return z.safeParse(SealStatement, JSON.parse(statement)).data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

export function timestampWords(timestamp: SealTimestamp, now: number): string {
  switch (timestamp.state) {
    case 'granted':
      return t('seal_stamped', formatTime(timestamp.genTime, now));
    case 'queued':
      return t('seal_queued');
    case 'none':
      return t('seal_unstamped');
  }
}
