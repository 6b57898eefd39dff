// The bytes behind the digests: a flag takes effect when the endpoint has all of them, and wrong bytes never go out.
import { expect, it } from 'vitest';
import { sha256Text } from '../../src/evidence/digest';
import { readDeliveries, retryFlag } from '../../src/queue/deliveries';
import { judgeFlag } from '../../src/queue/judgements';
import { PACK_ITEM_MAX_BYTES, PACK_MAX_ITEMS } from '../../src/wire/protocol';
import { type DeskByHand, deskByHand, type HandRequest } from '../fakes/desk-by-hand';
import { FIELDS } from '../fakes/filled-queue';
import { ENDPOINT, type Worker, withFlags } from './worker';

const two = (n: number) => [
  { text: `shot ${n}`, kind: 'screenshot_viewport' as const },
  { text: `text ${n}`, kind: 'text' as const },
];

/** Answers a batch so that the endpoint lacks every artefact in it. */
function lackAll(request: HandRequest): void {
  request.accept({
    missing: request.batch().flags.flatMap(({ artefacts }) => artefacts.map(({ sha256 }) => sha256)),
  });
}

const isBatch = ({ path }: HandRequest): boolean => path === '/v1/batches';

/** One run in which batches lack everything and `answer` meets the uploads. */
async function runWith(worker: Worker, desk: DeskByHand, answer: (request: HandRequest) => void) {
  const run = worker.run(desk.fetch);
  await desk.answerAll(run, (request) => (isBatch(request) ? lackAll(request) : answer(request)));
  return run;
}

it('accepts a flag only when the last artefact is stored', async () => {
  const { worker, ids } = await withFlags(2, two);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  lackAll(await desk.nextRequest());
  const pack = await desk.nextRequest();
  expect([pack.method, pack.path]).toEqual(['POST', '/v1/artefacts']);
  expect(pack.headers.get('Authorization')).toBe('Bearer test-token');
  expect(pack.parts().sort()).toEqual(
    [0, 1]
      .flatMap(two)
      .map(({ text }) => sha256Text(text))
      .sort(),
  );
  expect(await worker.statuses()).toEqual({ sending: 2 });
  const types = (await worker.db.getAll('custody')).map(({ type }) => type);
  expect(types).not.toContain('acknowledged');
  pack.store();
  expect(await run).toMatchObject({ sent: 2, accepted: 2 });
  const [delivery] = await readDeliveries(worker.db, ids[0]!);
  expect(delivery).toMatchObject({ state: 'accepted', remoteId: `remote ${ids[0]}` });
  expect(delivery?.missing).toBeUndefined();
});

it('sends the bytes themselves', async () => {
  const { worker } = await withFlags(1, two);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  lackAll(await desk.nextRequest());
  const pack = await desk.nextRequest();
  const part = pack.init.body instanceof FormData ? pack.init.body.get(sha256Text('shot 0')) : undefined;
  expect(part instanceof Blob && (await part.text())).toBe('shot 0');
  pack.store();
  await run;
});

it('sends only what the endpoint lacks', async () => {
  const { worker } = await withFlags(1, two);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  (await desk.nextRequest()).accept({
    missing: [sha256Text('text 0'), sha256Text('something of somebody else')],
  });
  const put = await desk.nextRequest();
  expect([put.method, put.path]).toEqual(['PUT', `/v1/artefacts/${sha256Text('text 0')}`]);
  put.respondWith({ sha256: sha256Text('text 0'), status: 'stored' });
  expect(await run).toMatchObject({ accepted: 1 });
});

