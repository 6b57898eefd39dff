// Many runs through random faults, deaths and an analyst at work, from a seed. In the end every flag is at the endpoint,
// whole and in its newest revision, or visibly put aside; and the books balance.
import { afterEach, expect, it, vi } from 'vitest';
import { FlagpostError } from '../../src/errors';
import { STATUSES } from '../../src/flag/states';
import { readDeliveries, retryFlag } from '../../src/queue/deliveries';
import { discardFlag, judgeFlag } from '../../src/queue/judgements';
import { readTallies } from '../../src/queue/read';
import { STEPS } from '../../src/steps';
import { brokenLinks } from '../fakes/custody-chain';
import { aFlag, FIELDS } from '../fakes/filled-queue';
import { type Fault, modelDesk } from '../fakes/model-desk';
import { ENDPOINT, settingsWith, startWorker, type Worker } from './worker';

afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.flagpostPause = undefined;
});

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const answer = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ title: 'No' }, { status, headers });

const FAULTS: readonly Fault[] = [
  { before: () => 'drop' },
  { after: () => 'drop' },
  { before: () => answer(500) },
  { after: () => answer(502) },
  { before: () => answer(429, { 'Retry-After': '30' }) },
  { after: () => answer(409) },
  { before: () => answer(413) },
  { before: () => answer(401) },
  { after: () => new Response('<html>') },
  {
    after: async (whole) => {
      const { results, ...rest } = (await whole.json()) as { results?: unknown[] };
      return Response.json({ ...rest, ...(results && { results: results.slice(1) }) });
    },
  },
];

async function analystActs(
  worker: Worker,
  ids: string[],
  random: () => number,
  artefacts: () => number,
): Promise<void> {
  const { db, sessionId, clock } = worker;
  const acting = { actor: 'analyst', endpointId: ENDPOINT, clock };
  const some = ids[Math.floor(random() * ids.length)];
  const dice = random();
  if (some === undefined || dice < 0.5) {
    const shared = { text: `page ${Math.floor(random() * 3)}`, kind: 'metadata' as const };
    ids.push(
      await aFlag(db, sessionId, clock, random() < 0.8 ? ENDPOINT : undefined, [
        { text: `shot ${artefacts()}` },
        shared,
      ]),
    );
    return;
  }
  const status = await worker.statusOf(some);
  if (dice < 0.8 && status !== 'discarded')
    await judgeFlag(db, some, { ...FIELDS, severity: 1 + Math.floor(random() * 5) }, acting);
  else if (status === 'queued' || status === 'rejected' || status === 'quarantined')
    await discardFlag(db, some, acting).catch(unlessSent);
}

/** What an endpoint has in an older revision stays. */
function unlessSent(error: unknown): void {
  if (!(error instanceof FlagpostError) || error.code !== 'already_sent') throw error;
}

/** A run that may be killed at a random step; then its lease is waited out. */
async function someRun(
  worker: Worker,
  fetch: Parameters<Worker['run']>[0],
  random: () => number,
): Promise<void> {
  globalThis.flagpostPausedAt = undefined;
  globalThis.flagpostPause = random() < 0.4 ? STEPS[Math.floor(random() * STEPS.length)] : undefined;
  const over = worker.run(fetch, {
    settings: settingsWith({ batchSize: 4 }),
    random,
    byHand: random() < 0.3,
  });
  for (let done = false; !done && globalThis.flagpostPausedAt === undefined; ) {
    done = await Promise.race([
      over.then(() => true),
      new Promise<false>((tick) => setTimeout(() => tick(false), 2)),
    ]);
  }
  globalThis.flagpostPause = undefined;
}

it.each(Array.from({ length: 12 }, (_, seed) => seed))('comes out whole from seed %i', async (seed) => {
  vi.stubGlobal('__STEPS__', true);
  const random = seeded(seed);
  const worker = await startWorker();
  const { db, sessionId, clock } = worker;
  let trouble = 0.35;
  const fault = (): Fault | undefined =>
    random() < trouble ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
  const isBad = (id: string): boolean => id.charCodeAt(7) % 16 === 5;
  const desk = modelDesk(fault, {
    refuses: ({ flagId }) => isBad(flagId),
    rejects: ({ capture }) => capture.seq % 7 === 0,
  });
  const ids: string[] = [];
  let artefacts = seed * 1000;
  for (let round = 0; round < 20; round += 1) {
    const acts = Math.floor(random() * 4);
    const running = someRun(worker, desk.fetch, random);
    for (let i = 0; i < acts; i += 1) await analystActs(worker, ids, random, () => (artefacts += 1));
    await running;
    clock.pass(Math.floor(random() * 20 * 60_000));
  }
  trouble = 0;
  // a good day: what was put aside for no fault of its own is sent again
  for (let day = 0; day < 4; day += 1) {
    for (const id of ids) {
      const [delivery] = await readDeliveries(db, id);
      if (delivery?.state === 'quarantined' && (day === 0 || !isBad(id)))
        await retryFlag(db, id, { actor: 'analyst', endpointId: ENDPOINT, clock });
    }
    for (let hour = 0; hour < 3; hour += 1) {
      await worker.run(desk.fetch, { settings: settingsWith({ batchSize: 4 }), random });
      clock.pass(60 * 60_000);
    }
  }
  expect(ids.length).toBeGreaterThan(5);
  for (const id of ids) await expectAtRest(worker, desk, id, isBad(id));
  const rows = await db.getAll('rows');
  const counted = Object.fromEntries(
    STATUSES.map((status) => [status, rows.filter((row) => row.status === status).length]),
  );
  expect(await readTallies(db, sessionId)).toEqual(counted);
  expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
});

async function expectAtRest(
  worker: Worker,
  desk: ReturnType<typeof modelDesk>,
  id: string,
  isBad: boolean,
): Promise<void> {
  const row = (await worker.db.get('rows', id))!;
  if (row.status === 'discarded') return;
  expect([id, row.status]).toEqual([id, isBad ? 'quarantined' : row.seq % 7 === 0 ? 'rejected' : 'accepted']);
  if (row.status !== 'accepted') {
    expect(row.problem).toBe('flag_refused');
    return;
  }
  const newest = (await worker.db.getAllKeys('judgements', IDBKeyRange.bound([id, 0], [id, 999]))).at(-1)![1];
  const held = desk.flags.get(id)!.flag;
  expect(held.judgement.revision).toBe(newest);
  for (const { sha256 } of held.artefacts) expect(desk.stored.has(sha256)).toBe(true);
  const acknowledged = (await worker.db.getAll('custody')).filter(
    ({ type, subject, detail }) =>
      type === 'acknowledged' && subject.flagId === id && detail.revision === newest,
  );
  expect(acknowledged.length).toBeGreaterThanOrEqual(1);
}
