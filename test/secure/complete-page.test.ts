// What is taken from the page by itself: what the settings ask for, one after the other, and a reason for what is not to be had.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../../src/flag/capture';
import type { Database } from '../../src/queue/database';
import { readFlag } from '../../src/queue/read';
import { askedOf, fromPage, type Taking } from '../../src/secure/complete-page';
import { allDue, noteDone, noteDue } from '../../src/secure/due';
import { absent, pictureFrom, present } from '../../src/secure/picture';
import { quiet, securely } from '../../src/secure/quiet';
import { DEFAULT_SETTINGS } from '../../src/settings';
import { testClock } from '../fakes/clock';
import { aDraft, freshQueue } from '../fakes/filled-queue';

const fake = vi.hoisted(() => {
  const stored: Record<string, unknown> = {};
  const open = new Set<number>([1]);
  const full = new Set<string>();
  const runtime: Record<string, unknown> = {};
  const browser = {
    runtime,
    storage: {
      local: {
        get: async () => structuredClone(stored),
        set: async (items: object) => {
          if (full.has('disk')) throw new Error('no space left');
          Object.assign(stored, structuredClone(items));
        },
      },
    },
    tabs: {
      get: async (id: number) => {
        if (!open.has(id)) throw new Error(`No tab with id: ${id}.`);
        return { id };
      },
    },
  };
  return { browser, stored, open, full, runtime, state: 'same', snapshot: vi.fn(), whole: vi.fn() };
});
vi.mock('webextension-polyfill', () => ({ default: fake.browser }));
vi.mock('../../src/secure/snapshot', () => ({ takeSnapshot: fake.snapshot }));
vi.mock('../../src/secure/whole-post', async (original) => ({
  ...(await original<object>()),
  takeWholePost: fake.whole,
}));
vi.mock('../../src/secure/whereabouts', () => ({ stateNow: async () => fake.state }));

const clock = testClock();
const WHERE = { tabId: 1, windowId: 1, frameId: 0, token: 't' };
const ON = { ...DEFAULT_SETTINGS, snapshot: true, wholePost: 'always' } as const;
let db: Database;
let taking: Taking;

beforeEach(async () => {
  const fresh = await freshQueue(clock);
  ({ db } = fresh);
  const id = await aDraft(db, fresh.sessionId, clock);
  const { capture } = await readFlag(db, id);
  fake.open.add(1);
  fake.state = 'same';
  delete fake.runtime.getBrowserInfo;
  delete fake.stored.dueEvidence;
  fake.full.clear();
  fake.snapshot
    .mockReset()
    .mockImplementation(async () => [
      await present(
        { flagId: id, kind: 'dom_snapshot', role: 'evidentiary', capturedAt: clock.now() },
        pictureFrom(new Uint8Array([1]), 'application/gzip'),
        clock,
      ),
    ]);
  fake.whole.mockReset().mockResolvedValue([]);
  const camera = { shoot: () => Promise.reject(new Error('nothing is shot here')) };
  taking = { capture, where: WHERE, settings: ON, camera, clock, db };
});

const told = async (): Promise<string[]> =>
  (await readFlag(db, taking.capture.id)).artefacts.map(
    (one) => `${one.kind} ${one.status === 'absent' ? one.absentReason : 'present'}`,
  );
const tall = (change: Partial<Capture['capture']> = {}): Capture => ({
  ...taking.capture,
  capture: {
    ...taking.capture.capture,
    before: {
      url: '',
      title: '',
      documentId: 'a',
      scroll: { x: 0, y: 0 },
      viewport: { w: 800, h: 600 },
      document: { w: 800, h: 5000 },
      devicePixelRatio: 1,
      events: 0,
    },
    rectCssPx: { x: 0, y: 10, w: 500, h: 2000 },
    ...change,
  },
});

describe('the settings ask for', () => {
  it('a snapshot of every flag, and the whole of a post that is cut off', () => {
    expect(askedOf(taking.capture, ON)).toEqual(['dom_snapshot']);
    expect(askedOf(tall(), ON)).toEqual(['dom_snapshot', 'screenshot_whole_post']);
    expect(askedOf(tall({ rectCssPx: { x: 0, y: 10, w: 500, h: 200 } }), ON)).toEqual(['dom_snapshot']);
  });

  it('nothing that scrolls where that must go unnoticed; Firefox takes it first, without a trace', () => {
    const unnoticed = { ...ON, wholePost: 'unnoticed' } as const;
    expect(askedOf(tall(), unnoticed)).toEqual(['dom_snapshot']);
    fake.runtime.getBrowserInfo = () => undefined;
    expect(askedOf(tall(), unnoticed)).toEqual(['screenshot_whole_post', 'dom_snapshot']);
  });

  it('nothing when both are switched off', () => {
    expect(askedOf(tall(), { ...ON, snapshot: false, wholePost: 'never' })).toEqual([]);
  });
});

