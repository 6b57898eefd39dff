// Bulk runs: started, changed, tried again, forgotten. With bulk-items.ts the only writer of runs and items.
// Runs in the worker and the UI. Opens no page and knows no platform.
import { FlagpostError, type Problem } from '../errors';
import { type Clock, timeOf } from '../flag/time';
import { BULK_MAX, inState } from './bulk-items';
import { announce } from './changes';
import type { BulkItem, BulkRun, Database } from './database';
import { write } from './transact';

export type BulkAddress = Pick<BulkItem, 'url' | 'keys'>;

/** Stores the run with all of its items, or nothing. `again`: what is in the queue already is flagged all the same. */
export async function startRun(
  db: Database,
  { sessionId, addresses, again }: { sessionId: string; addresses: readonly BulkAddress[]; again: boolean },
  clock: Clock,
): Promise<BulkRun> {
  if (addresses.length === 0) throw new FlagpostError('bulk_url_invalid');
  const kept = addresses.slice(0, BULK_MAX);
  const [id, startedAt] = [clock.id(), timeOf(clock.now())];
  const run: BulkRun = { id, sessionId, startedAt, state: 'running', total: kept.length };
  await write(db, ['bulkRuns', 'bulkItems'], async (tx) => {
    for (const [i, { keys, url }] of kept.entries())
      void tx.objectStore('bulkItems').add({ runId: id, n: i + 1, url, keys, again, state: 'waiting' });
    await tx.objectStore('bulkRuns').add(run);
  });
  announce({ type: 'bulk' });
  return run;
}

export type RunChange = 'pause' | 'resume' | 'cancel';
const CHANGED = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;

/** What is under way is finished; nothing after that. A run that is over stays so, but for one that is resumed. */
export async function changeRun(db: Database, runId: string, change: RunChange): Promise<void> {
  await write(db, ['bulkRuns'], async (tx) => {
    const { problem: _heard, ...run } = (await tx.objectStore('bulkRuns').get(runId)) ?? missing();
    if (run.state === 'done' || (change === 'pause' && run.state !== 'running')) return;
    await tx.objectStore('bulkRuns').put({ ...run, state: CHANGED[change] });
  });
  announce({ type: 'bulk' });
}

/** A run paused for want of something that concerns every item. */
export async function stopRun(db: Database, runId: string, problem: Problem): Promise<void> {
  await write(db, ['bulkRuns'], async (tx) => {
    const run = await tx.objectStore('bulkRuns').get(runId);
    if (run?.state === 'running') await tx.objectStore('bulkRuns').put({ ...run, state: 'paused', problem });
  });
  announce({ type: 'bulk' });
}

export type Retry = 'failed' | 'known' | 'elsewhere';

/** Puts what failed, was known or landed elsewhere back in line, and the run goes on. Flags that were made stay. */
export async function retryItems(db: Database, runId: string, which: Retry): Promise<number> {
  const count = await write(db, ['bulkRuns', 'bulkItems'], async (tx) => {
    const { problem: _heard, ...run } = (await tx.objectStore('bulkRuns').get(runId)) ?? missing();
    const state = which === 'elsewhere' ? 'done' : which;
    const all = await tx.objectStore('bulkItems').index('state').getAll(inState(runId, state));
    const chosen = all.filter(({ notes }) => which !== 'elsewhere' || notes?.includes('landed_elsewhere'));
    for (const { runId: of, n, url, keys, again } of chosen) {
      // what is known, or was flagged under another address, is flagged again because the analyst said so
      const anew = again === true || which !== 'failed';
      void tx.objectStore('bulkItems').put({ runId: of, n, url, keys, again: anew, state: 'waiting' });
    }
    if (chosen.length > 0) await tx.objectStore('bulkRuns').put({ ...run, state: 'running' });
    return chosen.length;
  });
  announce({ type: 'bulk' });
  return count;
}

/** Forgets a run that is over, with its addresses. Its flags stay. */
export async function forgetRun(db: Database, runId: string): Promise<void> {
  await write(db, ['bulkRuns', 'bulkItems'], async (tx) => {
    const run = await tx.objectStore('bulkRuns').get(runId);
    if (run?.state === 'running' || run?.state === 'paused') throw new FlagpostError('illegal_state');
    void tx.objectStore('bulkItems').delete(IDBKeyRange.bound([runId, 0], [runId, BULK_MAX]));
    await tx.objectStore('bulkRuns').delete(runId);
  });
  announce({ type: 'bulk' });
}

function missing(): never {
  throw new FlagpostError('not_found');
}
