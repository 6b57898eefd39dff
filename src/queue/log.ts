// Appends to the custody log inside the transaction that stores what the events tell of. Runs in the worker and the UI.
import type { IDBPObjectStore, StoreNames } from 'idb';
import { type CustodyEntry, type CustodyEvent, nextEvent } from '../evidence/custody';
import type { FlagpostDB } from './database';

type CustodyStore = IDBPObjectStore<FlagpostDB, StoreNames<FlagpostDB>[], 'custody', 'readwrite'>;

/** Adds the entries in order, chained to what is there. Read-write transactions of all contexts queue up, so there is one chain. */
export async function append(custody: CustodyStore, entries: readonly CustodyEntry[]): Promise<CustodyEvent> {
  const cursor = await custody.openCursor(null, 'prev');
  let last = cursor?.value;
  for (const entry of entries) {
    last = nextEvent(last, entry);
    // `add`, not `put`: a number that is taken aborts the transaction
    void custody.add(last);
  }
  if (last === undefined) throw new TypeError('append needs at least one entry');
  return last;
}
