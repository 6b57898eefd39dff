// Batches: flags claimed for one request, with the exact bytes and the key it is sent (and sent again) with. Runs in the worker.
import type { Problem } from '../errors';
import { announce } from './changes';
import type { Database, Delivery, StoredBatch } from './database';
import { LONGEST_WAIT_MS } from './deliveries';
import {
  type DeliveryTransaction,
  latestRevision,
  type Move,
  moveAll,
  quarantined,
  writeDeliveries,
} from './moves';

/** What the body says of a flag: its revision. Another one by now makes the claim stale. */
export interface Claim {
  readonly flagId: string;
  readonly revision: number;
}

/** Attempts kept with a batch; older ones are forgotten, never the batch. */
const ATTEMPTS_KEPT = 100;
const EMPTY = new Uint8Array();

/**
 * Stores the batch and claims its flags until `leaseUntil`. False, and nothing stored, when any of them was
 * discarded, judged again or claimed meanwhile: the body is then to be made anew.
 */
export async function claimBatch(
  db: Database,
  batch: StoredBatch,
  claims: readonly Claim[],
  leaseUntil: number,
): Promise<boolean> {
  const { endpointId } = batch;
  const claimed = await writeDeliveries(db, async (tx) => {
    const found = await Promise.all(
      claims.map(async ({ flagId, revision }): Promise<Delivery | undefined> => {
        const delivery = await tx.objectStore('deliveries').get([flagId, endpointId]);
        const fresh = delivery?.state === 'queued' && (await latestRevision(tx, flagId)) === revision;
        return fresh ? { ...delivery, revision } : undefined;
      }),
    );
    const whole = found.filter((one) => one !== undefined);
    if (whole.length < claims.length) return false;
    void tx.objectStore('batches').add({ ...batch, dueAt: leaseUntil });
    const moves = whole.map((before): Move => {
      const { attempts } = before;
      const after = {
        ...before,
        state: 'sending',
        batchId: batch.id,
        dueAt: leaseUntil,
        attempts: attempts + 1,
      } as const;
      return { before, after, notes: [] };
    });
    await moveAll(tx, moves, Date.parse(batch.createdAt), 'flagpost');
    return true;
  });
  if (claimed) announce({ type: 'flags', flagIds: [...batch.flagIds] });
  return claimed;
}

/** Batches that are to be sent (again): never sent, or their lease lapsed, or their last attempt failed. */
export async function openBatches(db: Database, endpointId: string, now: number): Promise<StoredBatch[]> {
  const states = ['built', 'sending'] as const;
  const found = await Promise.all(
    states.map((state) => db.getAllFromIndex('batches', 'state', [endpointId, state])),
  );
  return found.flat().filter(({ dueAt }) => dueAt <= now || dueAt > now + LONGEST_WAIT_MS);
}

/** For a caller that holds the only lock on sending: whoever leased these batches is dead, and they are due now. */
export async function breakLeases(db: Database, endpointId: string, now: number): Promise<void> {
  const open = await openBatches(db, endpointId, Number.POSITIVE_INFINITY);
  for (const { id } of open.filter(({ dueAt }) => dueAt > now)) {
    await writeDeliveries(db, async (tx) => {
      const batch = await openBatch(tx, id);
      if (batch === undefined) return;
      void tx.objectStore('batches').put({ ...batch, dueAt: now });
      const moves = (await claimedBy(tx, id)).map(
        (before): Move => ({ before, after: { ...before, dueAt: now }, notes: [] }),
      );
      await moveAll(tx, moves, now, 'flagpost');
    });
  }
}

/** The request is about to go out: the lease is renewed and, the first time, the custody log says "sent". */
export async function startBatch(
  db: Database,
  batchId: string,
  leaseUntil: number,
  at: number,
): Promise<void> {
  await writeDeliveries(db, async (tx) => {
    const batch = await openBatch(tx, batchId);
    if (batch === undefined) return;
    void tx.objectStore('batches').put({ ...batch, state: 'sending', dueAt: leaseUntil });
    const { bodySha256 } = batch;
    const moves = (await claimedBy(tx, batchId)).map((before): Move => {
      const { revision } = before;
      const note = { type: 'sent', detail: { revision, bodySha256 } } as const;
      return {
        before,
        after: { ...before, dueAt: leaseUntil },
        notes: batch.state === 'built' ? [note] : [],
      };
    });
    await moveAll(tx, moves, at, 'flagpost');
  });
}

/** An attempt that brought no receipt. The lease is given back; when the batch is sent again, the pause decides. */
export async function recordAttempt(
  db: Database,
  batchId: string,
  attempt: StoredBatch['attempts'][number],
): Promise<void> {
  await writeDeliveries(db, async (tx) => {
    const batch = await openBatch(tx, batchId);
    if (batch === undefined) return;
    const attempts = [...batch.attempts, attempt].slice(-ATTEMPTS_KEPT);
    const at = Date.parse(attempt.at);
    void tx.objectStore('batches').put({ ...batch, attempts, dueAt: at });
    const moves = (await claimedBy(tx, batchId)).map(
      (before): Move => ({ before, after: { ...before, dueAt: at }, notes: [] }),
    );
    await moveAll(tx, moves, at, 'flagpost');
  });
}

/** Puts smaller batches, each with a key of its own, in the place of one that the endpoint would not take whole. */
export async function splitBatch(
  db: Database,
  batchId: string,
  parts: readonly StoredBatch[],
  at: number,
): Promise<void> {
  await writeDeliveries(db, async (tx) => {
    const batch = await openBatch(tx, batchId);
    if (batch === undefined) return;
    void tx.objectStore('batches').put({ ...batch, state: 'split', body: EMPTY });
    for (const part of parts) void tx.objectStore('batches').add(part);
    const moves = (await claimedBy(tx, batchId)).flatMap((before): Move[] => {
      const part = parts.find(({ flagIds }) => flagIds.includes(before.flagId));
      return part === undefined
        ? []
        : [{ before, after: { ...before, batchId: part.id, dueAt: at }, notes: [] }];
    });
    await moveAll(tx, moves, at, 'flagpost');
  });
}

/** The endpoint will not take this batch, which can be made no smaller: its flag is put aside with the reason. */
export async function failBatch(
  db: Database,
  batchId: string,
  problem: Problem,
  at: number,
): Promise<number> {
  const ids = await writeDeliveries(db, async (tx) => {
    const batch = await openBatch(tx, batchId);
    if (batch === undefined) return [];
    const attempts = [...batch.attempts, { at: new Date(at).toISOString(), problem }];
    void tx.objectStore('batches').put({ ...batch, state: 'failed', attempts });
    const moves = (await claimedBy(tx, batchId)).map((one) => quarantined(one, problem));
    await moveAll(tx, moves, at, 'flagpost');
    return moves.map(({ after }) => after.flagId);
  });
  announce({ type: 'flags', flagIds: ids });
  return ids.length;
}

/** The batch while it is open; undefined once it was settled, split or given up by someone else. */
export async function openBatch(tx: DeliveryTransaction, batchId: string): Promise<StoredBatch | undefined> {
  const batch = await tx.objectStore('batches').get(batchId);
  return batch?.state === 'built' || batch?.state === 'sending' ? batch : undefined;
}

/** The deliveries that wait for this batch's receipt. */
export async function claimedBy(tx: DeliveryTransaction, batchId: string): Promise<Delivery[]> {
  const all = await tx.objectStore('deliveries').index('batch').getAll(batchId);
  return all.filter(({ state, verdict }) => state === 'sending' && verdict === undefined);
}
