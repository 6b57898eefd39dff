// When a whole post, a rectangle or media are taken at all, and how much of them.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../../src/flag/capture';
import type { Joining } from '../../src/secure/joining';
import { isMedia, MEDIA_MAX_BYTES, MEDIA_MAX_MS, MEDIA_MAX_TOTAL, takeMedia } from '../../src/secure/media';
import { areaOf } from '../../src/secure/rectangle';
import type { View } from '../../src/secure/scroll-through';
import { isCutOff, takeWholePost } from '../../src/secure/whole-post';
import { DEFAULT_SETTINGS } from '../../src/settings';
import { testClock } from '../fakes/clock';
import { captureOf } from '../fakes/filled-queue';

const fetched = vi.hoisted(() => vi.fn());
const browser = vi.hoisted(() => ({
  runtime: {},
  tabs: { get: vi.fn(async () => Promise.reject(new Error('closed'))) },
}));
vi.mock('webextension-polyfill', () => ({ default: browser }));
vi.mock('../../src/secure/fetch-bytes', () => ({ fetchBytes: fetched, mayFetch: () => async () => true }));
// the bytes of these tests are long by name only
vi.mock('../../src/evidence/digest', async (original) => ({
  ...(await original<object>()),
  crc32: () => 0,
  sha256: async () => '0'.repeat(64),
}));
const hashed = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../src/secure/picture-hash', () => ({ pdqOfBlob: hashed }));
vi.mock('../../src/secure/whereabouts', () => ({ stateNow: async () => 'same' }));

const clock = testClock();
const STATE = {
  url: 'https://x.com/home',
  title: '',
  documentId: 'd',
  scroll: { x: 0, y: 300 },
  viewport: { w: 1000, h: 800 },
  document: { w: 990, h: 30_000 },
  devicePixelRatio: 2,
  events: 0,
};

function joining(
  rect: { x: number; y: number; w: number; h: number } | undefined,
  change: Partial<Capture['capture']> = {},
  more: Partial<Joining> = {},
): Joining {
  const capture = captureOf(clock.id(), 's', clock);
  const circumstances = {
    ...capture.capture,
    before: STATE,
    foundVia: 'clicked' as const,
    problems: [],
    ...change,
  };
  return {
    capture: { ...capture, seq: 1, capture: { ...circumstances, ...(rect ? { rectCssPx: rect } : {}) } },
    where: { tabId: 1, windowId: 1, frameId: 0, token: 't' },
    settings: { ...DEFAULT_SETTINGS, wholePost: 'always' },
    camera: { shoot: () => Promise.reject(new Error('none')) },
    clock,
    ...more,
  };
}

describe('a whole post', () => {
  const tall = { x: 0, y: 100, w: 600, h: 900 };
  it.each([
    [tall, true],
    [{ x: 0, y: -20, w: 600, h: 300 }, true],
    [{ x: 0, y: 600, w: 600, h: 300 }, true],
    [{ x: 900, y: 10, w: 600, h: 300 }, true],
    [{ x: 0, y: 0, w: 1000, h: 800 }, false],
    [undefined, false],
  ])('at %j is cut off: %s', (rect, cutOff) => {
    expect(isCutOff(joining(rect).capture)).toBe(cutOff);
  });

  it('is none when the page itself was flagged', () => {
    expect(isCutOff(joining(tall, { foundVia: 'page' }).capture)).toBe(false);
  });

  const reasonOf = async (given: Joining): Promise<unknown> =>
    (await takeWholePost(given)).map(({ artefact }) => artefact.status === 'absent' && artefact.absentReason);

  it('is not tried against the setting, nor by scrolling without being asked, nor when all of it was shot', async () => {
    expect(
      await reasonOf(joining(tall, {}, { settings: { ...DEFAULT_SETTINGS, wholePost: 'never' } })),
    ).toEqual([]);
    expect(await reasonOf(joining(tall, {}, { settings: DEFAULT_SETTINGS }))).toEqual([]);
    expect(await reasonOf(joining({ x: 0, y: 0, w: 10, h: 10 }))).toEqual([]);
  });

  it('is absent with the reason: no pictures of this flag, in a frame, tab closed', async () => {
    expect(await reasonOf(joining(tall, { problems: ['shot_off'] }))).toEqual(['analyst_off']);
    const off = { ...DEFAULT_SETTINGS, wholePost: 'always', withoutPicture: true } as const;
    expect(await reasonOf(joining(tall, {}, { settings: off }))).toEqual(['analyst_off']);
    const where = { tabId: 1, windowId: 1, frameId: 7, token: 't' };
    expect(await reasonOf(joining(tall, {}, { where }))).toEqual(['not_locatable']);
    expect(await reasonOf(joining(undefined, {}, { where }))).toEqual(['not_locatable']);
    expect(await reasonOf(joining(tall))).toEqual(['tab_closed']);
  });
});

