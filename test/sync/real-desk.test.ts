// The sync against the desk itself, over HTTP on loopback, with PGlite behind it.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { discardFlag, judgeFlag } from '../../src/queue/judgements';
import { deskTransport } from '../../src/sync/desk-transport';
import type { SyncResult } from '../../src/sync/run';
import { transportContract } from '../contracts/transport';
import { startTestDesk, type TestDesk } from '../desk/desk';
import { testClock } from '../fakes/clock';
import {
  busy,
  type FaultScript,
  failed,
  faultScript,
  garbage,
  lostReply,
  partialReceipt,
  tooLarge,
} from '../fakes/faulty-desk';
import { aFlag, FIELDS } from '../fakes/filled-queue';
import { settingsWith, startWorker, type Worker } from './worker';

let desk: TestDesk;
let script: FaultScript;

beforeAll(async () => {
  script = faultScript();
  desk = await startTestDesk({ faults: script.faults });
}, 60_000);
afterAll(() => desk.close());

const parts = (token = desk.token, url = desk.url) =>
  deskTransport({ url, token, fetch: (address, init) => fetch(address, init), now: Date.now });

transportContract('the desk', async () => ({
  transport: parts(),
  stranger: parts('not-the-token'),
  unreachable: parts(desk.token, 'http://127.0.0.1:9'),
}));

const run = (worker: Worker, batchSize = 100): Promise<SyncResult> =>
  worker.run((url, init) => fetch(url, init), {
    token: desk.token,
    settings: settingsWith({ url: desk.url, batchSize }),
  });

/** Runs with the clock moved on after each, until nothing waits. */
async function runThrough(worker: Worker, batchSize?: number): Promise<SyncResult[]> {
  const results: SyncResult[] = [];
  for (let i = 0; i < 20; i += 1) {
    const result = await run(worker, batchSize);
    results.push(result);
    if (result.waitingUntil === undefined) return results;
    worker.clock.pass(result.waitingUntil - worker.clock.now());
  }
  throw new Error('it never came to rest');
}

/** Ids that no other test of this file used: the desk remembers. */
async function workerWith(count: number): Promise<{ worker: Worker; ids: string[] }> {
  const worker = await startWorker({ ...testClock(), id: randomUUID });
  const { clock } = worker;
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const shot = { text: `shot ${n} ${randomUUID()}`, kind: 'screenshot_viewport' as const };
    ids.push(await aFlag(worker.db, worker.sessionId, clock, desk.url, [shot]));
  }
  return { worker, ids };
}

it('brings flags and artefacts to the desk in one run', async () => {
  const { worker } = await workerWith(7);
  expect(await run(worker, 3)).toEqual({ sent: 7, accepted: 7, duplicate: 0, rejected: 0, quarantined: 0 });
});

it.each([
  ['a lost reply', [lostReply]],
  ['an endpoint in trouble', [failed(500), failed(503)]],
  ['a busy endpoint', [busy('30')]],
  ['an answer that is none', [garbage()]],
  ['a receipt that stops half-way', [partialReceipt(2)]],
  ['a batch that is too large', [tooLarge(), tooLarge()]],
  ['a lost answer to the artefacts', [undefined, lostReply]],
])('comes through %s', async (_what, faults) => {
  const { worker, ids } = await workerWith(5);
  script.next(...faults);
  const results = await runThrough(worker);
  expect(await worker.statuses()).toEqual({ accepted: 5 });
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(5);
  const acknowledged = (await worker.db.getAll('custody')).filter(({ type }) => type === 'acknowledged');
  expect(acknowledged.map(({ subject }) => subject.flagId).sort()).toEqual([...ids].sort());
});

it('brings a second revision there, and calls the second flag of a post a duplicate', async () => {
  const { worker, ids } = await workerWith(2);
  const { db, clock } = worker;
  await run(worker);
  await judgeFlag(db, ids[0]!, { ...FIELDS, severity: 5 }, { actor: 'analyst', endpointId: desk.url, clock });
  expect(await run(worker)).toMatchObject({ sent: 1, accepted: 1 });
  const capture = (await db.get('captures', ids[1]!))!;
  const again = await aFlag(db, worker.sessionId, clock, desk.url);
  await db.put('captures', { ...(await db.get('captures', again))!, dedupeKeys: capture.dedupeKeys });
  expect(await run(worker)).toMatchObject({ sent: 1, duplicate: 1 });
  await expect(
    discardFlag(db, again, { actor: 'analyst', endpointId: desk.url, clock }),
  ).rejects.toMatchObject({
    code: 'already_sent',
  });
});

it("sends the analyst's subject and address as they were judged, and the desk takes and shows them", async () => {
  const { worker, ids } = await workerWith(1);
  const { db, clock } = worker;
  const correction = { subject: 'account', postUrl: `https://example.org/u/${ids[0]}` } as const;
  await judgeFlag(
    db,
    ids[0]!,
    { ...FIELDS, ...correction },
    { actor: 'analyst', endpointId: desk.url, clock },
  );
  expect(await run(worker)).toMatchObject({ sent: 1, accepted: 1 });
  const body = new URLSearchParams({ token: desk.token });
  const signedIn = await fetch(`${desk.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const Cookie = signedIn.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  const page = await (await fetch(desk.url, { headers: { Cookie } })).text();
  expect(page).toContain(correction.postUrl);
  expect(page).toContain('<span>account</span> <em>read as post</em>');
});

it('keeps a flag with the reason that the desk rejects', async () => {
  const { worker, ids } = await workerWith(2);
  const capture = (await worker.db.get('captures', ids[0]!))!;
  await worker.db.put('captures', { ...capture, dedupeKeys: ['not a digest'] });
  expect(await run(worker)).toMatchObject({ sent: 2, accepted: 1, rejected: 1 });
  const delivery = await worker.db.get('deliveries', [ids[0]!, desk.url]);
  expect(delivery?.problem).toMatchObject({
    code: 'flag_refused',
    params: { detail: expect.stringContaining('dedupe key') },
  });
});
