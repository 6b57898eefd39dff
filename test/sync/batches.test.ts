// Batches on their way: sent once in effect, whatever becomes of the reply.
import { expect, it, vi } from 'vitest';
import { CUSTODY_TYPES, jcsHash } from '../../src/evidence/custody';
import { sha256Text } from '../../src/evidence/digest';
import { addEvidence } from '../../src/queue/captures';
import { readDeliveries, retryFlag } from '../../src/queue/deliveries';
import { discardFlag, judgeFlag } from '../../src/queue/judgements';
import { BATCH_MAX_BYTES } from '../../src/wire/batch';
import { deskByHand, expectNoRequest, receiptFor } from '../fakes/desk-by-hand';
import { aDraft, aFlag, evidenceOf, FIELDS } from '../fakes/filled-queue';
import { ENDPOINT, settingsWith, startWorker, withFlags } from './worker';

it('sends what is queued, and what the endpoint has whole is accepted', async () => {
  const { worker, ids } = await withFlags(2);
  await aDraft(worker.db, worker.sessionId, worker.clock);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  expect(request.batch().flags.map(({ flagId }) => flagId)).toEqual(ids);
  expect(await worker.statuses()).toEqual({ sending: 2, draft: 1 });
  request.accept();
  expect(await run).toEqual({ sent: 2, accepted: 2, duplicate: 0, rejected: 0, quarantined: 0 });
  expect(await worker.statuses()).toEqual({ accepted: 2, draft: 1 });
});

it('speaks the protocol: key, digest, token, and nothing that would give the analyst away', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  void worker.run(desk.fetch);
  const { url, method, headers, init, bytes, batch } = await desk.nextRequest();
  expect([method, url]).toEqual(['POST', `${ENDPOINT}/v1/batches`]);
  expect(headers.get('Authorization')).toBe('Bearer test-token');
  expect(headers.get('Content-Type')).toBe('application/json');
  expect(headers.get('Idempotency-Key')).toMatch(/^"[0-9a-f-]{36}"$/u);
  const digest = Buffer.from(sha256Text(new TextDecoder().decode(bytes)), 'hex').toString('base64');
  expect(headers.get('Content-Digest')).toBe(`sha-256=:${digest}:`);
  expect(init).toMatchObject({
    credentials: 'omit',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  });
  const { unit, custodyHead } = batch();
  expect(unit).toEqual({ name: 'Unit', country: 'NL' });
  const last = await worker.db.get('custody', custodyHead.n);
  expect(last?.hash).toBe(custodyHead.hash);
});

it('sends the capture with its own digest, without notes, analyst or working copies', async () => {
  const worker = await startWorker();
  const { db, sessionId, clock } = worker;
  const id = await aFlag(db, sessionId, clock, ENDPOINT, [
    { text: 'shot', kind: 'screenshot_viewport' },
    { text: 'small', kind: 'thumbnail' },
  ]);
  const desk = deskByHand();
  void worker.run(desk.fetch);
  const request = await desk.nextRequest();
  const [flag] = request.batch().flags;
  expect(flag?.capture).toEqual(await db.get('captures', id));
  expect(flag?.captureSha256).toBe(jcsHash(flag?.capture));
  expect(flag?.artefacts.map(({ kind }) => kind)).toEqual(['screenshot_viewport']);
  expect(flag?.judgement).not.toHaveProperty('notes');
  expect(flag?.judgement).not.toHaveProperty('by');
  expect(new TextDecoder().decode(request.bytes)).not.toContain('internal');
});

it('sends the same bytes under the same key after a lost reply, and counts it once', async () => {
  const { worker, ids } = await withFlags(3);
  const desk = deskByHand();
  const first = worker.run(desk.fetch);
  const lost = await desk.nextRequest();
  lost.breakOff();
  expect(await first).toMatchObject({ sent: 0, problem: { code: 'endpoint_unreachable' } });
  expect(await worker.statuses()).toEqual({ sending: 3 });
  worker.clock.pass(60_000);
  const second = worker.run(desk.fetch);
  const again = await desk.nextRequest();
  expect(again.headers.get('Idempotency-Key')).toBe(lost.headers.get('Idempotency-Key'));
  expect(again.bytes).toEqual(lost.bytes);
  again.accept();
  expect(await second).toMatchObject({ sent: 3, accepted: 3 });
  const sent = (await worker.db.getAll('custody')).filter(({ type }) => type === 'sent');
  expect(sent.map(({ subject }) => subject.flagId)).toEqual(ids);
});

