// The custody log tells of a clock that was put forward or back, before the first event that was written after it.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CustodyEvent } from '../../src/evidence/custody';
import type { Database } from '../../src/queue/database';
import { openDatabase } from '../../src/queue/database';
import { append, watchClock } from '../../src/queue/log';
import { write } from '../../src/queue/transact';
import { brokenLinks } from '../fakes/custody-chain';
import 'fake-indexeddb/auto';

/** A computer: its clock can be put to another time, its running time cannot. */
function computer() {
  let wall = Date.parse('2026-11-21T10:00:00.000Z');
  let running = 500;
  return {
    now: () => wall,
    monotonic: () => running,
    pass: (ms: number) => {
      wall += ms;
      running += ms;
    },
    put: (ms: number) => {
      wall += ms;
    },
  };
}

let db: Database;
let clock: ReturnType<typeof computer>;
let opened = 0;

beforeEach(async () => {
  opened += 1;
  db = await openDatabase(`clock-jump-${opened}`);
  clock = computer();
  watchClock(clock);
});
afterEach(() => watchClock(undefined));

/** An event of something done `ago` ms ago. */
function log(ago = 0): Promise<CustodyEvent> {
  const at = new Date(clock.now() - ago).toISOString();
  return write(db, ['custody'], (tx) =>
    append(tx.objectStore('custody'), [{ at, actor: 'falcon', type: 'viewed', subject: {}, detail: {} }]),
  );
}

const told = async (): Promise<unknown[]> =>
  (await db.getAll('custody')).map(({ type, detail }) => (type === 'clock_jump' ? detail : type));

it('says nothing while both clocks agree, however long nothing was written', async () => {
  await log();
  clock.pass(3_600_000);
  clock.put(1_900);
  await log();
  await log(60_000);
  clock.pass(5);
  await log();
  expect(await told()).toEqual(['viewed', 'viewed', 'viewed', 'viewed']);
});

it('tells of a clock put forward, with what passed on either', async () => {
  await log();
  clock.pass(1_000);
  clock.put(2_001);
  await log();
  await log();
  expect(await told()).toEqual([
    'viewed',
    { wallMs: 3_001, monotonicMs: 1_000, backwards: false },
    'viewed',
    'viewed',
  ]);
  const events = await db.getAll('custody');
  expect(brokenLinks(events)).toEqual([]);
  expect(events[1]).toMatchObject({ actor: 'flagpost', at: '2026-11-21T10:00:03.001Z', subject: {} });
});

it('tells of a clock put back', async () => {
  await log();
  clock.pass(10_000);
  clock.put(-3_600_000);
  await log();
  expect(await told()).toEqual([
    'viewed',
    { wallMs: -3_590_000, monotonicMs: 10_000, backwards: true },
    'viewed',
  ]);
});

it('tells of a clock put back before it was started, from the last event alone', async () => {
  await log();
  clock.put(-86_400_000);
  watchClock(clock);
  await log();
  expect(await told()).toEqual(['viewed', { wallMs: -86_400_000, backwards: true }, 'viewed']);
});

it('tells of a jump with the next event when the first one was not stored', async () => {
  await log();
  clock.put(60_000);
  const failed = write(db, ['custody'], async (tx) => {
    const at = new Date(clock.now()).toISOString();
    await append(tx.objectStore('custody'), [
      { at, actor: 'falcon', type: 'viewed', subject: {}, detail: {} },
    ]);
    throw new RangeError('no');
  });
  await expect(failed).rejects.toThrow(RangeError);
  await log();
  expect(await told()).toEqual(['viewed', { wallMs: 60_000, monotonicMs: 0, backwards: false }, 'viewed']);
});

it('says nothing where no clock is watched', async () => {
  watchClock(undefined);
  await log();
  clock.put(-60_000);
  await log();
  expect(await told()).toEqual(['viewed', 'viewed']);
});
