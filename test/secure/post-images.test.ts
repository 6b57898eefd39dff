// Places of a post's pictures are heard only from a page that is provably as it was when the shot had been taken.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Pin } from '../../src/secure/page-calls';
import { imagesOf } from '../../src/secure/post-images';

const fake = vi.hoisted(() => ({ answer: undefined as unknown, calls: vi.fn() }));
vi.mock('webextension-polyfill', () => ({
  default: {
    scripting: {
      executeScript: async (injection: { files?: string[] }) => {
        fake.calls(injection.files ?? 'called');
        if (fake.answer instanceof Error) throw fake.answer;
        if (fake.answer === 'never') await new Promise(() => undefined);
        return [{ result: injection.files ? undefined : fake.answer }];
      },
    },
  },
}));

const TOP = { tabId: 1, frameId: 0 };
const RECTS = [{ x: 1, y: 2, w: 100, h: 80 }];
const PIN: Pin = {
  state: {
    url: 'https://x.com/home',
    title: 'x',
    documentId: 'a',
    scroll: { x: 0, y: 40 },
    viewport: { w: 800, h: 600 },
    document: { w: 800, h: 4000 },
    devicePixelRatio: 1,
    events: 3,
  },
  rect: { x: 10, y: 10, w: 500, h: 300 },
  connected: true,
  links: 'https://x.com/a',
  changed: false,
};
const found = (change: Partial<Pin> = {}): unknown => ({ rects: RECTS, pin: { ...PIN, ...change } });

beforeEach(() => {
  fake.calls.mockClear();
});

it('are heard when nothing has changed, from a script that is injected then only', async () => {
  fake.answer = found();
  expect(await imagesOf(TOP, 't', PIN)).toEqual({ state: 'same', rects: RECTS });
  expect(fake.calls.mock.calls).toEqual([[['images.js']], ['called']]);
});

it.each<[string, Partial<Pin>]>([
  ['another document is there', { state: { ...PIN.state, documentId: 'b' } }],
  ['it was scrolled', { state: { ...PIN.state, scroll: { x: 0, y: 41 } } }],
  ['it was scrolled there and back', { state: { ...PIN.state, events: 5 } }],
  ['the address changed', { state: { ...PIN.state, url: 'https://x.com/other' } }],
  ['the post changed', { changed: true }],
  ['the post is gone', { connected: false }],
  ['another post took its place', { links: 'https://x.com/b' }],
  ['the post moved', { rect: { x: 10, y: 30, w: 500, h: 300 } }],
])('are not heard when %s', async (_what, change) => {
  fake.answer = found(change);
  expect(await imagesOf(TOP, 't', PIN)).toEqual({ state: 'changed', rects: [] });
});

it.each<[string, unknown]>([
  ['says nothing', null],
  ['has forgotten the post', { rects: RECTS, pin: null }],
  ['answers with something else', { rects: [{ x: 'far' }], pin: PIN }],
  ['answers with too many', { rects: Array.from({ length: 51 }, () => RECTS[0]), pin: PIN }],
  ['is gone', new Error('No tab with id: 1.')],
])('are unknown when the page %s', async (_what, answer) => {
  fake.answer = answer;
  expect(await imagesOf(TOP, 't', PIN)).toEqual({ state: 'unknown', rects: [] });
});

it('are not heard from a frame, which may have moved in the page around it; but its post is known from then on', async () => {
  fake.answer = found();
  expect(await imagesOf({ tabId: 1, frameId: 4 }, 't', PIN)).toEqual({ state: 'unknown', rects: [] });
  expect(fake.calls.mock.calls).toEqual([[['images.js']], ['called']]);
});

it('keep the crop waiting for two seconds at most', async () => {
  vi.useFakeTimers();
  fake.answer = 'never';
  const asked = imagesOf(TOP, 't', PIN);
  await vi.advanceTimersByTimeAsync(2000);
  vi.useRealTimers();
  expect(await asked).toEqual({ state: 'unknown', rects: [] });
});
