// Appends to the custody log inside the transaction that stores what the events tell of. Runs in the worker and the UI.
import type { IDBPObjectStore, StoreNames } from 'idb';
import { jumpOf, type Moment } from '../evidence/clock-jump';
import { type CustodyEntry, type CustodyEvent, nextEvent } from '../evidence/custody';
import { type Clock, timeOf } from '../flag/time';
import type { FlagpostDB } from './database';

type CustodyStore = IDBPObjectStore<FlagpostDB, StoreNames<FlagpostDB>[], 'custody', 'readwrite'>;
type Watch = Pick<Clock, 'now' | 'monotonic'>;

/** Of this context: its clock, and when it last wrote. */
let watched: Watch | undefined;
let lastWrite: Moment | undefined;

/** From here on the log of this context tells of a jump of this clock before the next event. Asked for once, by the entry. */
export function watchClock(clock: Watch | undefined): void {
  watched = clock;
  lastWrite = undefined;
}

/**
 * Adds the entries in order, chained to what is there. Read-write transactions of all contexts queue up, so there is one
 * chain. Entries that hang on other requests of the same transaction may come as a promise: the log is asked meanwhile.
 */
export async function append(
  custody: CustodyStore,
  entries: readonly CustodyEntry[] | Promise<readonly CustodyEntry[]>,
): Promise<CustodyEvent> {
  const [cursor, given] = await Promise.all([custody.openCursor(null, 'prev'), entries]);
  let last = cursor?.value;
  for (const entry of [...jumped(custody, last?.at), ...given]) {
    last = nextEvent(last, entry);
    // `add`, not `put`: a number that is taken aborts the transaction
    void custody.add(last);
  }
  if (last === undefined) throw new TypeError('append needs at least one entry');
  return last;
}

/** Told before the first event after it. What is not stored in the end is told by the next. */
function jumped(custody: CustodyStore, lastAt: string | undefined): CustodyEntry[] {
  if (watched === undefined) return [];
  const now: Moment = { wallMs: watched.now(), monotonicMs: watched.monotonic() };
  const jump = jumpOf(now, lastWrite, lastAt);
  custody.transaction.done.then(
    () => {
      lastWrite = now;
    },
    () => undefined, // `write` hears of it
  );
  if (jump === undefined) return [];
  return [
    { at: timeOf(now.wallMs), actor: 'flagpost', type: 'clock_jump', subject: {}, detail: { ...jump } },
  ];
}