it('sends a big artefact alone, and takes "already there" as stored', async () => {
  const big = 'x'.repeat(PACK_ITEM_MAX_BYTES + 1);
  const { worker } = await withFlags(1, () => [{ text: big }, { text: 'a' }, { text: 'b' }]);
  const desk = deskByHand();
  const seen: string[] = [];
  const result = await runWith(worker, desk, (request) => {
    seen.push(request.method);
    if (request.method === 'POST') return request.store();
    expect(request.path).toBe(`/v1/artefacts/${sha256Text(big)}`);
    expect(request.bytes.byteLength).toBe(big.length);
    return request.respondWith({ title: 'Already held' }, { status: 412 });
  });
  expect(result).toMatchObject({ accepted: 1 });
  expect(seen.sort()).toEqual(['POST', 'PUT']);
});

it('packs by count, a few requests at a time, and sends the same bytes once', async () => {
  const { worker } = await withFlags(60, (n) => [
    ...two(n),
    { text: 'the same on every page', kind: 'metadata' },
  ]);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  lackAll(await desk.nextRequest());
  const packs = [await desk.nextRequest(), await desk.nextRequest(), await desk.nextRequest()];
  await new Promise((passed) => setTimeout(passed, 50));
  expect(desk.waiting).toEqual([]);
  for (const pack of packs) pack.store();
  const rest: HandRequest[] = [];
  await desk.answerAll(run, (request) => {
    rest.push(request);
    if (request.parts().length > 0) request.store();
    else request.respondWith({ sha256: request.path.slice(-64), status: 'stored' });
  });
  const names = [...packs, ...rest].flatMap((pack) =>
    pack.parts().length > 0 ? pack.parts() : [pack.path.slice(-64)],
  );
  expect(names).toHaveLength(121);
  expect(new Set(names).size).toBe(121);
  expect(Math.max(...packs.map((pack) => pack.parts().length))).toBe(PACK_MAX_ITEMS);
  expect(await worker.statuses()).toEqual({ accepted: 60 });
});

it.each([
  ['are gone', undefined],
  ['are other ones by now', new Blob(['tampered'])],
])('quarantines a flag whose bytes %s, never sends them, and sends the others', async (_how, instead) => {
  const { worker, ids } = await withFlags(2, two);
  const { db } = worker;
  if (instead === undefined) await db.delete('blobs', sha256Text('shot 0'));
  else await db.put('blobs', instead, sha256Text('shot 0'));
  const desk = deskByHand();
  const sent: string[] = [];
  const result = await runWith(worker, desk, (request) => {
    sent.push(...request.parts());
    request.store();
  });
  expect(result).toMatchObject({ accepted: 1, quarantined: 1 });
  expect(sent).not.toContain(sha256Text('shot 0'));
  expect(await db.get('rows', ids[0]!)).toMatchObject({ status: 'quarantined', problem: 'artefact_lost' });
});

it('quarantines a flag whose artefact is refused, with the reason, and can send it again', async () => {
  const { worker, ids } = await withFlags(1, two);
  const desk = deskByHand();
  const refused = {
    sha256: sha256Text('shot 0'),
    status: 'refused',
    problem: { title: 'No', detail: 'Not a picture.' },
  };
  const result = await runWith(worker, desk, (request) => {
    request.respondWith({ results: [refused, { sha256: sha256Text('text 0'), status: 'stored' }] });
  });
  expect(result).toMatchObject({ quarantined: 1 });
  expect((await readDeliveries(worker.db, ids[0]!))[0]?.problem).toEqual({
    code: 'artefact_refused',
    params: { kind: 'screenshot_viewport', detail: 'Not a picture.' },
  });
  await retryFlag(worker.db, ids[0]!, { actor: 'analyst', endpointId: ENDPOINT, clock: worker.clock });
  expect(await runWith(worker, desk, (request) => request.store())).toMatchObject({ accepted: 1 });
});

it('sends the artefacts of a refused pack one by one, so that one of them harms no other', async () => {
  const { worker, ids } = await withFlags(3, (n) => [{ text: `shot ${n}` }]);
  const desk = deskByHand();
  const result = await runWith(worker, desk, (request) => {
    const sha256 = request.path.slice(-64);
    if (request.method === 'POST' || sha256 === sha256Text('shot 1'))
      request.respondWith({ title: 'Too large' }, { status: 413 });
    else request.respondWith({ sha256, status: 'stored' });
  });
  expect(result).toMatchObject({ accepted: 2, quarantined: 1 });
  expect(await worker.db.get('rows', ids[1]!)).toMatchObject({ problem: 'artefact_refused' });
});

