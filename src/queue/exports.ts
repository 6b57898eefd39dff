// Logs that a session was exported. Runs in the UI, after the file is complete.
import { type Clock, timeOf } from '../flag/time';
import type { Database } from './database';
import { append } from './log';
import { write } from './transact';

export interface ExportNote {
  readonly sessionId: string;
  readonly profile: string;
  readonly flags: number;
  /** Files left out because their bytes are gone or damaged. */
  readonly lost: number;
  readonly sizeBytes: number;
  /** SHA-256 of the export's list of files. */
  readonly manifestSha256: string;
}

/** One event for the whole session. Throws FlagpostError disk_full when it cannot be stored. */
export async function logExport(db: Database, note: ExportNote, actor: string, clock: Clock): Promise<void> {
  const { sessionId, ...detail } = note;
  const entry = { at: timeOf(clock.now()), actor, type: 'exported' as const, subject: { sessionId }, detail };
  await write(db, ['custody'], (tx) => append(tx.objectStore('custody'), [entry]));
}
