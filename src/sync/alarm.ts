// When the worker must be woken to sync. Runs in the worker and the UI.
import type { Database } from '../queue/database';
import { earliestDue, LONGEST_WAIT_MS } from '../queue/deliveries';
import { holds, readPause } from '../queue/pauses';

/** Epoch ms, never in the past; undefined when nothing waits for this endpoint. */
export async function nextSyncAt(db: Database, endpointId: string, now: number): Promise<number | undefined> {
  const due = await earliestDue(db, endpointId);
  if (due === undefined) return undefined;
  const pause = await readPause(db, endpointId);
  const own = due > now + LONGEST_WAIT_MS ? now : Math.max(due, now);
  return holds(pause, now) ? Math.max(own, pause.until) : own;
}
