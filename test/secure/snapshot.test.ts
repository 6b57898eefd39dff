// The worker's side of a snapshot: what it says when the page is gone, locked, another or slow, and how it fills in what it fetched.
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../../src/flag/capture';
import { ownAccountOf } from '../../src/platforms/own-account';
import type { Joining } from '../../src/secure/joining';
import { takeSnapshot } from '../../src/secure/snapshot';
import { writeHtml } from '../../src/secure/snapshot-html';
import { fetchResources } from '../../src/secure/snapshot-resources';

const page = vi.hoisted(() => ({
  /** Answers to check(), one after another; the last one stays. */
  pins: [] as unknown[],
  /** To whether the post says what it said. */
  still: true as unknown,
  /** Of the tab. */
  url: undefined as string | undefined,
  part: null as unknown,
  take: async (_job?: unknown): Promise<unknown> => null,
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    permissions: { contains: async () => true },
    tabs: { get: async () => ({ url: page.url }) },
    storage: { session: { get: async () => ({}), set: async () => undefined } },
    scripting: {
      executeScript: async ({ args, files }: { args?: [string, string, unknown[]]; files?: string[] }) => {
        if (files) return [];
        const [part, method, [job] = []] = args ?? ['', ''];
        if (part === 'reader') return [{ result: page.pins.length > 1 ? page.pins.shift() : page.pins[0] }];
        if (part === 'images') return [{ result: page.still }];
        return [{ result: method === 'take' ? await page.take(job) : method === 'part' ? page.part : null }];
      },
    },
  },
}));

// both browsers have it; Node 20 does not yet
Uint8Array.prototype.toBase64 ??= function (this: Uint8Array) {
  return Buffer.from(this).toString('base64');
};

const STATE = {
  url: 'https://x.com/home',
  title: '',
  documentId: 'd1',
  scroll: { x: 0, y: 0 },
  viewport: { w: 1, h: 1 },
  document: { w: 1, h: 1 },
  devicePixelRatio: 1,
  events: 0,
};
const pin = (state: object = {}, more: object = {}): unknown => ({
  state: { ...STATE, ...state },
  connected: true,
  links: '',
  changed: false,
  ...more,
});
const SUMMARY = {
  id: 'a',
  parts: 1,
  first: ['<p>kept</p>', [0, 'src', 0]],
  resources: [{ kind: 'image', url: 'https://192.168.0.1/a.png?token=t1', rank: 0 }],
  alterations: [{ kind: 'scripts_removed', count: 2 }],
  size: { w: 1, h: 1 },
  frameSeen: false,
};
const joining = {
  capture: { id: 'f1', platform: 'x', pageUrl: STATE.url, capture: { before: STATE } } as unknown as Capture,
  where: { tabId: 1, windowId: 1, frameId: 0, token: 't' },
  clock: { now: () => 5, monotonic: () => 0, id: () => 'e1' },
} as unknown as Joining;

beforeEach(() => {
  page.pins = [pin()];
  page.still = true;
  page.part = null;
  page.take = async () => SUMMARY;
});
afterEach(() => vi.useRealTimers());