it('keeps the receipt byte for byte and writes down who holds what', async () => {
  const { worker, ids } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  const raw = `${JSON.stringify(receiptFor(request.batch()), null, 3)}\n`;
  request.respondWith(raw);
  await run;
  const [receipt] = await worker.db.getAll('receipts');
  expect(receipt).toMatchObject({ raw, sha256: sha256Text(raw) });
  const [delivery] = await readDeliveries(worker.db, ids[0]!);
  expect(delivery).toMatchObject({ state: 'accepted', remoteId: `remote ${ids[0]}`, revision: 1 });
  const types = (await worker.db.getAll('custody')).map(({ type }) => type);
  expect(types).toEqual(['session_started', 'captured', 'judged', 'sent', 'acknowledged']);
  expect(CUSTODY_TYPES).toEqual(expect.arrayContaining(types));
});

it('asks nothing of the endpoint when nothing is due', async () => {
  const worker = await startWorker();
  const desk = deskByHand();
  expect(await worker.run(desk.fetch)).toEqual({
    sent: 0,
    accepted: 0,
    duplicate: 0,
    rejected: 0,
    quarantined: 0,
  });
  expect(desk.waiting).toEqual([]);
});

it('queues flags that were judged before there was an endpoint', async () => {
  const worker = await startWorker();
  const id = await aFlag(worker.db, worker.sessionId, worker.clock, undefined);
  expect(await worker.statusOf(id)).toBe('ready');
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept();
  await run;
  expect(await worker.statusOf(id)).toBe('accepted');
});

it('sends what was on its way to an endpoint that was given up to the new one', async () => {
  const { worker, ids } = await withFlags(3);
  const wrong = deskByHand();
  const first = worker.run(wrong.fetch, { settings: settingsWith({ batchSize: 2 }) });
  (await wrong.nextRequest()).breakOff();
  await first;
  expect(await worker.statuses()).toEqual({ sending: 2, queued: 1 });
  const right = deskByHand();
  const second = worker.run(right.fetch, { settings: settingsWith({ url: 'https://right.example' }) });
  const request = await right.nextRequest();
  expect(request.url).toBe('https://right.example/v1/batches');
  expect(
    request
      .batch()
      .flags.map(({ flagId }) => flagId)
      .sort(),
  ).toEqual(ids);
  request.accept();
  expect(await second).toMatchObject({ accepted: 3 });
  const back = await worker.run(wrong.fetch);
  expect(back).toMatchObject({ sent: 0 });
  expect(wrong.waiting).toEqual([]);
});

it('marks duplicates as the endpoint calls them', async () => {
  const { worker, ids } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept({
    results: [{ flagId: ids[0]!, status: 'duplicate', duplicateOf: 'other' }],
  });
  expect(await run).toMatchObject({ sent: 1, accepted: 0, duplicate: 1 });
  expect(await worker.statusOf(ids[0]!)).toBe('duplicate');
});

it('keeps a rejected flag with the reason, sends the others, and sends it again when the analyst says so', async () => {
  const { worker, ids } = await withFlags(2);
  const [bad, good] = ids as [string, string];
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const problem = { title: 'Refused', detail: 'No grounds were named.' };
  (await desk.nextRequest()).accept({
    results: [
      { flagId: bad, status: 'rejected', problem },
      { flagId: good, status: 'accepted' },
    ],
  });
  expect(await run).toMatchObject({ accepted: 1, rejected: 1 });
  expect(await worker.db.get('rows', bad)).toMatchObject({ status: 'rejected', problem: 'flag_refused' });
  const [delivery] = await readDeliveries(worker.db, bad);
  expect(delivery?.problem).toEqual({ code: 'flag_refused', params: { detail: 'No grounds were named.' } });
  await retryFlag(worker.db, bad, { actor: 'analyst', endpointId: ENDPOINT, clock: worker.clock });
  expect(await worker.db.get('rows', bad)).toMatchObject({ status: 'queued', problem: '' });
  const again = worker.run(desk.fetch);
  (await desk.nextRequest()).accept();
  expect(await again).toMatchObject({ accepted: 1 });
});

it('refuses to send a flag again that was never put aside', async () => {
  const { worker, ids } = await withFlags(1);
  const acting = { actor: 'analyst', endpointId: ENDPOINT, clock: worker.clock };
  await expect(retryFlag(worker.db, ids[0]!, acting)).rejects.toMatchObject({ code: 'illegal_state' });
  await expect(retryFlag(worker.db, 'none', acting)).rejects.toMatchObject({ code: 'not_found' });
});

