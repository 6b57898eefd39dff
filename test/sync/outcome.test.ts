// Every row of the policy: what an answer that is no receipt does to the batch, its flags and the endpoint.
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/errors';
import { readPause } from '../../src/queue/pauses';
import { backoffMs, retryAfterMs } from '../../src/sync/backoff';
import { deskByHand, type HandRequest } from '../fakes/desk-by-hand';
import { aFlag } from '../fakes/filled-queue';
import { ENDPOINT, settingsWith, withFlags } from './worker';

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (request: HandRequest) =>
    request.respondWith({ title: 'No' }, { status: code, headers });
const html = '<!doctype html><title>Log in to the hotel</title>';

type Row = readonly [name: string, answer: (request: HandRequest) => void, code: ErrorCode];

const LATER: readonly Row[] = [
  ['a broken line', (request) => request.breakOff(), 'endpoint_unreachable'],
  ['408', status(408), 'endpoint_error'],
  ['409', status(409), 'endpoint_busy'],
  ['425', status(425), 'endpoint_error'],
  ['429', status(429), 'endpoint_busy'],
  ['500', status(500), 'endpoint_error'],
  ['502 with a page', (request) => request.respondWith(html, { status: 502 }), 'endpoint_error'],
  ['503', status(503), 'endpoint_error'],
  ['504', status(504), 'endpoint_error'],
  ['200 with a log-in page', (request) => request.respondWith(html), 'endpoint_not_a_desk'],
  ['200 with nothing', (request) => request.respondWith(''), 'endpoint_not_a_desk'],
  [
    '200 with half a receipt',
    (request) => request.respondWith('{"receiptId":"1","batch'),
    'endpoint_not_a_desk',
  ],
  ['200 with other JSON', (request) => request.respondWith({ ok: true }), 'endpoint_not_a_desk'],
  [
    '200 with bytes that are no text',
    (request) => request.respondWith(new Blob([new Uint8Array([0x22, 0xff, 0x22])])),
    'endpoint_not_a_desk',
  ],
  ['200 with 6 MB', (request) => request.respondWith(`"${'x'.repeat(6_000_000)}"`), 'endpoint_not_a_desk'],
  [
    'a receipt for another batch',
    (request) => request.accept({ batchId: '00000000-0000-7000-8000-000000000000' }),
    'endpoint_not_a_desk',
  ],
];

describe.each(LATER)('after %s', (_name, answer, code) => {
  it('the same bytes go again under the same key, and nothing goes before the back-off is over', async () => {
    const { worker } = await withFlags(2);
    const desk = deskByHand();
    const run = worker.run(desk.fetch);
    const first = await desk.nextRequest();
    answer(first);
    const { problem, waitingUntil } = await run;
    expect(problem?.code).toBe(code);
    expect(await worker.statuses()).toEqual({ sending: 2 });
    await aFlag(worker.db, worker.sessionId, worker.clock, ENDPOINT);
    expect(waitingUntil! - worker.clock.now()).toBeGreaterThanOrEqual(5_000);
    expect(waitingUntil! - worker.clock.now()).toBeLessThanOrEqual(10_000);
    worker.clock.pass(4_999);
    expect((await worker.run(desk.fetch)).problem?.code).toBe(code);
    expect(desk.waiting).toEqual([]);
    worker.clock.pass(waitingUntil! - worker.clock.now());
    const second = worker.run(desk.fetch);
    const again = await desk.nextRequest();
    expect(again.headers.get('Idempotency-Key')).toBe(first.headers.get('Idempotency-Key'));
    expect(again.bytes).toEqual(first.bytes);
    again.accept();
    (await desk.nextRequest()).accept();
    expect(await second).toMatchObject({ accepted: 3 });
    expect(await readPause(worker.db, ENDPOINT)).toBeUndefined();
  });
});

const PAUSES: readonly Row[] = [
  ['401', status(401), 'token_refused'],
  ['403', status(403), 'token_refused'],
  ['404', status(404), 'endpoint_not_a_desk'],
  ['405', status(405), 'endpoint_not_a_desk'],
  ['415', status(415), 'endpoint_not_a_desk'],
  ['421', status(421), 'endpoint_not_a_desk'],
  ['301', status(301, { Location: 'https://elsewhere.example' }), 'endpoint_not_a_desk'],
  ['307', status(307, { Location: 'https://elsewhere.example' }), 'endpoint_not_a_desk'],
];

