// Reads a session from the queue for an exporter, a flag at a time. Runs in the UI (tab).
import type { CustodyEvent } from '../evidence/custody';
import type { Flag } from '../flag/flag';
import type { Session } from '../flag/session';
import { readCustody } from '../queue/custody';
import type { Database } from '../queue/database';
import { flagsOf, readBlob } from '../queue/read';
import type { CustodyLink, SessionSource } from './exporter';

/** Flags that come after this was made are not in it. */
export function sessionSource(db: Database, session: Session): SessionSource {
  return {
    session,
    artefact: (sha256) => readBlob(db, sha256),
    custody: () => custodyOf(db, session.id),
    async *flags(): AsyncGenerator<Flag> {
      for await (const flag of flagsOf(db, session.id)) {
        if (flag.capture.seq >= session.nextSeq) return;
        yield flag;
      }
    },
  };
}

/**
 * From the session's first event to its last, so that the chain can be followed; of other sessions' events only the links.
 * Exports at the end are left off: they tell of copies, and a second copy should equal the first.
 */
async function* custodyOf(db: Database, sessionId: string): AsyncGenerator<CustodyEvent | CustodyLink> {
  const own = ownership(db, sessionId);
  let first: number | undefined;
  let last = -1;
  for await (const event of readCustody(db)) {
    if (!(await own(event))) continue;
    first ??= event.n;
    if (event.type !== 'exported') last = event.n;
  }
  for await (const event of readCustody(db, first)) {
    if (event.n > last) return;
    yield (await own(event)) ? event : { n: event.n, prev: event.prev, hash: event.hash };
  }
}

/** Whether an event is about the session; an event that names only a flag or a batch belongs where those do. */
function ownership(db: Database, sessionId: string): (event: CustodyEvent) => Promise<boolean> {
  const batches = new Map<string, boolean>();
  const ownFlag = async (id: string) => (await db.get('rows', id))?.sessionId === sessionId;
  return async ({ subject }) => {
    if (subject.sessionId !== undefined) return subject.sessionId === sessionId;
    if (subject.flagId !== undefined) return ownFlag(subject.flagId);
    if (subject.batchId === undefined) return false;
    const known = batches.get(subject.batchId);
    if (known !== undefined) return known;
    const flagIds = (await db.get('batches', subject.batchId))?.flagIds ?? [];
    const owned = await Promise.all(flagIds.map(ownFlag));
    batches.set(subject.batchId, owned.includes(true));
    return owned.includes(true);
  };
}
