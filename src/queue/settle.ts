// Settles a batch: the receipt verbatim, and what it means for each flag, in one transaction. Runs in the worker.
import type { Problem } from '../errors';
import type { DeliveryState } from '../flag/states';
import { claimedBy, openBatch } from './batches';
import { announce } from './changes';
import type { Database, Delivery, StoredReceipt } from './database';
import {
  concluded,
  type DeliveryTransaction,
  latestRevision,
  type Move,
  moveAll,
  queuedAgain,
  writeDeliveries,
} from './moves';
import { isDestroyed } from './purge';
import { isSent } from './uploads';

/** The endpoint's answer for one flag. */
export interface FlagSettlement {
  readonly flagId: string;
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly remoteId?: string | undefined;
  /** Why it was rejected. */
  readonly problem?: Problem | undefined;
  /** Digests that the batch named for this flag, and those of them that the endpoint lacks. */
  readonly sent: readonly string[];
  readonly missing: readonly string[];
}

export interface Settlement {
  readonly receipt: StoredReceipt;
  readonly flags: readonly FlagSettlement[];
  readonly at: number;
  /** When a flag that the receipt passes over may be claimed again, after so many attempts. */
  readonly retryAt: (attempts: number) => number;
}

export interface Settled {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** Takes effect once: a batch that is no longer open is left as it is. */
export async function settleBatch(db: Database, settlement: Settlement): Promise<Settled> {
  const { receipt, at } = settlement;
  const moves = await writeDeliveries(db, async (tx) => {
    const batch = await openBatch(tx, receipt.batchId);
    if (batch === undefined) return [];
    void tx.objectStore('receipts').put(receipt);
    void tx.objectStore('batches').put({ ...batch, state: 'acked', body: new Uint8Array() });
    const answers = new Map(settlement.flags.map((one) => [one.flagId, one]));
    const claimed = await claimedBy(tx, batch.id);
    const made = await Promise.all(
      claimed.map((delivery) => moveOf(tx, delivery, answers.get(delivery.flagId), settlement)),
    );
    await moveAll(tx, made, at, 'flagpost');
    return made;
  });
  announce({ type: 'flags', flagIds: moves.map(({ after }) => after.flagId) });
  const count = (state: DeliveryState): number => moves.filter(({ after }) => after.state === state).length;
  return { accepted: count('accepted'), duplicate: count('duplicate'), rejected: count('rejected') };
}

async function moveOf(
  tx: DeliveryTransaction,
  delivery: Delivery,
  answer: FlagSettlement | undefined,
  { at, retryAt }: Settlement,
): Promise<Move> {
  const again = async (from: Delivery, dueAt: number): Promise<Move> => {
    const revision = await latestRevision(tx, delivery.flagId);
    const after = queuedAgain(from, revision, dueAt);
    return { before: delivery, after, notes: [{ type: 'queued', detail: { revision } }] };
  };
  if (answer === undefined) return again(delivery, retryAt(delivery.attempts));
  if (answer.status === 'rejected') return rejected(tx, delivery, answer, at);
  const known: Delivery = { ...delivery, remoteId: answer.remoteId };
  if (await hasGrown(tx, delivery.flagId, answer.sent))
    return again({ ...known, verdict: answer.status }, at);
  if (answer.missing.length === 0) return concluded(tx, known, answer.status, at);
  const { missing, status } = answer;
  const after: Delivery = { ...known, verdict: status, missing, problem: undefined, dueAt: at, attempts: 0 };
  return { before: delivery, after, notes: [] };
}

async function rejected(
  tx: DeliveryTransaction,
  delivery: Delivery,
  { problem }: FlagSettlement,
  at: number,
): Promise<Move> {
  const { revision } = delivery;
  const refused = { type: 'refused', detail: { status: 'rejected', revision } } as const;
  const latest = await latestRevision(tx, delivery.flagId);
  if (latest === revision) {
    const after: Delivery = { ...delivery, state: 'rejected', problem, dueAt: at };
    return { before: delivery, after, notes: [refused] };
  }
  const after = { ...queuedAgain(delivery, latest, at), attempts: 0 };
  return { before: delivery, after, notes: [refused, { type: 'queued', detail: { revision: latest } }] };
}

/** Whether evidence joined the flag after the batch was made: then it goes again, with all of it. */
async function hasGrown(tx: DeliveryTransaction, flagId: string, sent: readonly string[]): Promise<boolean> {
  const range = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
  const [all, tombstone] = await Promise.all([
    tx.objectStore('artefacts').index('flag').getAll(range),
    tx.objectStore('tombstones').get(flagId),
  ]);
  return all.some((one) => isSent(one) && !isDestroyed(one, tombstone) && !sent.includes(one.sha256));
}
