// A bulk run whose disk fills up: it waits for the analyst, as it does for whatever else concerns every address.
import { beforeEach, expect, it, vi } from 'vitest';
import { startRun } from '../../src/queue/bulk';
import { countItems, listRuns } from '../../src/queue/bulk-read';
import { commitCapture } from '../../src/queue/captures';
import { runBulk } from '../../src/secure/bulk';
import type { FlagDeps } from '../../src/secure/flag-post';
import type { Gesture } from '../../src/secure/gesture';
import { absent } from '../../src/secure/picture';
import { testClock } from '../fakes/clock';
import { captureOf, freshQueue } from '../fakes/filled-queue';

const PLACE = vi.hoisted(() => ({ tabId: 1, windowId: 1, url: 'about:blank', left: false }));
const fake = vi.hoisted(() => ({ flag: vi.fn() }));
vi.mock('webextension-polyfill', () => ({
  default: { runtime: {}, alarms: { get: async () => ({}), create: vi.fn(), clear: vi.fn() } },
}));
vi.mock('../../src/secure/bulk-window', () => ({
  takePlace: async () => PLACE,
  placeInUse: async () => PLACE,
  notePlace: vi.fn(),
  leavePlace: vi.fn(),
}));
vi.mock('../../src/secure/bulk-visit', () => ({
  visit: async (_place: unknown, url: string) => ({ id: 1, windowId: 1, url }),
}));
vi.mock('../../src/secure/bulk-aim', () => ({ aim: async () => ({ linkUrl: undefined, scrolled: false }) }));
vi.mock('../../src/secure/grants', () => ({ hasFullCapture: async () => true }));
vi.mock('../../src/secure/flag-post', () => ({ flagPost: fake.flag }));

const clock = testClock();
beforeEach(() => {
  vi.stubGlobal('navigator', { locks: { request: (_name: string, work: () => unknown) => work() } });
});

it('pauses when a flag was stored and its picture was not, and the flag counts', async () => {
  const { db, sessionId } = await freshQueue(clock);
  fake.flag.mockImplementation(async ({ ordered }: Gesture) => {
    const flagId = ordered?.flagId ?? '';
    const made = {
      flagId,
      kind: 'screenshot_viewport',
      role: 'evidentiary',
      capturedAt: clock.now(),
    } as const;
    await commitCapture(db, captureOf(flagId, sessionId, clock), [absent(made, 'quota', clock)]);
    return { ok: true, flagId };
  });
  const addresses = ['https://a.example/1', 'https://a.example/2'].map((url) => ({ url, keys: [url] }));
  const { id } = await startRun(db, { sessionId, addresses, again: false }, clock);
  await runBulk({ database: async () => db, clock, camera: {} } as unknown as FlagDeps);
  await vi.waitFor(async () => expect((await listRuns(db))[0]?.state).not.toBe('running'), 5000);
  expect((await listRuns(db))[0]).toMatchObject({ state: 'paused', problem: { code: 'disk_full' } });
  expect(await countItems(db, id)).toMatchObject({ done: 1, waiting: 1 });
});
