// Reading bulk runs: which there are, how far they got, their items by the screenful. Runs in the worker and the UI.
import { inState } from './bulk-items';
import type { BulkItem, BulkRun, Database } from './database';

const STATES = [
  'waiting',
  'working',
  'done',
  'known',
  'failed',
] as const satisfies readonly BulkItem['state'][];
export type BulkCounts = Readonly<Record<(typeof STATES)[number], number>>;

/** Newest first: ids are ordered by time. */
export async function listRuns(db: Database): Promise<BulkRun[]> {
  return (await db.getAll('bulkRuns')).reverse();
}

/** The oldest that is to go on; the others wait for it. */
export async function nextRun(db: Database): Promise<BulkRun | undefined> {
  return (await db.getAll('bulkRuns')).find(({ state }) => state === 'running');
}

export async function countItems(db: Database, runId: string): Promise<BulkCounts> {
  const index = db.transaction('bulkItems').store.index('state');
  const counts = await Promise.all(STATES.map((state) => index.count(inState(runId, state))));
  const [waiting = 0, working = 0, done = 0, known = 0, failed = 0] = counts;
  return { waiting, working, done, known, failed };
}

/** Flags that were made where the address led on to, not at the address itself. */
export async function countElsewhere(db: Database, runId: string): Promise<number> {
  const done = await db.getAllFromIndex('bulkItems', 'state', inState(runId, 'done'));
  return done.filter(({ notes }) => notes?.includes('landed_elsewhere')).length;
}

/** The item under way. */
export async function workingItem(db: Database, runId: string): Promise<BulkItem | undefined> {
  return db.getFromIndex('bulkItems', 'state', inState(runId, 'working'));
}

/** Items with the numbers `from` to `to`, in their order. */
export async function readItems(db: Database, runId: string, from: number, to: number): Promise<BulkItem[]> {
  return db.getAll('bulkItems', IDBKeyRange.bound([runId, from], [runId, to]));
}

/** How many of these addresses have a flag that was not discarded. */
export async function countKnown(db: Database, all: readonly (readonly string[])[]): Promise<number> {
  const tx = db.transaction(['captures', 'rows']);
  const index = tx.objectStore('captures').index('dedupeKeys');
  const known = await Promise.all(
    all.map(async (keys) => {
      const ids = (await Promise.all(keys.map((key) => index.getAllKeys(key)))).flat();
      const rows = await Promise.all(ids.map((id) => tx.objectStore('rows').get(id)));
      return rows.some((row) => row !== undefined && row.flagState !== 'discarded');
    }),
  );
  return known.filter((one) => one).length;
}