describe('there is a reason on record when', () => {
  let unread: Capture;
  beforeEach(() => {
    const { capture } = taking;
    unread = { ...capture, capture: { ...capture.capture, problems: ['state_unknown', 'read_failed'] } };
  });
  it.each<[string, string, () => void]>([
    ['the tab was closed', 'tab_closed', () => fake.open.clear()],
    ['the tab shows another page', 'page_changed', () => (fake.state = 'gone')],
    ['nobody knows the tab any more', 'tab_closed', () => (taking = { ...taking, where: undefined })],
    [
      'the page lets nobody in',
      'page_locked',
      () => (taking = { ...taking, where: undefined, capture: unread }),
    ],
    [
      'no pictures are to be taken',
      'analyst_off',
      () => (taking = { ...taking, settings: { ...ON, withoutPicture: true } }),
    ],
    [
      'this flag was made without one',
      'analyst_off',
      () => (taking = { ...taking, capture: tall({ problems: ['shot_off'] }) }),
    ],
    ['the taker stumbles', 'error', () => fake.snapshot.mockRejectedValue(new Error('no'))],
  ])('%s: %s', async (_what, reason, arrange) => {
    arrange();
    await fromPage(taking, ['dom_snapshot']);
    expect(await told()).toEqual([`dom_snapshot ${reason}`]);
  });

  it('the taker says so', async () => {
    const made = {
      flagId: taking.capture.id,
      kind: 'dom_snapshot',
      role: 'evidentiary',
      capturedAt: 0,
    } as const;
    fake.snapshot.mockResolvedValue([absent(made, 'page_locked', clock)]);
    await fromPage(taking, ['dom_snapshot']);
    expect(await told()).toEqual(['dom_snapshot page_locked']);
  });
});

it('takes nothing while a gesture is on its way to the disk', async () => {
  let commit: () => void = () => undefined;
  const securing = securely(() => new Promise<void>((resolve) => (commit = resolve)));
  const taken = fromPage(taking, ['dom_snapshot']);
  await new Promise((passed) => setTimeout(passed, 20));
  expect(fake.snapshot).not.toHaveBeenCalled();
  commit();
  await Promise.all([securing, taken]);
  expect(await told()).toEqual(['dom_snapshot present']);
  await quiet();
});

describe('a page that never answers', () => {
  afterEach(() => vi.useRealTimers());
  const answersNever = new Promise<never>(() => undefined);

  it('keeps no other flag waiting, and leaves a reason', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fake.state = answersNever as never;
    const held = fromPage(taking, ['dom_snapshot']);
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    await held;
    expect(await told()).toEqual(['dom_snapshot timeout']);
  });

  it('at a gesture holds up what joins elsewhere for seconds only', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let end: () => void = () => undefined;
    const securing = securely(() => new Promise<void>((resolve) => (end = resolve)));
    const passed = quiet().then(() => 'passed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await Promise.race([passed, Promise.resolve('held')])).toBe('passed');
    end();
    await securing;
  });
});

it('asks the page while what comes first still joins, and joins after it', async () => {
  let first: () => void = () => undefined;
  const taken = fromPage(taking, ['dom_snapshot'], new Promise<void>((resolve) => (first = resolve)));
  await vi.waitFor(() => expect(fake.snapshot).toHaveBeenCalledOnce());
  await new Promise((passed) => setTimeout(passed, 20));
  expect(await told()).toEqual([]);
  first();
  await taken;
  expect(await told()).toEqual(['dom_snapshot present']);
});

it('takes one at a time, and what fails holds up nothing after it', async () => {
  let running = 0;
  let most = 0;
  fake.snapshot.mockImplementation(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((passed) => setTimeout(passed, 5));
    running -= 1;
    throw new Error('no');
  });
  await Promise.all([
    fromPage(taking, ['dom_snapshot']),
    fromPage(taking, ['screenshot_whole_post', 'dom_snapshot']),
  ]);
  expect(most).toBe(1);
  expect(fake.whole).toHaveBeenCalledOnce();
});

it('is begun twice and joins once', async () => {
  await fromPage(taking, ['dom_snapshot']);
  await fromPage(taking, ['dom_snapshot']);
  expect(await told()).toEqual(['dom_snapshot present']);
});

it('goes on to the next when nobody can note that one is done', async () => {
  fake.full.add('disk');
  fake.whole.mockRejectedValue(new Error('no'));
  await fromPage(taking, ['dom_snapshot', 'screenshot_whole_post']);
  expect(await told()).toEqual(['dom_snapshot present', 'screenshot_whole_post error']);
});

it('is due until it joined, flag by flag', async () => {
  await Promise.all([
    noteDue(taking.capture.id, ['dom_snapshot', 'screenshot_whole_post']),
    noteDue('b', ['dom_snapshot']),
  ]);
  await fromPage(taking, ['dom_snapshot']);
  expect(await allDue()).toEqual([
    [taking.capture.id, ['screenshot_whole_post']],
    ['b', ['dom_snapshot']],
  ]);
  await Promise.all([noteDone(taking.capture.id, 'screenshot_whole_post'), noteDone('b', 'dom_snapshot')]);
  expect(await allDue()).toEqual([]);
});
