// A worker's life for the sync tests: runs over one queue, a lock that dies with the worker, and looks into the store.
import { vi } from 'vitest';
import type { Status } from '../../src/flag/states';
import type { Database } from '../../src/queue/database';
import type { Settings } from '../../src/settings';
import type { Step } from '../../src/steps';
import { runSync, type SyncDeps, type SyncResult } from '../../src/sync/run';
import { type TestClock, testClock } from '../fakes/clock';
import { aFlag, freshQueue, type WantedArtefact } from '../fakes/filled-queue';

export const ENDPOINT = 'https://desk.example';

export interface Worker {
  readonly db: Database;
  readonly sessionId: string;
  readonly clock: TestClock;
  run(fetch: SyncDeps['fetch'], change?: Partial<SyncDeps>): Promise<SyncResult>;
  /** Runs until `step`, then is killed there: what it held in memory is gone, its lease is not. */
  dieAt(step: Step, fetch: SyncDeps['fetch']): Promise<void>;
  statusOf(flagId: string): Promise<Status | undefined>;
  statuses(): Promise<Record<string, number>>;
}

export async function startWorker(clock = testClock()): Promise<Worker> {
  const { db, sessionId } = await freshQueue(clock);
  const run: Worker['run'] = (fetch, change = {}) => runSync({ ...depsOf(db, clock, fetch), ...change });
  return {
    db,
    sessionId,
    clock,
    run,
    dieAt: async (step, fetch) => {
      vi.stubGlobal('__STEPS__', true);
      globalThis.flagpostPausedAt = undefined;
      globalThis.flagpostPause = step;
      void run(fetch);
      await vi.waitFor(() => {
        if (globalThis.flagpostPausedAt !== step) throw new Error(`${step} was not reached`);
      }, 5000);
      globalThis.flagpostPause = undefined;
    },
    statusOf: async (flagId) => (await db.get('rows', flagId))?.status,
    statuses: async () => {
      const rows = await db.getAll('rows');
      return Object.fromEntries(
        [...new Set(rows.map(({ status }) => status))].map((status) => [
          status,
          rows.filter((row) => row.status === status).length,
        ]),
      );
    },
  };
}

/** A worker with so many judged flags in its queue. */
export async function withFlags(
  count: number,
  artefacts: (n: number) => readonly WantedArtefact[] = () => [],
): Promise<{ worker: Worker; ids: string[] }> {
  const worker = await startWorker();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push(await aFlag(worker.db, worker.sessionId, worker.clock, ENDPOINT, artefacts(n)));
  }
  return { worker, ids };
}

export const settingsWith = (endpoint: Partial<NonNullable<Settings['endpoint']>> = {}): Settings => ({
  withoutPicture: false,
  openForm: true,
  toast: 'listed',
  autoSync: true,
  listenHosts: [],
  snapshot: false,
  wholePost: 'never',
  pinnedKeys: [],
  profile: { pseudonym: 'analyst', unit: 'Unit', country: 'NL' },
  endpoint: { url: ENDPOINT, batchSize: 100, rememberToken: false, ...endpoint },
});

function depsOf(db: Database, clock: TestClock, fetch: SyncDeps['fetch']): SyncDeps {
  return {
    db,
    clock,
    fetch,
    random: () => 0.5,
    settings: settingsWith(),
    token: 'test-token',
    keepAlive: () => Promise.resolve(),
    signal: new AbortController().signal,
    lock: (work) => work(),
  };
}
