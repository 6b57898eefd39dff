// Settings that change: a run under way does not go on by old ones, and what was mended is tried at once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readPause } from '../../src/queue/pauses';
import { saveSettings, saveToken } from '../../src/settings';
import { heedSettings, syncNow } from '../../src/sync/worker';
import { deskByHand, expectNoRequest } from '../fakes/desk-by-hand';
import { clearStorage } from './browser';
import { ENDPOINT, settingsWith, withFlags } from './worker';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser')).browser }));

const OTHER = 'https://other.example';
const endpointAt = (url: string) => ({ url, batchSize: 1, rememberToken: false });

beforeEach(async () => {
  clearStorage();
  vi.stubGlobal('navigator', {
    locks: { request: (_name: string, _how: object, work: (lock: object) => unknown) => work({}) },
  });
  await saveSettings({ ...settingsWith(), endpoint: endpointAt(ENDPOINT) });
  await saveToken('token-of-the-old', false, ENDPOINT);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function syncing(count: number) {
  const { worker } = await withFlags(count);
  const desk = deskByHand();
  vi.stubGlobal('fetch', desk.fetch);
  const deps = { clock: worker.clock, database: () => Promise.resolve(worker.db) };
  return { worker, desk, deps };
}

const CHANGES = {
  'the endpoint is another': () => saveSettings({ endpoint: endpointAt(OTHER) }),
  'the endpoint is taken away': () => saveSettings({ endpoint: undefined }),
  'the token is another': () => saveToken('token-of-the-new', false, ENDPOINT),
};

it.each(Object.entries(CHANGES))('stops a run under way when %s', async (_name, change) => {
  const { desk, deps } = await syncing(3);
  const run = syncNow(deps, true);
  const first = await desk.nextRequest();
  await change();
  await heedSettings(deps);
  expect(first.init.signal?.aborted).toBe(true);
  first.accept();
  expect(await run).toEqual({ ok: true });
  await expectNoRequest(desk);
});

it('stops a run that the alarm began when sending by itself is turned off, and none begun by hand', async () => {
  for (const byHand of [false, true]) {
    await saveSettings({ autoSync: true });
    const { desk, deps } = await syncing(1);
    const run = syncNow(deps, byHand);
    const first = await desk.nextRequest();
    await saveSettings({ autoSync: false });
    await heedSettings(deps);
    expect([byHand, first.init.signal?.aborted]).toEqual([byHand, !byHand]);
    first.accept();
    await run;
  }
});

it('lets a run go on when other settings change', async () => {
  const { desk, deps, worker } = await syncing(2);
  const run = syncNow(deps, false);
  const first = await desk.nextRequest();
  await saveSettings({ toast: 'never' });
  await heedSettings(deps);
  first.accept();
  (await desk.nextRequest()).accept();
  expect(await run).toEqual({ ok: true });
  expect(await worker.statuses()).toEqual({ accepted: 2 });
});

it('stops a run whose settings changed while it read them', async () => {
  const { desk, deps, worker } = await syncing(1);
  const run = syncNow(deps, true);
  await saveSettings({ endpoint: endpointAt(OTHER) });
  await heedSettings(deps);
  await run;
  await expectNoRequest(desk);
  expect((await worker.db.getAll('deliveries')).map(({ endpointId }) => endpointId)).toEqual([ENDPOINT]);
});

it('takes over no flags for an endpoint that was given up before the run began', async () => {
  const { desk, worker } = await syncing(1);
  const change = { settings: settingsWith({ url: OTHER }), signal: AbortSignal.abort() };
  expect(await worker.run(desk.fetch, change)).not.toHaveProperty('problem');
  expect((await worker.db.getAll('deliveries')).map(({ endpointId }) => endpointId)).toEqual([ENDPOINT]);
});

it('sends by itself as soon as a refused token was corrected', async () => {
  const { desk, deps, worker } = await syncing(1);
  const refused = syncNow(deps, false);
  (await desk.nextRequest()).respondWith('', { status: 401 });
  expect(await refused).toMatchObject({ problem: { code: 'token_refused' } });
  await saveToken('the-right-one', false, ENDPOINT);
  await heedSettings(deps);
  worker.clock.pass(60_000);
  const again = syncNow(deps, false);
  const request = await Promise.race([desk.nextRequest(), again]);
  if (!('headers' in request)) throw new Error('nothing was sent');
  expect(request.headers.get('Authorization')).toBe('Bearer the-right-one');
  request.accept();
  expect(await again).toEqual({ ok: true });
});

it('does not stand back for the trouble of a run that was stopped', async () => {
  const { desk, deps, worker } = await syncing(1);
  const run = syncNow(deps, false);
  const request = await desk.nextRequest();
  request.respondWith('', { status: 401 });
  await saveToken('the-right-one', false, ENDPOINT);
  await heedSettings(deps);
  await run;
  expect(await readPause(worker.db, ENDPOINT)).toBeUndefined();
});

it('goes on waiting for an endpoint that is in trouble itself', async () => {
  const { desk, deps, worker } = await syncing(1);
  const run = syncNow(deps, false);
  (await desk.nextRequest()).respondWith('', { status: 503, headers: { 'Retry-After': '600' } });
  await run;
  await heedSettings(deps);
  expect((await readPause(worker.db, ENDPOINT))?.problem.code).toBe('endpoint_busy');
});
