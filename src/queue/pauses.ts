// Pauses: an endpoint in trouble is left alone until a time that outlives the worker. Runs in the worker; the UI reads.
import type { Problem } from '../errors';
import { announce } from './changes';
import type { Database, Pause } from './database';
import { LONGEST_WAIT_MS } from './deliveries';
import { write } from './transact';

/** The pause of the endpoint, over or not; undefined when its last answer was a good one. */
export function readPause(db: Database, endpointId: string): Promise<Pause | undefined> {
  return db.get('pauses', endpointId);
}

/** Whether the pause still holds. One that ends absurdly late was written under a wrong clock. */
export function holds(pause: Pause | undefined, now: number): pause is Pause {
  return pause !== undefined && pause.until > now && pause.until < now + LONGEST_WAIT_MS;
}

export async function pauseEndpoint(db: Database, pause: Pause): Promise<void> {
  await write(db, ['pauses'], (tx) => tx.objectStore('pauses').put(pause));
  announce({ type: 'sync' });
}

/** The endpoint is well again, or the analyst changed what was wrong. */
export async function endPause(db: Database, endpointId: string): Promise<void> {
  await write(db, ['pauses'], (tx) => tx.objectStore('pauses').delete(endpointId));
  announce({ type: 'sync' });
}

export function trouble(
  before: Pause | undefined,
  endpointId: string,
  problem: Problem,
  waitMs: (failures: number) => number,
  now: number,
): Pause {
  const failures = (before?.failures ?? 0) + 1;
  return { endpointId, failures, problem, until: now + waitMs(failures) };
}
