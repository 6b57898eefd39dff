// Reads a session from the queue for an exporter, a flag at a time. Runs in the UI (tab).
import type { Flag } from '../flag/flag';
import type { Session } from '../flag/session';
import type { Database } from '../queue/database';
import { purgedOf } from '../queue/purge';
import { flagsOf, readBlob } from '../queue/read';
import type { SessionSource } from './exporter';
import { custodyOf } from './session-custody';
import { receiptsOf } from './session-receipts';
import { sealsOf } from './session-seals';

/** Flags that come after this was made are not in it. */
export function sessionSource(db: Database, session: Session): SessionSource {
  return {
    session,
    artefact: (sha256) => readBlob(db, sha256),
    purged: async (flagId) => (await purgedOf(db, flagId))?.sha256s ?? [],
    judgements: (flagId) =>
      db.getAll('judgements', IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER])),
    seals: () => sealsOf(db, session.id),
    receipts: () => receiptsOf(db, session.id),
    custody: (head) => custodyOf(db, session.id, head),
    async *flags(): AsyncGenerator<Flag> {
      for await (const flag of flagsOf(db, session.id)) {
        if (flag.capture.seq >= session.nextSeq) return;
        yield flag;
      }
    },
  };
}
