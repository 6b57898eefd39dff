// A session's part of the custody log. Runs in the UI (tab). Of other sessions' events only the links go out.
import type { CustodyEvent } from '../evidence/custody';
import { readCustody } from '../queue/custody';
import type { Database } from '../queue/database';
import type { CustodyLink } from './exporter';

/** Events of the installation as a whole: they tell of no session, and what is sealed rests on them. */
const OF_ALL: readonly CustodyEvent['type'][] = ['key_made', 'clock_jump'];

/**
 * From the session's first event to its last, so that the chain can be followed; when the session is sealed, from the
 * making of the key where that came first. Exports at the end are left off: they tell of copies, and a second copy should
 * equal the first.
 */
export async function* custodyOf(
  db: Database,
  sessionId: string,
  head: number,
): AsyncGenerator<CustodyEvent | CustodyLink> {
  const own = ownership(db, sessionId);
  const sealed = (await db.countFromIndex('seals', 'session', ofSession(sessionId))) > 0;
  let first: number | undefined;
  let last = -1;
  for await (const event of readCustody(db)) {
    if (event.n > head) break;
    if (sealed && event.type === 'key_made') first ??= event.n;
    if (!(await own(event))) continue;
    first ??= event.n;
    if (event.type !== 'exported') last = event.n;
  }
  for await (const event of readCustody(db, first)) {
    if (event.n > last) return;
    const whole = OF_ALL.includes(event.type) || (await own(event));
    yield whole ? event : { n: event.n, prev: event.prev, hash: event.hash };
  }
}

export function ofSession(sessionId: string): IDBKeyRange {
  return IDBKeyRange.bound([sessionId, 0], [sessionId, Number.MAX_SAFE_INTEGER]);
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