it('queues a flag again that the receipt passes over, and settles the rest', async () => {
  const { worker, ids } = await withFlags(3);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  const { results } = receiptFor(request.batch());
  request.accept({ results: results.slice(1) });
  const result = await run;
  expect(result).toMatchObject({ sent: 2, accepted: 2 });
  expect(await worker.statusOf(ids[0]!)).toBe('queued');
  expect(result.waitingUntil).toBeGreaterThan(worker.clock.now());
  worker.clock.pass(60_000);
  const again = worker.run(desk.fetch);
  const second = await desk.nextRequest();
  expect(second.batch().flags.map(({ flagId }) => flagId)).toEqual([ids[0]]);
  expect(second.headers.get('Idempotency-Key')).not.toBe(request.headers.get('Idempotency-Key'));
  second.accept();
  expect(await again).toMatchObject({ accepted: 1 });
});

it('makes the batch anew when a flag is discarded while it is being made', async () => {
  const { worker, ids } = await withFlags(2);
  const { db, clock } = worker;
  const desk = deskByHand();
  // between the reading of the flags and the claim
  vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async () => {
    await discardFlag(db, ids[0]!, { actor: 'analyst', endpointId: ENDPOINT, clock });
    return new ArrayBuffer(32);
  });
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  expect(request.batch().flags.map(({ flagId }) => flagId)).toEqual([ids[1]]);
  request.accept();
  await run;
  expect(await worker.statusOf(ids[0]!)).toBe('discarded');
});

it('makes the batch anew when a flag is judged again while it is being made', async () => {
  const { worker, ids } = await withFlags(1);
  const { db, clock } = worker;
  const desk = deskByHand();
  vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async () => {
    await judgeFlag(
      db,
      ids[0]!,
      { ...FIELDS, severity: 5 },
      { actor: 'analyst', endpointId: ENDPOINT, clock },
    );
    return new ArrayBuffer(32);
  });
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  expect(request.batch().flags[0]?.judgement).toMatchObject({ revision: 2, severity: 5 });
  request.accept();
  expect(await run).toMatchObject({ accepted: 1 });
});

it.each(['accepted', 'rejected'] as const)(
  'sends a judgement made while the old one was under way, once that is %s',
  async (status) => {
    const { worker, ids } = await withFlags(1);
    const { db, clock } = worker;
    const desk = deskByHand();
    const run = worker.run(desk.fetch);
    const first = await desk.nextRequest();
    await judgeFlag(
      db,
      ids[0]!,
      { ...FIELDS, severity: 5 },
      { actor: 'analyst', endpointId: ENDPOINT, clock },
    );
    first.accept({ results: [{ flagId: ids[0]!, status }] });
    const second = await desk.nextRequest();
    expect(second.batch().flags[0]?.judgement).toMatchObject({ revision: 2, severity: 5 });
    second.accept();
    expect(await run).toMatchObject({ sent: 2, accepted: 1 });
    expect((await readDeliveries(db, ids[0]!))[0]).toMatchObject({ state: 'accepted', revision: 2 });
  },
);

it('sends a flag again when evidence joined it while it was under way', async () => {
  const { worker, ids } = await withFlags(1);
  const { db, clock } = worker;
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const first = await desk.nextRequest();
  const late = evidenceOf(ids[0]!, 1, clock, { text: 'late', kind: 'screenshot_post' });
  await addEvidence(db, ids[0]!, [late], '2026-11-21T10:00:01.000Z');
  first.accept();
  const second = await desk.nextRequest();
  expect(second.batch().flags[0]?.artefacts).toHaveLength(1);
  second.accept();
  expect(await run).toMatchObject({ accepted: 1 });
});

it('sends a flag again when evidence joined it after the endpoint had it', async () => {
  const { worker, ids } = await withFlags(1);
  const { db, clock } = worker;
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept();
  await run;
  const late = evidenceOf(ids[0]!, 1, clock, { text: 'late', kind: 'screenshot_post' });
  await addEvidence(db, ids[0]!, [late], '2026-11-21T10:00:01.000Z');
  expect(await worker.statusOf(ids[0]!)).toBe('queued');
  clock.pass(1000);
  const again = worker.run(desk.fetch);
  const second = await desk.nextRequest();
  expect(second.batch().flags[0]?.artefacts).toHaveLength(1);
  second.accept();
  expect(await again).toMatchObject({ accepted: 1 });
});

it('does not send a flag again for a thumbnail', async () => {
  const { worker, ids } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept();
  await run;
  const late = evidenceOf(ids[0]!, 1, worker.clock, { text: 'small', kind: 'thumbnail' });
  await addEvidence(worker.db, ids[0]!, [late], '2026-11-21T10:00:01.000Z');
  expect(await worker.statusOf(ids[0]!)).toBe('accepted');
});