describe('the rectangle that Firefox shoots', () => {
  const view = (target: View['target']): View => ({
    state: STATE,
    target,
    port: { x: 0, y: 0, w: 990, h: 800 },
    top: 300,
    length: 30_000,
    connected: true,
    links: '',
    hidden: 0,
    boxed: false,
  });

  it('is the post in the coordinates of the page, in whole pixels and inside the page', () => {
    const { rect, truncated } = areaOf(view({ x: 10.4, y: -100.5, w: 600.2, h: 2000.3 }), false);
    expect(rect).toEqual({ x: 10, y: 199, w: 601, h: 2001 });
    expect(truncated).toBe(false);
    expect(areaOf(view({ x: -50, y: -400, w: 5000, h: 100 }), false).rect).toEqual({
      x: 0,
      y: 0,
      w: 990,
      h: 0,
    });
  });

  it('ends where a canvas ends, in device pixels', () => {
    const { rect, truncated } = areaOf(view({ x: 0, y: 0, w: 990, h: 800 }), true);
    expect(rect).toEqual({ x: 0, y: 0, w: 990, h: 8192 });
    expect(truncated).toBe(true);
  });
});

describe('media', () => {
  const withMedia = (count: number): Joining => {
    const given = joining(undefined);
    const media = Array.from({ length: count }, (_, n) => ({
      url: `https://m.example/${n}`,
      kind: 'video' as const,
    }));
    return { ...given, capture: { ...given.capture, post: { ...given.capture.post, media } } };
  };
  beforeEach(() => {
    fetched.mockReset();
  });

  it('stops at the bound of all together, and says so of each that is left', async () => {
    const limits: number[] = [];
    // a length alone: nobody reads the bytes here
    fetched.mockImplementation(async (_url: string, { maxBytes }: { maxBytes: number }) => {
      limits.push(maxBytes);
      const bytes = new Uint8Array(8);
      Object.defineProperty(bytes, 'length', { value: maxBytes });
      return { bytes, mediaType: 'image/x' };
    });
    const taken = await takeMedia(withMedia(7));
    expect(limits).toEqual(Array.from({ length: MEDIA_MAX_TOTAL / MEDIA_MAX_BYTES }, () => MEDIA_MAX_BYTES));
    expect(taken.slice(5).map(({ artefact }) => artefact)).toMatchObject([
      { status: 'absent', absentReason: 'too_large' },
      { status: 'absent', absentReason: 'too_large' },
    ]);
  });

  it('stops at the end of the time for all together, and says so of each that is left', async () => {
    const limits: number[] = [];
    let now = 0;
    fetched.mockImplementation(async (_url: string, { timeoutMs }: { timeoutMs: number }) => {
      limits.push(timeoutMs);
      now += timeoutMs - 1000;
      return 'timeout';
    });
    const given = withMedia(8);
    const taken = await takeMedia({ ...given, clock: { ...clock, monotonic: () => now } });
    expect(Math.max(...limits)).toBeLessThan(MEDIA_MAX_MS);
    expect(now).toBeLessThanOrEqual(MEDIA_MAX_MS);
    expect(taken).toHaveLength(8);
    expect(taken.map(({ artefact }) => artefact)).toEqual(
      taken.map(() => expect.objectContaining({ absentReason: 'timeout' })),
    );
  });

  it('is absent, not_served, when it has no address of its own or something else is handed out', async () => {
    fetched.mockResolvedValue({ bytes: new Uint8Array(3), mediaType: 'application/vnd.apple.mpegurl' });
    const given = withMedia(1);
    const blob = { url: 'blob:https://x.com/1', kind: 'video' as const };
    const media = [blob, ...(given.capture.post.media ?? [])];
    const taken = await takeMedia({
      ...given,
      capture: { ...given.capture, post: { ...given.capture.post, media } },
    });
    expect(taken.map(({ artefact }) => artefact)).toMatchObject([
      { absentReason: 'not_served', sourceUrl: blob.url },
      { absentReason: 'not_served', sourceUrl: 'https://m.example/0' },
    ]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is there without a hash when the browser can decode a picture and not draw it', async () => {
    fetched.mockResolvedValue({ bytes: new Uint8Array(3), mediaType: 'image/png' });
    hashed.mockRejectedValueOnce(new Error('no 2d context'));
    const taken = await takeMedia(withMedia(2));
    expect(taken.map(({ artefact }) => artefact.status)).toEqual(['present', 'present']);
  });

  it('is not_locatable when the post shows none that has an address', async () => {
    const taken = await takeMedia(withMedia(0));
    expect(taken.map(({ artefact }) => artefact)).toMatchObject([{ absentReason: 'not_locatable' }]);
  });

  it.each([
    ['image', 'image/webp', true],
    ['video', 'application/octet-stream', true],
    ['image', 'text/html', false],
    ['video', 'application/dash+xml', false],
    ['file', 'application/pdf', true],
    ['file', 'text/html', false],
  ] as const)('%s as %s is it: %s', (kind, type, is) => {
    expect(isMedia(kind, type)).toBe(is);
  });
});
