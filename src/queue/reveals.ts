// Custody events of looking, which change nothing else. Runs in the UI.

import type { CustodyType } from '../evidence/custody';
import { timeOf } from '../flag/time';
import type { Database } from './database';
import type { Acting } from './judgements';
import { append } from './log';
import { write } from './transact';

type Looking = Pick<Acting, 'actor' | 'clock'>;

/** Logs that the analyst had a flag's picture shown unblurred. */
export function recordReveal(db: Database, flagId: string, sha256: string, looking: Looking): Promise<void> {
  return record(db, 'revealed', flagId, sha256, looking);
}

/** Logs that the analyst opened an artefact: a picture at its full size, a snapshot, media. */
export function recordView(db: Database, flagId: string, sha256: string, looking: Looking): Promise<void> {
  return record(db, 'viewed', flagId, sha256, looking);
}

async function record(
  db: Database,
  type: CustodyType,
  flagId: string,
  sha256: string,
  { actor, clock }: Looking,
): Promise<void> {
  const at = timeOf(clock.now());
  await write(db, ['custody'], (tx) =>
    append(tx.objectStore('custody'), [{ at, actor, type, subject: { flagId }, detail: { sha256 } }]),
  );
}
