// Rows and their tallies, changed together in the transaction of what they project. Runs in the worker and the UI.
import type { IDBPObjectStore, StoreNames } from 'idb';
import type { Row } from '../flag/row';
import type { Status } from '../flag/states';
import type { FlagpostDB } from './database';

type Stores = StoreNames<FlagpostDB>[];
type RowStore = IDBPObjectStore<FlagpostDB, Stores, 'rows', 'readwrite'>;
type TallyStore = IDBPObjectStore<FlagpostDB, Stores, 'tallies', 'readwrite'>;

export function tallyKey(sessionId: string, status: Status): string {
  return `${sessionId}|${status}`;
}

/** Writes `row` in the place of `before` and moves the counts. */
export async function putRow(
  rows: RowStore,
  tallies: TallyStore,
  before: Row | undefined,
  row: Row,
): Promise<void> {
  await putRows(rows, tallies, [{ before, row }]);
}

/** Puts a new row when it comes; its tally is asked for meanwhile. */
export async function addRow(
  rows: RowStore,
  tallies: TallyStore,
  key: string,
  coming: Promise<Row>,
): Promise<void> {
  const [count, row] = await Promise.all([tallies.get(key), coming]);
  if (tallyKey(row.sessionId, row.status) !== key) throw new TypeError('a row that is counted elsewhere');
  void rows.put(row);
  void tallies.put((count ?? 0) + 1, key);
}

/** Many rows at once: each tally is read and written once. */
export async function putRows(
  rows: RowStore,
  tallies: TallyStore,
  changes: readonly { readonly before: Row | undefined; readonly row: Row }[],
): Promise<void> {
  const deltas = new Map<string, number>();
  const add = (key: string, n: number): void => {
    deltas.set(key, (deltas.get(key) ?? 0) + n);
  };
  for (const { before, row } of changes) {
    void rows.put(row);
    if (before !== undefined) add(tallyKey(before.sessionId, before.status), -1);
    add(tallyKey(row.sessionId, row.status), 1);
  }
  const moved = [...deltas].filter(([, delta]) => delta !== 0);
  const counts = await Promise.all(moved.map(([key]) => tallies.get(key)));
  for (const [i, [key, delta]] of moved.entries()) void tallies.put((counts[i] ?? 0) + delta, key);
}
