// The worker dies at every named step of a sync. What comes after finds everything where the store says it stood.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { STEPS } from '../../src/steps';
import { brokenLinks } from '../fakes/custody-chain';
import { modelDesk } from '../fakes/model-desk';
import { withFlags } from './worker';

afterEach(() => {
  vi.unstubAllGlobals();
  globalThis.flagpostPause = undefined;
});

const SYNC_STEPS = STEPS.filter((name) => name.startsWith('sync_'));

describe.each(SYNC_STEPS)('a worker that dies at %s', (step) => {
  it('loses nothing and sends nothing twice in effect', async () => {
    const { worker, ids } = await withFlags(5, (n) => [
      { text: `shot ${n}`, kind: 'screenshot_viewport' },
      { text: `text ${n}` },
    ]);
    const desk = modelDesk();
    await worker.dieAt(step, desk.fetch);
    const keysBefore = new Map(
      desk.requests.filter(({ path }) => path === '/v1/batches').map(({ key, body }) => [key, body]),
    );
    const { waitingUntil, accepted } = await worker.run(desk.fetch);
    if (accepted < 5) {
      worker.clock.pass((waitingUntil ?? worker.clock.now()) - worker.clock.now());
      await worker.run(desk.fetch);
    }
    expect(await worker.statuses()).toEqual({ accepted: 5 });
    expect([...desk.flags.keys()].sort()).toEqual(ids);
    expect([...desk.flags.values()].every(({ keys }) => keys.length === 1)).toBe(true);
    expect(desk.stored.size).toBe(10);
    for (const { path, key, body } of desk.requests) {
      if (path === '/v1/batches' && keysBefore.has(key)) expect(body).toBe(keysBefore.get(key));
    }
    const custody = await worker.db.getAll('custody');
    expect(brokenLinks(custody)).toEqual([]);
    for (const type of ['sent', 'acknowledged'] as const) {
      expect(
        custody
          .filter((event) => event.type === type)
          .map(({ subject }) => subject.flagId)
          .sort(),
      ).toEqual(ids);
    }
  });
});

it('covers every step of a sync', () => {
  expect(SYNC_STEPS).toHaveLength(8);
});
