// The items of bulk runs: taken one by one, settled once, given back by a worker that died. Runs in the worker.
// An item's flag has its id before anything is opened: whether it was stored can always be told.
import type { Problem } from '../errors';
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import { announce } from './changes';
import type { BulkItem, BulkNote, Database } from './database';
import { type WriteTransaction, write } from './transact';

/** Addresses of one run. */
export const BULK_MAX = 5000;

/** What the analyst is to know of a flag made for an item; a function of the records alone. */
export type Describe = (capture: Capture, item: BulkItem) => BulkNote[];

export type ClaimedItem = BulkItem & { readonly flagId: string };
type Claim =
  | { readonly what: 'item'; readonly item: ClaimedItem }
  /** It was in the queue already, and is settled. */
  | { readonly what: 'known' }
  /** Nothing is left, or nobody wants it to go on. */
  | { readonly what: 'over' };

/** Takes the next item, with the id that its flag will have. An item that was taken before keeps that id. */
export async function claimNext(db: Database, runId: string, clock: Clock): Promise<Claim> {
  const stores = ['bulkRuns', 'bulkItems', 'captures', 'rows'] as const;
  const claim = await write(db, [...stores], async (tx): Promise<Claim> => {
    const run = await tx.objectStore('bulkRuns').get(runId);
    if (run?.state !== 'running') return { what: 'over' };
    const [next] = await tx.objectStore('bulkItems').index('state').getAll(inState(runId, 'waiting'), 1);
    if (next === undefined) {
      await tx.objectStore('bulkRuns').put({ ...run, state: 'done' });
      return { what: 'over' };
    }
    const known = next.again === true ? undefined : await flagOf(tx, next.keys);
    if (known !== undefined) {
      await tx.objectStore('bulkItems').put({ ...next, state: 'known', flagId: known });
      return { what: 'known' };
    }
    const flagId = next.flagId ?? clock.id();
    const item = { ...next, state: 'working', flagId, claimedAt: clock.now() } as const;
    await tx.objectStore('bulkItems').put(item);
    return { what: 'item', item };
  });
  announce({ type: 'bulk' });
  return claim;
}

/** A flag of the same post that was not discarded. */
async function flagOf(
  tx: WriteTransaction<'bulkRuns' | 'bulkItems' | 'captures' | 'rows'>,
  keys: readonly string[],
): Promise<string | undefined> {
  for (const key of keys) {
    const ids = await tx.objectStore('captures').index('dedupeKeys').getAllKeys(key);
    for (const id of ids.reverse()) {
      const row = await tx.objectStore('rows').get(id);
      if (row !== undefined && row.flagState !== 'discarded') return id;
    }
  }
  return undefined;
}

/** The item's flag is on disk, or never will be: what came of it. A flag that is there counts, whatever `problem` says. */
export async function settleItem(
  db: Database,
  { n, runId }: BulkItem,
  problem: Problem | undefined,
  describe: Describe,
): Promise<void> {
  await write(db, ['bulkItems', 'captures'], async (tx) => {
    const item = await tx.objectStore('bulkItems').get([runId, n]);
    if (item?.state !== 'working' || item.flagId === undefined) return;
    const capture = await tx.objectStore('captures').get(item.flagId);
    const settled = capture === undefined ? failed(item, problem) : done(item, describe(capture, item));
    await tx.objectStore('bulkItems').put(settled);
  });
  announce({ type: 'bulk' });
}

function done({ problem: _none, ...item }: BulkItem, notes: readonly BulkNote[]): BulkItem {
  return { ...item, state: 'done', notes };
}

function failed(item: BulkItem, problem: Problem = { code: 'flag_failed' }): BulkItem {
  return { ...item, state: 'failed', problem };
}

/** Gives an item back that could not be worked on, and pauses its run; `problem` says why. */
export async function giveBack(db: Database, { n, runId }: BulkItem, problem: Problem): Promise<void> {
  await write(db, ['bulkRuns', 'bulkItems'], async (tx) => {
    const [run, item] = await Promise.all([
      tx.objectStore('bulkRuns').get(runId),
      tx.objectStore('bulkItems').get([runId, n]),
    ]);
    if (item?.state === 'working') await tx.objectStore('bulkItems').put({ ...item, state: 'waiting' });
    if (run?.state === 'running') await tx.objectStore('bulkRuns').put({ ...run, state: 'paused', problem });
  });
  announce({ type: 'bulk' });
}

/**
 * Items that a worker which is no more had taken: those whose flag was stored are done, the others wait again, and what
 * was begun of them is no cut gesture. `before` is when the living worker started.
 */
export async function releaseItems(db: Database, before: number, describe: Describe): Promise<void> {
  const stores = ['bulkRuns', 'bulkItems', 'captures', 'intents'] as const;
  const released = await write(db, [...stores], async (tx) => {
    const runs = await tx.objectStore('bulkRuns').getAllKeys();
    const items = tx.objectStore('bulkItems');
    const working = await Promise.all(runs.map((id) => items.index('state').getAll(inState(id, 'working'))));
    const cut = working.flat().filter(({ claimedAt = 0 }) => claimedAt < before);
    for (const item of cut) {
      const flagId = item.flagId ?? '';
      const capture = await tx.objectStore('captures').get(flagId);
      void tx.objectStore('intents').delete(flagId);
      void items.put(
        capture === undefined ? { ...item, state: 'waiting' } : done(item, describe(capture, item)),
      );
    }
    return cut.length;
  });
  if (released > 0) announce({ type: 'bulk' });
}

export function inState(runId: string, state: BulkItem['state']): IDBKeyRange {
  return IDBKeyRange.bound([runId, state, 0], [runId, state, BULK_MAX]);
}
