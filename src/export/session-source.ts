// Reads a session from the queue for an exporter, a flag at a time. Runs in the UI (tab).
import type { Flag } from '../flag/flag';
import type { Session } from '../flag/session';
import { readCustody } from '../queue/custody';
import type { Database } from '../queue/database';
import { flagsOf, readBlob } from '../queue/read';
import type { SessionSource } from './exporter';
import { custodyOf } from './session-custody';
import { receiptsOf } from './session-receipts';
import { sealsOf } from './session-seals';

/** Flags that come after this was made are not in it. */
export function sessionSource(db: Database, session: Session): SessionSource {
  let purged: Promise<ReadonlySet<string>> | undefined;
  return {
    session,
    artefact: (sha256) => readBlob(db, sha256),
    async purged(sha256) {
      // asked only where bytes are gone: then the whole log is read, once
      purged ??= purgedDigests(db);
      return (await purged).has(sha256);
    },
    judgements: (flagId) =>
      db.getAll('judgements', IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER])),
    seals: () => sealsOf(db, session.id),
    receipts: () => receiptsOf(db, session.id),
    custody: () => custodyOf(db, session.id),
    async *flags(): AsyncGenerator<Flag> {
      for await (const flag of flagsOf(db, session.id)) {
        if (flag.capture.seq >= session.nextSeq) return;
        yield flag;
      }
    },
  };
}

/** Every digest that a `purged` event names. */
async function purgedDigests(db: Database): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { type, detail } of readCustody(db)) {
    if (type !== 'purged') continue;
    for (const value of Object.values(detail).flat()) if (typeof value === 'string') found.add(value);
  }
  return found;
}
