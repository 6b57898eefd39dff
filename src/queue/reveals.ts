// Custody events of looking, which change nothing else. Runs in the UI.

import { timeOf } from '../flag/time';
import type { Database } from './database';
import type { Acting } from './judgements';
import { append } from './log';
import { write } from './transact';

/** Logs that the analyst had a flag's picture shown unblurred. */
export async function recordReveal(
  db: Database,
  flagId: string,
  sha256: string,
  { actor, clock }: Pick<Acting, 'actor' | 'clock'>,
): Promise<void> {
  const at = timeOf(clock.now());
  await write(db, ['custody'], (tx) =>
    append(tx.objectStore('custody'), [
      { at, actor, type: 'revealed', subject: { flagId }, detail: { sha256 } },
    ]),
  );
}