it.each([
  ['a broken line', (request: HandRequest) => request.breakOff(), 'endpoint_unreachable'],
  [
    'a busy endpoint',
    (request: HandRequest) =>
      request.respondWith({ title: 'Busy' }, { status: 429, headers: { 'Retry-After': '60' } }),
    'endpoint_busy',
  ],
  [
    'a refused token',
    (request: HandRequest) => request.respondWith({ title: 'No' }, { status: 401 }),
    'token_refused',
  ],
  ['an answer that is none', (request: HandRequest) => request.respondWith('<html>'), 'endpoint_not_a_desk'],
] as const)(
  'keeps everything after %s and goes on later with the artefacts alone',
  async (_what, answer, code) => {
    const { worker } = await withFlags(2, two);
    const desk = deskByHand();
    const { problem, waitingUntil } = await runWith(worker, desk, answer);
    expect(problem?.code).toBe(code);
    expect(await worker.statuses()).toEqual({ sending: 2 });
    worker.clock.pass(waitingUntil! - worker.clock.now());
    const again = worker.run(desk.fetch);
    const pack = await desk.nextRequest();
    expect(pack.path).toBe('/v1/artefacts');
    pack.store();
    expect(await again).toMatchObject({ sent: 0, accepted: 2 });
  },
);

it('asks again, alone, for what the answer to a pack passes over', async () => {
  const { worker } = await withFlags(1, two);
  const desk = deskByHand();
  const first = await runWith(worker, desk, (request) =>
    request.respondWith({ results: [{ sha256: sha256Text('text 0'), status: 'stored' }] }),
  );
  expect(first).toMatchObject({ accepted: 0 });
  expect((await worker.db.getAll('deliveries'))[0]?.missing).toEqual([sha256Text('shot 0')]);
  const second = await runWith(worker, desk, (request) =>
    request.respondWith({ sha256: request.path.slice(-64), status: 'stored' }),
  );
  expect(second).toMatchObject({ accepted: 1 });
});

it('puts the artefact aside that breaks the endpoint, once others get through', async () => {
  const { worker, ids } = await withFlags(3, (n) => [{ text: `shot ${n}` }]);
  const poison = sha256Text('shot 1');
  const desk = deskByHand();
  for (let i = 0; i < 8; i += 1) {
    await runWith(worker, desk, (request) => {
      const names = request.method === 'PUT' ? [request.path.slice(-64)] : request.parts();
      if (names.includes(poison)) request.respondWith({ title: 'Crash' }, { status: 500 });
      else if (request.method === 'PUT') request.respondWith({ sha256: names[0], status: 'stored' });
      else request.store();
    });
    worker.clock.pass(60 * 60_000);
  }
  expect(await worker.statuses()).toEqual({ accepted: 2, quarantined: 1 });
  expect(await worker.db.get('rows', ids[1]!)).toMatchObject({ problem: 'endpoint_error' });
});

it('sends a judgement made while artefacts were under way', async () => {
  const { worker, ids } = await withFlags(1, two);
  const { db, clock } = worker;
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  lackAll(await desk.nextRequest());
  const pack = await desk.nextRequest();
  await judgeFlag(db, ids[0]!, { ...FIELDS, severity: 5 }, { actor: 'analyst', endpointId: ENDPOINT, clock });
  pack.store();
  await run;
  expect(await worker.statusOf(ids[0]!)).toBe('queued');
  const again = worker.run(desk.fetch);
  const second = await desk.nextRequest();
  expect(second.batch().flags[0]?.judgement.revision).toBe(2);
  second.accept();
  expect(await again).toMatchObject({ accepted: 1 });
});
