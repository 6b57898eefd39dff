// Drafts, judgements, discarding and taking that back. Runs in the UI and the worker.
import { FlagpostError } from '../errors';
import type { CustodyType } from '../evidence/custody';
import type { Draft, Judgement, JudgementFields } from '../flag/judgement';
import { type Row, withJudgement, withStatus } from '../flag/row';
import { type FlagState, moveDelivery, moveFlag } from '../flag/states';
import { type Clock, timeOf } from '../flag/time';
import { announce } from './changes';
import type { Database, Delivery } from './database';
import { append } from './log';
import { isHeld } from './moves';
import { putRow } from './rows';
import { type WriteTransaction, write } from './transact';

const STORES = ['captures', 'judgements', 'drafts', 'deliveries', 'rows', 'tallies', 'custody'] as const;
type Tx = WriteTransaction<(typeof STORES)[number]>;

/**
 * Keeps the form as far as it is filled. Of a draft that is there already only what `changed` names is replaced, an
 * undefined field being taken out: two views of one flag add to each other. `whole` begins one that is not there.
 */
export async function saveDraft(
  db: Database,
  flagId: string,
  changed: Draft,
  clock: Clock,
  whole: Draft = changed,
): Promise<void> {
  await write(db, ['drafts'], async (tx) => {
    const drafts = tx.objectStore('drafts');
    const draft = filledOf({ ...((await drafts.get(flagId))?.draft ?? whole), ...changed });
    const put = drafts.put({ flagId, draft, at: timeOf(clock.now()) });
    // asked for in the same breath: the popup may be gone before it could hear that the put is done
    tx.commit();
    await put;
  });
}

function filledOf(draft: Draft): Draft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

/** Throws away what was typed since the last judgement. */
export async function dropDraft(db: Database, flagId: string): Promise<void> {
  await write(db, ['drafts'], (tx) => tx.objectStore('drafts').delete(flagId));
}

/** Who acts, where flags go from here on, and when. */
export interface Acting {
  readonly actor: string;
  /** Id of the endpoint in the settings; without one a judged flag stays ready. */
  readonly endpointId: string | undefined;
  readonly clock: Clock;
}

/**
 * Stores a new revision of the judgement; the flag is ready, and queued when there is an endpoint.
 * Throws illegal_state for a discarded flag: only restoring, which the log names, brings one back.
 */
export async function judgeFlag(
  db: Database,
  flagId: string,
  fields: JudgementFields,
  { actor, endpointId, clock }: Acting,
): Promise<Judgement> {
  const at = timeOf(clock.now());
  const salt = clock.id();
  const judgement = await write(db, [...STORES], async (tx) => {
    const [row, capture] = await Promise.all([
      tx.objectStore('rows').get(flagId),
      tx.objectStore('captures').get(flagId),
    ]);
    if (capture === undefined) throw new FlagpostError('not_found');
    if (row?.flagState === 'discarded')
      throw new FlagpostError('illegal_state', { from: 'discarded', to: 'ready' });
    const revision = (await lastRevision(tx, flagId)) + 1;
    const next: Judgement = { schemaVersion: 1, flagId, revision, at, by: actor, salt, ...fields };
    void tx.objectStore('judgements').add(next);
    void tx.objectStore('drafts').delete(flagId);
    const delivery = await queueDelivery(tx, flagId, endpointId, revision, clock.now());
    await moveTo(tx, flagId, 'ready', delivery, {
      at,
      actor,
      type: revision === 1 ? 'judged' : 'edited',
      detail: { revision },
      projected: (before) => withJudgement(before, capture, fields),
    });
    return next;
  });
  announce({ type: 'flags', flagIds: [flagId] });
  return judgement;
}

/** Takes a flag out of the queue; it can be restored. Throws already_sent when an endpoint has it or is getting it. */
export async function discardFlag(db: Database, flagId: string, { actor, clock }: Acting): Promise<void> {
  const at = timeOf(clock.now());
  await write(db, [...STORES], async (tx) => {
    const deliveries = await deliveriesOf(tx, flagId);
    if (deliveries.some((delivery) => delivery.state === 'sending' || isHeld(delivery)))
      throw new FlagpostError('already_sent');
    for (const { endpointId } of deliveries) void tx.objectStore('deliveries').delete([flagId, endpointId]);
    await moveTo(tx, flagId, 'discarded', undefined, { at, actor, type: 'discarded', detail: {} });
  });
  announce({ type: 'flags', flagIds: [flagId] });
}

/** Undoes a discard: back to draft, or, when it had been judged, ready and queued again. */
export async function restoreFlag(db: Database, flagId: string, acting: Acting): Promise<void> {
  const { actor, endpointId, clock } = acting;
  const at = timeOf(clock.now());
  await write(db, [...STORES], async (tx) => {
    const revision = await lastRevision(tx, flagId);
    const judged = revision > 0;
    const delivery = judged ? await queueDelivery(tx, flagId, endpointId, revision, clock.now()) : undefined;
    await moveTo(tx, flagId, judged ? 'ready' : 'draft', delivery, {
      at,
      actor,
      type: 'restored',
      detail: {},
    });
  });
  announce({ type: 'flags', flagIds: [flagId] });
}

async function lastRevision(tx: Tx, flagId: string): Promise<number> {
  const range = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
  const cursor = await tx.objectStore('judgements').openCursor(range, 'prev');
  return cursor?.value.revision ?? 0;
}

function deliveriesOf(tx: Tx, flagId: string): Promise<Delivery[]> {
  return tx.objectStore('deliveries').getAll(IDBKeyRange.bound([flagId, ''], [flagId, '\uffff']));
}

/** While a delivery is under way it keeps its revision; settling it sees the newer one and queues again. */
async function queueDelivery(
  tx: Tx,
  flagId: string,
  endpointId: string | undefined,
  revision: number,
  now: number,
): Promise<Delivery | undefined> {
  if (endpointId === undefined) return undefined;
  const before = await tx.objectStore('deliveries').get([flagId, endpointId]);
  if (before?.state === 'sending') return before;
  const row = await tx.objectStore('rows').get(flagId);
  if (row === undefined) throw new FlagpostError('not_found');
  const { sessionId } = row;
  const fresh: Delivery = {
    flagId,
    endpointId,
    sessionId,
    state: 'queued',
    revision,
    dueAt: now,
    attempts: 0,
  };
  if (before !== undefined && before.state !== 'queued') moveDelivery(before.state, 'queued');
  const delivery = before === undefined ? fresh : { ...fresh, held: isHeld(before) };
  void tx.objectStore('deliveries').put(delivery);
  return delivery;
}

interface Note {
  readonly at: string;
  readonly actor: string;
  readonly type: CustodyType;
  readonly detail: Record<string, number>;
  /** What else of the row changes. */
  readonly projected?: (row: Row) => Row;
}

async function moveTo(
  tx: Tx,
  flagId: string,
  to: FlagState,
  delivery: Delivery | undefined,
  { at, actor, type, detail, projected = (row) => row }: Note,
): Promise<void> {
  const row = await tx.objectStore('rows').get(flagId);
  if (row === undefined) throw new FlagpostError('not_found');
  const moved = withStatus({ ...row, problem: '' }, moveFlag(row.flagState, to), delivery?.state);
  await putRow(tx.objectStore('rows'), tx.objectStore('tallies'), row, projected(moved));
  const subject = { flagId, sessionId: row.sessionId };
  await append(tx.objectStore('custody'), [{ at, actor, type, subject, detail }]);
}
