// What an analyst asks for afterwards: one at a time, not twice, and an honest answer when the page is gone.
import { beforeEach, expect, it, vi } from 'vitest';
import { readFlag } from '../../src/queue/read';
import { captureMore } from '../../src/secure/further';
import type { Joining } from '../../src/secure/joining';
import { absent, pictureFrom, present } from '../../src/secure/picture';
import type { Camera } from '../../src/secure/shoot';
import { testClock } from '../fakes/clock';
import { aDraft, freshQueue } from '../fakes/filled-queue';

const page = vi.hoisted(() => ({
  where: { tabId: 1, windowId: 1, frameId: 0, token: 't' } as object | undefined,
  state: 'same',
  take: vi.fn(),
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { getPlatformInfo: async () => ({}) },
    storage: { local: { get: async () => ({}) } },
    tabs: { get: async () => ({ active: true }) },
  },
}));
vi.mock('../../src/secure/whereabouts', () => ({
  recall: async () => page.where,
  stateNow: async () => page.state,
}));
vi.mock('../../src/secure/full-page', () => ({ takeFullPage: page.take }));
vi.mock('../../src/secure/mhtml', () => ({ takeMhtml: page.take }));
vi.mock('../../src/secure/whole-post', () => ({ takeWholePost: page.take }));
vi.mock('../../src/secure/media', () => ({ takeMedia: page.take }));
vi.mock('../../src/secure/snapshot', () => ({ takeSnapshot: page.take }));

const clock = testClock();
const camera: Camera = { shoot: () => Promise.reject(new Error('no camera here')) };
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

async function queueWith(): Promise<{
  flagId: string;
  deps: Parameters<typeof captureMore>[1];
  kinds(): Promise<string[]>;
}> {
  const { db, sessionId } = await freshQueue(clock);
  const flagId = await aDraft(db, sessionId, clock);
  const kinds = async (): Promise<string[]> =>
    (await readFlag(db, flagId)).artefacts.map(({ kind, status }) => `${kind} ${status}`);
  return { flagId, deps: { database: async () => db, clock, camera }, kinds };
}

const present1 = async ({ capture, clock: now }: Joining) => [
  await present(
    { flagId: capture.id, kind: 'screenshot_full', role: 'evidentiary', capturedAt: now.now() },
    pictureFrom(bytes('page'), 'image/png'),
    now,
  ),
];
const absent1 = async ({ capture, clock: now }: Joining) => [
  absent(
    { flagId: capture.id, kind: 'screenshot_full', role: 'evidentiary', capturedAt: now.now() },
    'tab_changed',
    now,
  ),
];

beforeEach(() => {
  Object.assign(page, { where: { tabId: 1, windowId: 1, frameId: 0, token: 't' }, state: 'same' });
  page.take.mockReset();
});

it('takes what is asked for with leave to scroll, and joins it', async () => {
  const { deps, flagId, kinds } = await queueWith();
  const before = (await kinds()).length;
  page.take.mockImplementation(present1);
  expect(await captureMore({ flagId, kind: 'screenshot_full' }, deps)).toEqual({ ok: true, flagId });
  expect(page.take.mock.calls[0]?.[0]).toMatchObject({ settings: { wholePost: 'always' }, camera });
  expect((await kinds()).slice(before)).toEqual(['screenshot_full present']);
});

it('takes nothing again that is there, but tries again what was absent', async () => {
  const { deps, flagId, kinds } = await queueWith();
  const before = (await kinds()).length;
  page.take.mockImplementationOnce(absent1).mockImplementation(present1);
  for (let n = 0; n < 3; n += 1)
    expect(await captureMore({ flagId, kind: 'screenshot_full' }, deps)).toMatchObject({ ok: true });
  expect(page.take).toHaveBeenCalledTimes(2);
  expect((await kinds()).slice(before)).toEqual(['screenshot_full absent', 'screenshot_full present']);
});

it('asked twice at once, takes it once', async () => {
  const { deps, flagId } = await queueWith();
  page.take.mockImplementation(async (joining: Joining) => {
    await new Promise((passed) => setTimeout(passed, 20));
    return present1(joining);
  });
  const kind = 'screenshot_full';
  await Promise.all([captureMore({ flagId, kind }, deps), captureMore({ flagId, kind }, deps)]);
  expect(page.take).toHaveBeenCalledTimes(1);
});

it.each([
  ['forgotten', { where: undefined }],
  ['gone', { state: 'gone' }],
])('says page_gone when the page is %s, and records nothing', async (_how, change) => {
  const { deps, flagId, kinds } = await queueWith();
  const before = await kinds();
  Object.assign(page, change);
  const reply = await captureMore({ flagId, kind: 'mhtml' }, deps);
  expect(reply).toEqual({ ok: false, problem: { code: 'page_gone' } });
  expect(page.take).not.toHaveBeenCalled();
  expect(await kinds()).toEqual(before);
});

it('says not_found for a flag that nobody knows', async () => {
  const { deps } = await queueWith();
  const reply = await captureMore({ flagId: 'nobody', kind: 'mhtml' }, deps);
  expect(reply).toMatchObject({ ok: false, problem: { code: 'not_found' } });
});