describe.each(PAUSES)('after %s', (_name, answer, code) => {
  it('everything waits until the analyst asks, and no flag is blamed', async () => {
    const { worker } = await withFlags(3);
    const desk = deskByHand();
    const run = worker.run(desk.fetch, { settings: settingsWith({ batchSize: 2 }) });
    const first = await desk.nextRequest();
    answer(first);
    expect((await run).problem?.code).toBe(code);
    worker.clock.pass(10 * 60_000);
    expect((await worker.run(desk.fetch)).problem?.code).toBe(code);
    expect(desk.waiting).toEqual([]);
    expect(await worker.statuses()).toEqual({ sending: 2, queued: 1 });
    const byHand = worker.run(desk.fetch, { byHand: true });
    const again = await desk.nextRequest();
    expect(again.bytes).toEqual(first.bytes);
    again.accept();
    (await desk.nextRequest()).accept();
    expect(await byHand).toMatchObject({ accepted: 3 });
  });
});

describe.each([400, 402, 412, 418, 422])('after %i for the batch as a whole', (code) => {
  it('the one bad flag of 100 is put aside with the reason, and the 99 others arrive', async () => {
    const { worker, ids } = await withFlags(100);
    const bad = ids[37]!;
    const desk = deskByHand();
    const run = worker.run(desk.fetch);
    const keys = new Set<string | null>();
    const requests = await desk.answerAll(run, (request) => {
      keys.add(request.headers.get('Idempotency-Key'));
      const { flags } = request.batch();
      if (flags.every(({ flagId }) => flagId !== bad)) request.accept();
      else request.respondWith({ title: 'Bad', detail: 'One flag is wrong.' }, { status: code });
    });
    expect(await run).toMatchObject({ sent: 99, accepted: 99, quarantined: 1 });
    expect(keys.size).toBe(requests);
    expect(requests).toBeLessThan(20);
    const delivery = await worker.db.get('deliveries', [bad, ENDPOINT]);
    expect(delivery).toMatchObject({
      state: 'quarantined',
      problem: { code: 'flag_refused', params: { status: code, detail: 'One flag is wrong.' } },
    });
  });
});

it('halves a batch that is too large, each half under a key of its own', async () => {
  const { worker } = await withFlags(4);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const whole = await desk.nextRequest();
  status(413)(whole);
  const sizes: number[] = [];
  for (const _ of [1, 2]) {
    const half = await desk.nextRequest();
    expect(half.headers.get('Idempotency-Key')).not.toBe(whole.headers.get('Idempotency-Key'));
    sizes.push(half.batch().flags.length);
    half.accept();
  }
  expect(await run).toMatchObject({ accepted: 4 });
  expect(sizes).toEqual([2, 2]);
});

it('puts a flag aside that is too large by itself', async () => {
  const { worker, ids } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  status(413)(await desk.nextRequest());
  expect(await run).toMatchObject({ quarantined: 1 });
  expect(await worker.db.get('rows', ids[0]!)).toMatchObject({
    status: 'quarantined',
    problem: 'flag_refused',
  });
});

it('stops blaming flags when every one of them is refused', async () => {
  const { worker } = await withFlags(40);
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  await desk.answerAll(run, status(400));
  expect(await run).toMatchObject({ quarantined: 3, problem: { code: 'endpoint_not_a_desk' } });
  const { quarantined, ...rest } = await worker.statuses();
  expect(quarantined).toBe(3);
  expect(rest).toEqual({ sending: 37 });
});

it('finds the flag that breaks the endpoint, once others get through', async () => {
  const { worker, ids } = await withFlags(4);
  const poison = ids[1]!;
  const answer = (request: HandRequest): void => {
    if (request.batch().flags.some(({ flagId }) => flagId === poison)) status(500)(request);
    else request.accept();
  };
  const desk = deskByHand();
  for (let i = 0; i < 6; i += 1) {
    const run = worker.run(desk.fetch, { settings: settingsWith({ batchSize: 2 }) });
    await desk.answerAll(run, answer);
    worker.clock.pass(60 * 60_000);
  }
  expect(await worker.statuses()).toEqual({ accepted: 3, quarantined: 1 });
  expect(await worker.db.get('rows', poison)).toMatchObject({ problem: 'endpoint_error' });
});

