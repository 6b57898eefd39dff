// Reads the custody log in order, in chunks. Runs in the UI and the worker.
import type { CustodyEvent } from '../evidence/custody';
import type { Database } from './database';

/** From event `start` up to the end as it is when it gets there; `chunk` events are in memory at a time. */
export async function* readCustody(db: Database, start = 0, chunk = 500): AsyncGenerator<CustodyEvent> {
  let from = start;
  for (;;) {
    const events = await db.getAll('custody', IDBKeyRange.lowerBound(from), chunk);
    yield* events;
    const last = events.at(-1);
    if (last === undefined) return;
    from = last.n + 1;
  }
}
