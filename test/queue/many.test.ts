// 26,000 flags of one action day: queued in chunks, never all of them in memory, and cheap when there is nothing to do.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { rowOf, withStatus } from '../../src/flag/row';
import type { Database } from '../../src/queue/database';
import { dueDeliveries, enqueueReady } from '../../src/queue/deliveries';
import { readTallies } from '../../src/queue/read';
import { testClock } from '../fakes/clock';
import { captureOf, FIELDS, freshQueue } from '../fakes/filled-queue';

const COUNT = 26_000;
const ENDPOINT = 'https://desk.example';
const clock = testClock();
let db: Database;
let sessionId: string;

beforeAll(async () => {
  ({ db, sessionId } = await freshQueue(clock));
  const tx = db.transaction(['rows', 'judgements', 'tallies'], 'readwrite');
  for (let seq = 1; seq <= COUNT; seq += 1) {
    const id = clock.id();
    void tx
      .objectStore('rows')
      .put(withStatus(rowOf({ ...captureOf(id, sessionId, clock), seq }), 'ready', undefined));
    void tx
      .objectStore('judgements')
      .put({ schemaVersion: 1, flagId: id, revision: 1, at: '', by: '', ...FIELDS });
  }
  void tx.objectStore('tallies').put(COUNT, `${sessionId}|ready`);
  await tx.done;
}, 120_000);
afterAll(() => db.close());

it('queues them in transactions of at most 500', async () => {
  const begun = vi.spyOn(db, 'transaction');
  expect(await enqueueReady(db, ENDPOINT, clock.now())).toBe(COUNT);
  // and one that finds nothing more
  expect(begun.mock.calls.filter(([, mode]) => mode === 'readwrite')).toHaveLength(COUNT / 500 + 1);
  expect(await readTallies(db, sessionId)).toMatchObject({ ready: 0, queued: COUNT });
  expect(await db.count('custody')).toBe(COUNT + 1);
  begun.mockRestore();
}, 120_000);

it('begins no write when there is nothing to queue', async () => {
  const begun = vi.spyOn(db, 'transaction');
  expect(await enqueueReady(db, ENDPOINT, clock.now())).toBe(0);
  expect(begun.mock.calls.filter(([, mode]) => mode === 'readwrite')).toEqual([]);
});

it('gives out as many as are asked for', async () => {
  expect(await dueDeliveries(db, ENDPOINT, clock.now(), 100)).toHaveLength(100);
});
