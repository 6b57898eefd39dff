// Moves deliveries, and with them rows, tallies and the custody log, in one strict transaction. Runs in the worker and the UI.
import type { CustodyEntry, CustodyType } from '../evidence/custody';
import { withStatus } from '../flag/row';
import { moveDelivery } from '../flag/states';
import { timeOf } from '../flag/time';
import type { Database, Delivery } from './database';
import { append } from './log';
import { putRows } from './rows';
import { type WriteTransaction, write } from './transact';

const STORES = [
  'judgements',
  'artefacts',
  'deliveries',
  'rows',
  'tallies',
  'custody',
  'batches',
  'receipts',
  'tombstones',
] as const;
export type DeliveryTransaction = WriteTransaction<(typeof STORES)[number]>;

/** What the custody log says of a move. */
export interface Note {
  readonly type: CustodyType;
  readonly detail: CustodyEntry['detail'];
}

export interface Move {
  readonly before: Delivery | undefined;
  readonly after: Delivery;
  readonly notes: readonly Note[];
}

export function writeDeliveries<T>(db: Database, work: (tx: DeliveryTransaction) => Promise<T>): Promise<T> {
  return write(db, [...STORES], work);
}

/** Carries the moves out. Each flag at most once. Throws illegal_state, and nothing is stored. */
export async function moveAll(
  tx: DeliveryTransaction,
  moves: readonly Move[],
  at: number,
  actor: string,
): Promise<void> {
  const rows = await Promise.all(moves.map(({ after }) => tx.objectStore('rows').get(after.flagId)));
  const changes = moves.flatMap(({ after }, i) => {
    const before = rows[i];
    if (before === undefined) return []; // a damaged store: the delivery is still moved, so that it cannot jam the rest
    const problem = shownProblem(after);
    return [{ before, row: { ...withStatus(before, before.flagState, after.state), problem } }];
  });
  for (const { before, after } of moves) {
    if (before !== undefined && before.state !== after.state) moveDelivery(before.state, after.state);
    void tx.objectStore('deliveries').put(after);
  }
  await putRows(tx.objectStore('rows'), tx.objectStore('tallies'), changes);
  const entries = moves.flatMap(({ after, notes }) => notes.map((note) => entryOf(after, note, at, actor)));
  if (entries.length > 0) await append(tx.objectStore('custody'), entries);
}

function shownProblem({ state, problem }: Delivery): string {
  return state === 'rejected' || state === 'quarantined' ? (problem?.code ?? '') : '';
}

function entryOf(
  { flagId, sessionId, batchId }: Delivery,
  note: Note,
  at: number,
  actor: string,
): CustodyEntry {
  const subject = batchId === undefined ? { flagId, sessionId } : { flagId, sessionId, batchId };
  return { at: timeOf(at), actor, type: note.type, subject, detail: note.detail };
}

/** Number of the newest judgement; 0 when there is none. */
export async function latestRevision(tx: DeliveryTransaction, flagId: string): Promise<number> {
  const range = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
  const keys = await tx.objectStore('judgements').getAllKeys(range);
  return keys.at(-1)?.[1] ?? 0;
}

/** Whether an endpoint has the flag, whole or not, in this or an earlier sending. */
export function isHeld({ held, verdict }: Delivery): boolean {
  return held === true || verdict !== undefined;
}

/** The delivery as it waits to be sent (again), with nothing of an earlier sending but that there was one. */
export function queuedAgain(delivery: Delivery, revision: number, dueAt: number): Delivery {
  const { flagId, endpointId, sessionId, attempts } = delivery;
  const held = isHeld(delivery);
  return { flagId, endpointId, sessionId, state: 'queued', revision, dueAt, attempts, held };
}

export function quarantined(delivery: Delivery, problem: NonNullable<Delivery['problem']>): Move {
  const after: Delivery = { ...delivery, state: 'quarantined', problem, missing: undefined };
  return { before: delivery, after, notes: [{ type: 'refused', detail: { code: problem.code } }] };
}

/** The endpoint has all of this revision: the verdict takes effect, or a newer judgement is queued at once. */
export async function concluded(
  tx: DeliveryTransaction,
  delivery: Delivery,
  verdict: 'accepted' | 'duplicate',
  at: number,
): Promise<Move> {
  const { revision } = delivery;
  const acknowledged: Note = { type: 'acknowledged', detail: { status: verdict, revision } };
  const latest = await latestRevision(tx, delivery.flagId);
  if (latest > revision) {
    const after = { ...queuedAgain({ ...delivery, verdict }, latest, at), attempts: 0 };
    const queued: Note = { type: 'queued', detail: { revision: latest } };
    return { before: delivery, after, notes: [acknowledged, queued] };
  }
  const after: Delivery = {
    ...delivery,
    state: verdict,
    verdict,
    missing: undefined,
    problem: undefined,
    dueAt: at,
    attempts: 0,
  };
  return { before: delivery, after, notes: [acknowledged] };
}

/** The delivery, put aside or stranded, as it sets out again: in the newest revision, to the endpoint of now. */
export async function redirected(
  tx: DeliveryTransaction,
  last: Delivery,
  endpointId: string,
  now: number,
): Promise<Move> {
  const revision = await latestRevision(tx, last.flagId);
  const after = { ...queuedAgain(last, revision, now), endpointId, attempts: 0 };
  if (last.endpointId === endpointId) return { before: last, after, notes: [queuedNote(revision)] };
  const there = await tx.objectStore('deliveries').get([last.flagId, endpointId]);
  void tx.objectStore('deliveries').delete([last.flagId, last.endpointId]);
  // the endpoint was in the settings before: what it has is not forgotten, and what is under way to it not disturbed
  if (there === undefined) return { before: undefined, after, notes: [queuedNote(revision)] };
  const held = isHeld(last) || isHeld(there);
  if (there.state === 'sending') return { before: there, after: { ...there, held }, notes: [] };
  return { before: undefined, after: { ...after, held }, notes: [queuedNote(revision)] };
}

export function queuedNote(revision: number): Note {
  return { type: 'queued', detail: { revision } };
}