it('blames no flag in an outage, however long, and asks less and less often', async () => {
  const { worker } = await withFlags(5);
  const desk = deskByHand();
  const waits: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const run = worker.run(desk.fetch, { settings: settingsWith({ batchSize: 2 }) });
    await desk.answerAll(run, (request) => request.breakOff());
    const { waitingUntil } = await run;
    waits.push(waitingUntil! - worker.clock.now());
    worker.clock.pass(waitingUntil! - worker.clock.now());
  }
  expect(waits.every((wait, i) => wait >= (waits[i - 1] ?? 0))).toBe(true);
  expect(waits.at(-1)).toBeLessThanOrEqual(30 * 60_000);
  expect(waits.at(-1)).toBeGreaterThan(10 * 60_000);
  const { sending = 0, queued = 0, ...rest } = await worker.statuses();
  expect([sending + queued, rest]).toEqual([5, {}]);
  const well = worker.run(desk.fetch);
  await desk.answerAll(well, (request) => request.accept());
  expect(await worker.statuses()).toEqual({ accepted: 5 });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '120', {}],
    ['a date', 'Sat, 21 Nov 2026 10:02:00 GMT', {}],
    [
      'a date by a clock that is wrong',
      'Sun, 01 Jan 2023 00:02:00 GMT',
      { Date: 'Sun, 01 Jan 2023 00:00:00 GMT' },
    ],
  ])('is honoured exactly as %s, even when the analyst asks', async (_form, value, more) => {
    const { worker } = await withFlags(1);
    const desk = deskByHand();
    const run = worker.run(desk.fetch);
    status(503, { 'Retry-After': value, ...more })(await desk.nextRequest());
    const { problem, waitingUntil } = await run;
    expect(problem).toMatchObject({ code: 'endpoint_busy' });
    expect(waitingUntil! - worker.clock.now()).toBe(120_000);
    worker.clock.pass(119_999);
    await worker.run(desk.fetch, { byHand: true });
    expect(desk.waiting).toEqual([]);
    worker.clock.pass(1);
    const again = worker.run(desk.fetch);
    (await desk.nextRequest()).accept();
    expect(await again).toMatchObject({ accepted: 1 });
  });

  it.each([
    ['86400', 3_600_000],
    ['0', 0],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['Saturday, 21-Nov-26 10:00:05 GMT', 5_000],
    ['Sat Nov 21 10:00:05 2026', 5_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%s is a wait of %s ms', (value, wait) => {
    const now = Date.parse('2026-11-21T10:00:00.000Z');
    expect(retryAfterMs(new Headers({ 'Retry-After': value }), now)).toBe(wait);
  });
});

it.each([
  [1, 5_000, 10_000],
  [2, 5_000, 20_000],
  [5, 5_000, 160_000],
  [50, 5_000, 1_800_000],
])('backs off after %i failures by %i to %i ms', (failures, least, most) => {
  expect(backoffMs(failures, () => 0)).toBe(least);
  expect(backoffMs(failures, () => 0.999_999_9)).toBeGreaterThan(most * 0.99);
  expect(backoffMs(failures, () => 0.999_999_9)).toBeLessThanOrEqual(most);
});

describe('before anything is sent', () => {
  it.each([
    ['no endpoint', { settings: { ...settingsWith(), endpoint: undefined } }, 'endpoint_missing'],
    ['no token', { token: undefined }, 'token_missing'],
    ['a token that is no header', { token: 'line\nbreak' }, 'token_refused'],
    [
      'plain http to another machine',
      { settings: settingsWith({ url: 'http://desk.example' }) },
      'endpoint_insecure',
    ],
    ['no address', { settings: settingsWith({ url: 'desk' }) }, 'endpoint_url_invalid'],
  ] as const)('%s ends the run', async (_name, change, code) => {
    const { worker } = await withFlags(1);
    const desk = deskByHand();
    expect((await worker.run(desk.fetch, change)).problem).toEqual({ code });
    expect(desk.waiting).toEqual([]);
  });

  it('plain http to this machine will do', async () => {
    const { worker } = await withFlags(1);
    const desk = deskByHand();
    void worker.run(desk.fetch, { settings: settingsWith({ url: 'http://127.0.0.1:8000/' }) });
    expect((await desk.nextRequest()).url).toBe('http://127.0.0.1:8000/v1/batches');
  });
});

it('names the token in no problem', async () => {
  const { worker } = await withFlags(1);
  const desk = deskByHand();
  const run = worker.run(desk.fetch, { token: 'secret-token' });
  status(401)(await desk.nextRequest());
  expect(
    JSON.stringify([await run, await readPause(worker.db, ENDPOINT), await worker.db.getAll('batches')]),
  ).not.toContain('secret-token');
});
