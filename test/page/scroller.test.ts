// @vitest-environment happy-dom
// A page that was being scrolled puts itself back: when told, when the worker falls silent, when the analyst or a flag comes.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installScroller, SILENCE_MS } from '../../src/page/scroller';
import { world } from '../../src/page/world';

let top = 0;

/** happy-dom lays nothing out: one box of 5,000 rows, seen through 600. */
function layOut(): void {
  const page = document.documentElement;
  Object.defineProperty(Document.prototype, 'scrollingElement', { configurable: true, get: () => page });
  for (const [name, value] of Object.entries({ scrollHeight: 5000, clientHeight: 600, clientWidth: 800 }))
    Object.defineProperty(Element.prototype, name, { configurable: true, get: () => value });
  Object.defineProperty(Element.prototype, 'scrollTop', { configurable: true, get: () => top });
  Element.prototype.scrollTo = ((to: { top: number }) => {
    top = Math.max(0, Math.min(4400, to.top));
  }) as typeof Element.prototype.scrollTo;
}

const scroller = () => world().scroller!;

async function scrolled(): Promise<void> {
  top = 120;
  const begun = scroller().begin(null);
  await vi.advanceTimersByTimeAsync(200);
  expect(await begun).not.toBeNull();
  const going = scroller().go(1000);
  await vi.advanceTimersByTimeAsync(1500);
  expect(await going).not.toBeNull();
  expect(top).toBe(1000);
}

beforeEach(() => {
  vi.useFakeTimers();
  layOut();
  installScroller();
});
afterEach(async () => {
  void scroller().end();
  await vi.advanceTimersByTimeAsync(500);
  vi.useRealTimers();
});

test('put back when told; asked after that, it says that it ended', async () => {
  await scrolled();
  const ending = scroller().end();
  await vi.advanceTimersByTimeAsync(300);
  expect(await ending).toBe(true);
  expect(top).toBe(120);
  expect(scroller().view()).toBeNull();
  expect(await scroller().go(2000)).toBeNull();
  expect(top).toBe(120);
});

test('put back when nobody asks for five seconds, and not before', async () => {
  await scrolled();
  await vi.advanceTimersByTimeAsync(SILENCE_MS - 1600);
  expect(top).toBe(1000);
  expect(scroller().view()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(SILENCE_MS - 100);
  expect(top).toBe(1000);
  await vi.advanceTimersByTimeAsync(200);
  expect(top).toBe(120);
});

test("put back before a flag's glance is answered", async () => {
  await scrolled();
  const clearing = world().clear!();
  expect(top).toBe(120);
  await vi.advanceTimersByTimeAsync(300);
  await clearing;
});

test("a flag's glance waits until the page as it was is drawn, also when the analyst's key put it back just before", async () => {
  await scrolled();
  dispatchEvent(Object.defineProperty(new Event('keydown'), 'isTrusted', { value: true }));
  let answered = false;
  void world().clear!().then(() => {
    answered = true;
  });
  await vi.advanceTimersByTimeAsync(5);
  expect(answered).toBe(false);
  await vi.advanceTimersByTimeAsync(2000);
  expect(answered).toBe(true);
});

test('put back at a wheel, a click or a key of the analyst, not at those that a page makes up', async () => {
  await scrolled();
  dispatchEvent(new Event('wheel'));
  expect(top).toBe(1000);
  const trusted = (type: string): Event =>
    Object.defineProperty(new Event(type), 'isTrusted', { value: true });
  dispatchEvent(trusted('wheel'));
  expect(top).toBe(120);
  for (const type of ['mousedown', 'keydown', 'touchmove']) {
    await scrolled();
    dispatchEvent(trusted(type));
    expect([type, top]).toEqual([type, 120]);
  }
});