it('bounds a batch by count', async () => {
  const { worker } = await withFlags(5);
  const desk = deskByHand();
  const run = worker.run(desk.fetch, { settings: settingsWith({ batchSize: 2 }) });
  const sizes: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    const request = await desk.nextRequest();
    sizes.push(request.batch().flags.length);
    request.accept();
  }
  await run;
  expect(sizes).toEqual([2, 2, 1]);
});

it('bounds a batch by bytes; a flag too big for any batch goes alone', async () => {
  const worker = await startWorker();
  const { db, sessionId, clock } = worker;
  const ids: string[] = [];
  for (const size of [1_900_000, 1_900_000, 1_900_000, 4_100_000, 10]) {
    const id = await aFlag(db, sessionId, clock, ENDPOINT);
    const capture = (await db.get('captures', id))!;
    await db.put('captures', { ...capture, post: { ...capture.post, text: 'x'.repeat(size) } });
    ids.push(id);
  }
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const sent: string[][] = [];
  for (let i = 0; i < 4; i += 1) {
    const request = await desk.nextRequest();
    const flags = request.batch().flags.map(({ flagId }) => flagId);
    if (flags.length > 1) expect(request.bytes.byteLength).toBeLessThanOrEqual(BATCH_MAX_BYTES);
    sent.push(flags);
    request.accept();
  }
  await run;
  expect(sent).toEqual([[ids[0], ids[1]], [ids[2]], [ids[3]], [ids[4]]]);
});

it('puts a flag aside that cannot be put on the wire, and sends the others', async () => {
  const { worker, ids } = await withFlags(3);
  const { db } = worker;
  const capture = (await db.get('captures', ids[1]!))!;
  await db.put('captures', { ...capture, post: { ...capture.post, text: 'half \ud800' } });
  await db.delete('captures', ids[2]!);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  expect(request.batch().flags.map(({ flagId }) => flagId)).toEqual([ids[0]]);
  request.accept();
  expect(await run).toMatchObject({ accepted: 1, quarantined: 2 });
  expect(await db.get('rows', ids[1]!)).toMatchObject({ status: 'quarantined', problem: 'flag_unsendable' });
});

it('says when the store cannot be had, and when the disk is full, and loses nothing by it', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const request = await desk.nextRequest();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  request.accept();
  expect(await run).toMatchObject({ sent: 0, problem: { code: 'disk_full' } });
  put.mockRestore();
  expect(await worker.statuses()).toEqual({ sending: 1 });
  expect(await worker.db.count('receipts')).toBe(0);
  worker.clock.pass(10 * 60_000);
  const again = worker.run(desk.fetch);
  const second = await desk.nextRequest();
  expect(second.headers.get('Idempotency-Key')).toBe(request.headers.get('Idempotency-Key'));
  second.accept();
  expect(await again).toMatchObject({ accepted: 1 });
  worker.db.close();
  expect((await worker.run(desk.fetch)).problem).toMatchObject({ code: 'store_unavailable' });
});

it('runs once at a time', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  const taken = await worker.run(desk.fetch, { lock: () => Promise.resolve(undefined) });
  expect(taken).toMatchObject({ busy: true, sent: 0 });
  await expectNoRequest(desk);
});

it('stops when it is told to, without a word about trouble, and the next run takes the same batch up', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  const stop = new AbortController();
  const run = worker.run(desk.fetch, { signal: stop.signal });
  const first = await desk.nextRequest();
  stop.abort();
  expect(await run).toMatchObject({ sent: 0, accepted: 0, duplicate: 0, rejected: 0, quarantined: 0 });
  const again = worker.run(desk.fetch);
  const second = await desk.nextRequest();
  expect(second.bytes).toEqual(first.bytes);
  second.accept();
  expect(await again).toMatchObject({ accepted: 1 });
});

it('does not wait for a time that a wrong clock wrote', async () => {
  const { worker } = await withFlags(1);
  worker.clock.pass(-24 * 60 * 60 * 1000);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept();
  expect(await run).toMatchObject({ accepted: 1 });
});

it('calls an extension API every 20 s while a request is under way, and no longer', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const keepAlive = vi.fn(() => Promise.resolve());
  const run = worker.run(desk.fetch, { keepAlive });
  const request = await desk.nextRequest();
  vi.advanceTimersByTime(65_000);
  expect(keepAlive).toHaveBeenCalledTimes(3);
  request.accept();
  await run;
  vi.advanceTimersByTime(65_000);
  expect(keepAlive).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
