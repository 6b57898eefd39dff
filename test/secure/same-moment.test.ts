// The verdict over the state before and after a shot.
import { expect, it } from 'vitest';
import type { PageState } from '../../src/flag/capture';
import type { Look, Pin } from '../../src/secure/page-calls';
import { sameMoment } from '../../src/secure/same-moment';

const state = (change: Partial<PageState> = {}): PageState => ({
  url: 'https://x.com/a/status/1',
  title: 'a',
  documentId: 'd1',
  scroll: { x: 0, y: 100 },
  viewport: { w: 1200, h: 800 },
  document: { w: 1200, h: 5000 },
  devicePixelRatio: 1,
  events: 3,
  ...change,
});
const rect = { x: 10, y: 20, w: 500, h: 300 };
const pinned = (change: Partial<Look> = {}): Look => ({
  platform: 'x',
  state: state(),
  rect,
  targetRect: { x: 12, y: 30, w: 50, h: 20 },
  connected: true,
  links: 'https://x.com/a https://x.com/a/status/1',
  changed: false,
  token: 't',
  via: 'clicked',
  shiftKey: false,
  navigated: false,
  reused: false,
  nearTop: true,
  post: {},
  page: {},
  ...change,
});
const judge = (pin: Look, again: Pin | null): string[] =>
  sameMoment(pin, pin, again, pin.state, again?.state);

it('finds nothing wrong when nothing changed', () => {
  expect(judge(pinned(), pinned())).toEqual([]);
});

it.each([
  ['another document', pinned({ state: state({ documentId: 'd2' }) }), 'navigated'],
  ['another address in the same document', pinned({ state: state({ url: 'https://x.com/b' }) }), 'navigated'],
  ['another scroll position', pinned({ state: state({ scroll: { x: 0, y: 101 } }) }), 'scrolled'],
  ['a scroll there and back', pinned({ state: state({ events: 5 }) }), 'page_changed'],
  ['another viewport', pinned({ state: state({ viewport: { w: 1200, h: 700 } }) }), 'page_changed'],
  ['the clicked element elsewhere', pinned({ targetRect: { x: 12, y: 90, w: 50, h: 20 } }), 'page_changed'],
  ['the post taken out of the page', pinned({ connected: false }), 'page_changed'],
  ['the element reused for another post', pinned({ links: 'https://x.com/b' }), 'page_changed'],
  ['the post outside the picture', pinned({ rect: { x: 10, y: 900, w: 500, h: 300 } }), 'out_of_view'],
  ['no element any more', pinned({ rect: undefined }), 'out_of_view'],
])('sees %s', (_what, again, problem) => {
  expect(judge(pinned(), again)).toContain(problem);
});

it('does not know when the page no longer answers', () => {
  expect(judge(pinned(), null)).toEqual(['state_unknown']);
});

it('takes a navigation between the click and the menu choice for one', () => {
  expect(judge(pinned({ navigated: true }), pinned())).toEqual(['navigated']);
});

it('looks at the frame as well as at the top document', () => {
  const frame = pinned();
  const top = state({ url: 'https://t.me/a/1' });
  const scrolled = { ...top, scroll: { x: 0, y: 7 } };
  expect(sameMoment(frame, frame, frame, top, scrolled)).toEqual(['scrolled']);
});

it('sees the clicked element moved between the shot and the read', () => {
  const glanced = { state: state(), targetRect: { x: 12, y: 300, w: 50, h: 20 } };
  expect(sameMoment(glanced, pinned(), pinned(), state(), state())).toEqual(['page_changed']);
});

it('sees that the clicked element held another post at the click', () => {
  expect(judge(pinned({ reused: true }), pinned({ reused: true }))).toEqual(['page_changed']);
});

it('sees that the content changed and changed back', () => {
  expect(judge(pinned(), pinned({ changed: true }))).toEqual(['page_changed']);
});