describe('taking a snapshot', () => {
  it('gives bytes that unpack to the page, and says what was left out and in which state it was', async () => {
    const [evidence] = await takeSnapshot(joining);
    expect(evidence?.artefact).toMatchObject({
      kind: 'dom_snapshot',
      status: 'present',
      mediaType: 'application/gzip',
      sameState: 'same',
      alterations: [
        { kind: 'scripts_removed', count: 2 },
        { kind: 'images_left_out', count: 1 },
      ],
    });
    const bytes = Buffer.from((await evidence?.bytes?.arrayBuffer()) ?? new ArrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe(
      '<p>kept</p> data-left-out="https://192.168.0.1/a.png?token=removed"',
    );
  });

  it('puts the parts of a large page together in their order', async () => {
    page.take = async () => ({ ...SUMMARY, parts: 2, first: ['<p>', 'one'], resources: [] });
    page.part = ['two', '</p>'];
    const [evidence] = await takeSnapshot(joining);
    const bytes = Buffer.from((await evidence?.bytes?.arrayBuffer()) ?? new ArrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe('<p>onetwo</p>');
  });

  it.each([
    ['before', [pin({}, { changed: true }), pin()]],
    ['meanwhile', [pin(), pin({ url: 'https://x.com/other' })]],
  ])('says that the post changed %s', async (_when, pins) => {
    page.pins = pins;
    expect((await takeSnapshot(joining))[0]?.artefact).toMatchObject({
      status: 'present',
      sameState: 'changed',
    });
  });

  it('asks no second time for the state in which the page was just found', async () => {
    page.pins = [pin()];
    const [evidence] = await takeSnapshot({ ...joining, before: 'changed' });
    expect(evidence?.artefact).toMatchObject({ status: 'present', sameState: 'changed' });
  });

  it.each([
    ['changed', 'the post says something else by now', false],
    ['unknown', 'nobody knows what the post said', null],
  ])('is %s when %s', async (sameState, _what, still) => {
    page.still = still;
    expect((await takeSnapshot(joining))[0]?.artefact).toMatchObject({ status: 'present', sameState });
  });

  it.each([
    ['same', STATE.url],
    ['changed', 'https://x.com/other'],
  ])('of a post in a frame is %s when the page around it is at %s', async (sameState, url) => {
    page.url = url;
    const inFrame = { ...joining, where: { ...joining.where, frameId: 4 } };
    expect((await takeSnapshot(inFrame))[0]?.artefact).toMatchObject({ status: 'present', sameState });
  });

  it('leaves out the account of the page that is around the frame of the post', async () => {
    const jobs: unknown[] = [];
    page.take = async (job) => {
      jobs.push(job);
      return SUMMARY;
    };
    const capture = { ...joining.capture, platform: 'other', pageUrl: 'https://x.com/home' };
    await takeSnapshot({ ...joining, capture, where: { ...joining.where, frameId: 4 } });
    expect(jobs).toMatchObject([{ ownAccount: [] }, { ownAccount: ownAccountOf('x').ownAccount }]);
    expect(ownAccountOf('x').ownAccount).not.toEqual([]);
  });

  it.each([
    ['tab_closed', [null]],
    ['tab_closed', [pin({ documentId: 'd2' })]],
    ['page_changed', [pin(), null]],
  ])('is absent, %s, when the document is gone', async (absentReason, pins) => {
    page.pins = pins;
    expect((await takeSnapshot(joining))[0]?.artefact).toMatchObject({ status: 'absent', absentReason });
  });

  it.each([
    ['lets nobody in', () => Promise.reject(new Error('Cannot access contents'))],
    ['answers with something else', async () => ({ parts: 'many' })],
    ['lets the rest go', async () => ({ ...SUMMARY, parts: 2 })],
  ])('is absent, page_locked, when the page %s', async (_what, take) => {
    page.take = take;
    expect((await takeSnapshot(joining))[0]?.artefact).toMatchObject({ absentReason: 'page_locked' });
  });

  it('gives up after ten seconds', async () => {
    vi.useFakeTimers();
    page.take = () => new Promise(() => undefined);
    const taking = takeSnapshot(joining);
    await vi.advanceTimersByTimeAsync(10_001);
    expect((await taking)[0]?.artefact).toMatchObject({ absentReason: 'timeout' });
  });
});

describe('what was fetched', () => {
  const fetched = {
    image: (n: number) => (n === 0 ? 'data:image/png;base64,AA==' : undefined),
    sheet: () => 'a{b:"c"}',
  };
  const text = (pieces: Parameters<typeof writeHtml>[0]['pieces'], frameSeen = true): string =>
    writeHtml(
      { ...SUMMARY, pieces, resources: [], alterations: [], frameSeen },
      { ...fetched, leftOut: [] },
      { parts: ['<p title="1">&amp;</p>'], alterations: [] },
    ).parts.join('');

  it('is escaped as often as the frames around it ask for', () => {
    expect(text(['<img', [0, 'src', 0], '>'])).toBe('<img src="data:image/png;base64,AA==">');
    expect(text([[0, 'src', 2]])).toBe(' src=&amp;quot;data:image/png;base64,AA==&amp;quot;');
    expect(text([[1, 'css', 1]])).toBe('url(data:,)');
    expect(text([[0, 'sheet', 1]])).toBe('a{b:&quot;c&quot;}');
  });

  it('is put once wherever it is named, and again only while there is room', () => {
    const large = {
      image: () => `data:image/png;base64,${'A'.repeat(1_000_000)}`,
      sheet: () => '"'.repeat(1_000_000),
    };
    const places = Array.from({ length: 100 }, (_, n): [number, 'src' | 'sheet', number] => [
      n % 4,
      n % 2 ? 'src' : 'sheet',
      1,
    ]);
    const taken = { ...SUMMARY, pieces: places, resources: [], alterations: [] };
    const { alterations, parts } = writeHtml(taken, { ...large, leftOut: [] });
    expect(parts.slice(0, 4).every((part) => part.length >= 1_000_000)).toBe(true);
    expect(parts.join('').length).toBeLessThan(50_000_000);
    expect(alterations.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['images_left_out', 'styles_left_out']),
    );
  });

  it("puts the document of the post's frame where the frame is, else at the end", () => {
    expect(text(['<iframe', [0, 'frame', 0], '>'])).toBe(
      '<iframe srcdoc="<p title=&quot;1&quot;>&amp;amp;</p>">',
    );
    expect(text(['<p></p>'], false)).toBe(
      '<p></p><iframe sandbox="" srcdoc="<p title=&quot;1&quot;>&amp;amp;</p>" width="100%" height="800"></iframe>',
    );
  });
});

describe('fetching what a page names', () => {
  const types: Record<string, string> = {
    '/a.png': 'image/png',
    '/b.html': 'text/html',
    '/c.css': 'text/css',
  };
  const get = vi.fn(async (url: string) => {
    const { pathname } = new URL(url);
    const body = pathname === '/c.css' ? 'a{b:url(d.png)}</style>' : 'x'.repeat(10);
    return new Response(body, { headers: { 'content-type': types[pathname] ?? 'image/png' } });
  });
  const bounds = {
    pageUrl: 'https://x.com/',
    allowed: async () => true,
    signal: new AbortController().signal,
  };
  beforeEach(() => {
    get.mockClear();
    vi.stubGlobal('fetch', get);
  });
  afterEach(() => vi.unstubAllGlobals());
  const image = (path: string, rank = 1) =>
    ({ kind: 'image', url: `https://a.example${path}`, rank }) as const;

  it('takes pictures that are some, and styles that load nothing', async () => {
    const sheet = { kind: 'sheet', url: 'https://a.example/c.css', rank: 0 } as const;
    const got = await fetchResources([image('/a.png'), image('/b.html'), sheet], bounds);
    expect(got.image(0)).toBe('data:image/png;base64,eHh4eHh4eHh4eA==');
    expect(got.image(1)).toBeUndefined();
    expect(got.sheet(2)).toBe('a{b:url(data:,)}\\3c /style>');
    expect(got.leftOut).toEqual([{ kind: 'images_left_out', count: 1 }]);
  });

  it("asks for the post's pictures first, for so many in all, and for none when it is to stop", async () => {
    const many = Array.from({ length: 400 }, (_, n) => image(`/${n}.png`, n === 399 ? 0 : 1));
    await fetchResources(many, bounds);
    expect(get.mock.calls[0]?.[0]).toBe('https://a.example/399.png');
    expect(get).toHaveBeenCalledTimes(150);
    get.mockClear();
    await fetchResources(many, { ...bounds, signal: AbortSignal.abort() });
    expect(get).not.toHaveBeenCalled();
  });
});
