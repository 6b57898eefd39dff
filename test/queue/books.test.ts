// The books of the queue balance whatever is done, by however many at once: tallies count rows, rows show records,
// the custody log is one unbroken chain.
import { expect, it } from 'vitest';
import { FlagpostError } from '../../src/errors';
import { STATUSES, statusOf } from '../../src/flag/states';
import { claimBatch } from '../../src/queue/batches';
import { type Database, openDatabase } from '../../src/queue/database';
import {
  dueDeliveries,
  enqueueReady,
  quarantine,
  readDeliveries,
  retryFlag,
} from '../../src/queue/deliveries';
import { discardFlag, judgeFlag, restoreFlag } from '../../src/queue/judgements';
import { readTallies } from '../../src/queue/read';
import { settleBatch } from '../../src/queue/settle';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { aDraft, FIELDS, freshQueue } from '../fakes/filled-queue';

const ENDPOINT = 'https://desk.example';
const clock = testClock();
const acting = { actor: 'analyst', endpointId: ENDPOINT, clock };

async function expectBalanced(db: Database, sessionId: string): Promise<void> {
  const rows = await db.getAll('rows');
  const counted = Object.fromEntries(
    STATUSES.map((status) => [status, rows.filter((row) => row.status === status).length]),
  );
  expect(await readTallies(db, sessionId)).toEqual(counted);
  for (const row of rows) {
    const [delivery] = await readDeliveries(db, row.id);
    expect([row.id, row.status]).toEqual([row.id, statusOf(row.flagState, delivery?.state)]);
    expect(new TextEncoder().encode(JSON.stringify(row)).byteLength).toBeLessThanOrEqual(500);
  }
  expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
}

/** Does `work`; a move that is not in the table is refused and changes nothing. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (
      !(error instanceof FlagpostError) ||
      !['illegal_state', 'already_sent', 'not_found'].includes(error.code)
    )
      throw error;
  });
}

async function sendSome(db: Database, pick: number): Promise<void> {
  const due = await dueDeliveries(db, ENDPOINT, clock.now(), 3);
  if (due.length === 0) return;
  const id = clock.id();
  const flagIds = due.map(({ flagId }) => flagId);
  const body = new Uint8Array();
  const at = '2026-11-21T10:00:00.000Z';
  const batch = {
    id,
    endpointId: ENDPOINT,
    idempotencyKey: id,
    body,
    bodySha256: '',
    flagIds,
    createdAt: at,
  } as const;
  const whole = { ...batch, state: 'built', dueAt: 0, attempts: [] } as const;
  if (!(await claimBatch(db, whole, due, clock.now() + 1000))) return;
  const statuses = ['accepted', 'duplicate', 'rejected'] as const;
  const flags = flagIds.slice(pick % 2).map((flagId, i) => ({
    flagId,
    status: statuses[(pick + i) % 3]!,
    sent: [],
    missing: [],
    problem: { code: 'flag_refused' } as const,
  }));
  await settleBatch(db, {
    receipt: { batchId: id, at, raw: '', sha256: '' },
    flags,
    at: clock.now(),
    retryAt: () => clock.now(),
  });
}

it.each([1, 2, 3, 4, 5])('after 150 random operations, a few at a time (%i)', async (seed) => {
  const { db, sessionId } = await freshQueue(clock);
  let state = seed * 7919;
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const ids: string[] = [];
  const operation = async (): Promise<void> => {
    const id = ids[next(ids.length)];
    if (id === undefined || next(5) === 0) {
      ids.push(await aDraft(db, sessionId, clock));
      return;
    }
    const operations = [
      () => judgeFlag(db, id, FIELDS, { ...acting, endpointId: next(2) === 0 ? ENDPOINT : undefined }),
      () => discardFlag(db, id, acting),
      () => restoreFlag(db, id, acting),
      () => retryFlag(db, id, acting),
      () => enqueueReady(db, ENDPOINT, clock.now()),
      () => quarantine(db, ENDPOINT, [id], { code: 'artefact_lost' }, clock.now()),
      () => sendSome(db, next(6)),
    ];
    await unlessRefused(operations[next(operations.length)]!());
  };
  for (let i = 0; i < 50; i += 1) await Promise.all([operation(), operation(), operation()]);
  await expectBalanced(db, sessionId);
  const { draft, discarded, ...sent } = await readTallies(db, sessionId);
  expect(Object.values(sent).some((count) => count > 0)).toBe(true);
  expect(draft + discarded).toBeLessThan(ids.length);
});

it('with two contexts writing at once', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const other = await openDatabase(db.name);
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const id = await aDraft(i % 2 === 0 ? db : other, sessionId, clock);
      await judgeFlag(i % 3 === 0 ? db : other, id, FIELDS, acting);
    }),
  );
  const custody = await db.getAll('custody');
  expect(custody).toHaveLength(81);
  await expectBalanced(other, sessionId);
});

it('notices a custody event that was changed or taken out', async () => {
  const { db, sessionId } = await freshQueue(clock);
  for (let i = 0; i < 3; i += 1) await aDraft(db, sessionId, clock);
  const events = await db.getAll('custody');
  expect(brokenLinks(events.map((event, i) => (i === 1 ? { ...event, actor: 'else' } : event)))).toEqual([1]);
  expect(brokenLinks(events.toSpliced(2, 1))).toContain(2);
});
