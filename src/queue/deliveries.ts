// Deliveries: what is to be sent of each flag to an endpoint, and how far it got. Runs in the worker and the UI.
import { FlagpostError, type Problem } from '../errors';
import { announce } from './changes';
import type { Database, Delivery } from './database';
import type { Acting } from './judgements';
import {
  type DeliveryTransaction,
  isHeld,
  latestRevision,
  type Move,
  moveAll,
  quarantined,
  queuedNote,
  redirected,
  writeDeliveries,
} from './moves';

const CHUNK = 500;
const LAST = Number.MAX_SAFE_INTEGER;

/** No wait is ever longer: a time further ahead was written under a wrong clock and counts as come. */
export const LONGEST_WAIT_MS = 2 * 60 * 60 * 1000;

/** Queues every ready flag that has no delivery yet. Reads one count per session when there is nothing to do. */
export async function enqueueReady(db: Database, endpointId: string, now: number): Promise<number> {
  let queued = 0;
  for (const sessionId of await db.getAllKeys('sessions')) {
    if (((await db.get('tallies', `${sessionId}|ready`)) ?? 0) === 0) continue;
    for (let from: number | undefined = 0; from !== undefined; ) {
      const chunk = await enqueueChunk(db, endpointId, sessionId, from, now);
      queued += chunk.queued;
      from = chunk.next;
    }
  }
  return queued;
}

async function enqueueChunk(
  db: Database,
  endpointId: string,
  sessionId: string,
  from: number,
  now: number,
): Promise<{ queued: number; next: number | undefined }> {
  const { ids, last } = await writeDeliveries(db, async (tx) => {
    const range = IDBKeyRange.bound([sessionId, 'ready', from], [sessionId, 'ready', LAST], true);
    const rows = await tx.objectStore('rows').index('status').getAll(range, CHUNK);
    const made = await Promise.all(rows.map(({ id }) => firstMove(tx, id, endpointId, sessionId, now)));
    const moves = made.filter((move) => move !== undefined);
    await moveAll(tx, moves, now, 'flagpost');
    return { ids: moves.map(({ after }) => after.flagId), last: rows.at(-1)?.seq };
  });
  if (ids.length > 0) announce({ type: 'flags', flagIds: ids });
  return { queued: ids.length, next: last };
}

async function firstMove(
  tx: DeliveryTransaction,
  flagId: string,
  endpointId: string,
  sessionId: string,
  now: number,
): Promise<Move | undefined> {
  const revision = await latestRevision(tx, flagId);
  if (revision === 0) return undefined;
  const fresh: Delivery = {
    flagId,
    endpointId,
    sessionId,
    state: 'queued',
    revision,
    dueAt: now,
    attempts: 0,
  };
  const notes = [queuedNote(revision)];
  // judged again while no endpoint was named: an earlier sending is not forgotten, one under way not disturbed
  const before = await tx.objectStore('deliveries').get([flagId, endpointId]);
  if (before === undefined) return { before, after: fresh, notes };
  if (before.state === 'sending') return { before, after: before, notes: [] };
  return { before, after: { ...fresh, held: isHeld(before) }, notes };
}

/** Deliveries that may be claimed, those that waited longest first. */
export async function dueDeliveries(
  db: Database,
  endpointId: string,
  now: number,
  limit: number,
): Promise<Delivery[]> {
  const between = (from: number, to: number): IDBKeyRange =>
    IDBKeyRange.bound([endpointId, 'queued', from], [endpointId, 'queued', to]);
  const due = await db.getAllFromIndex('deliveries', 'due', between(0, now), limit);
  if (due.length === limit) return due;
  const misdated = between(now + LONGEST_WAIT_MS, LAST);
  return [...due, ...(await db.getAllFromIndex('deliveries', 'due', misdated, limit - due.length))];
}

/** When the next delivery of this endpoint is due; undefined when none is queued or under way. */
export async function earliestDue(db: Database, endpointId: string): Promise<number | undefined> {
  const first = async (state: 'queued' | 'sending'): Promise<number | undefined> => {
    const range = IDBKeyRange.bound([endpointId, state, 0], [endpointId, state, LAST]);
    const cursor = await db.transaction('deliveries').store.index('due').openKeyCursor(range);
    return cursor?.key[2];
  };
  const times = (await Promise.all([first('queued'), first('sending')])).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Every delivery of a flag: for each endpoint what it said, and why it was put aside. */
export function readDeliveries(db: Database, flagId: string): Promise<Delivery[]> {
  return db.getAll('deliveries', IDBKeyRange.bound([flagId, ''], [flagId, '\uffff']));
}

/** Puts flags aside, visibly and with the reason, so that they hold up no other. */
export async function quarantine(
  db: Database,
  endpointId: string,
  flagIds: readonly string[],
  problem: Problem,
  at: number,
): Promise<number> {
  const ids = await writeDeliveries(db, async (tx) => {
    const found = await Promise.all(flagIds.map((id) => tx.objectStore('deliveries').get([id, endpointId])));
    const open = found.filter((one) => one?.state === 'queued' || one?.state === 'sending');
    const moves = open.flatMap((one) => (one === undefined ? [] : [quarantined(one, problem)]));
    await moveAll(tx, moves, at, 'flagpost');
    return moves.map(({ after }) => after.flagId);
  });
  announce({ type: 'flags', flagIds: ids });
  return ids.length;
}

/**
 * The analyst sends a refused or quarantined flag again, in its newest revision, to the endpoint of now.
 * Throws endpoint_missing without one, not_found or illegal_state when there is nothing that was put aside.
 */
export async function retryFlag(
  db: Database,
  flagId: string,
  { actor, endpointId, clock }: Acting,
): Promise<void> {
  if (endpointId === undefined) throw new FlagpostError('endpoint_missing');
  const now = clock.now();
  await writeDeliveries(db, async (tx) => {
    const all = await tx
      .objectStore('deliveries')
      .getAll(IDBKeyRange.bound([flagId, ''], [flagId, '\uffff']));
    const aside = all.filter(({ state }) => state === 'rejected' || state === 'quarantined');
    const last = aside.find((one) => one.endpointId === endpointId) ?? aside[0];
    if (last === undefined) throw new FlagpostError(all.length === 0 ? 'not_found' : 'illegal_state');
    await moveAll(tx, [await redirected(tx, last, endpointId, now)], now, actor);
  });
  announce({ type: 'flags', flagIds: [flagId] });
}
