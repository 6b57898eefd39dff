// @vitest-environment happy-dom
// Whether a post still says what it said right after commit 1, however long ago that is.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Pin, Pinned, Reader } from '../../src/page/install';
import { installPostImages, type PostImages } from '../../src/page/post-images';
import { world } from '../../src/page/world';

const pins = new Map<string, Pinned>();
const pin = { changed: false };
let images: PostImages;

beforeEach(() => {
  document.body.innerHTML =
    '<form id="post"><input name="localName"><a href="/a">Ann</a> <time>1 min</time><p>Words</p></form><p id="other">x</p>';
  const root = document.querySelector('#post')!;
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 10, 10));
  Document.prototype.getAnimations = () => [];
  pins.clear();
  pins.set('t', { found: { root, via: 'target' } as unknown as Pinned['found'], since: Date.now() });
  pin.changed = false;
  world().reader = { pins, check: () => pin as Pin } as unknown as Reader;
  delete world().images;
  installPostImages();
  images = world().images!;
});

const text = (selector: string, words: string): void => {
  document.querySelector(selector)!.textContent = words;
};

it('a post that was left alone does, whatever happens beside it and however its time is told', () => {
  images.find('t');
  text('#other', 'something else');
  text('time', '2 min');
  expect(images.still('t')).toBe(true);
});

it.each<[string, () => void]>([
  ['other words', () => text('#post p', 'Removed')],
  ['another link', () => document.querySelector('#post a')!.setAttribute('href', '/b')],
])('a post with %s does not', (_what, change) => {
  images.find('t');
  change();
  expect(images.still('t')).toBe(false);
});

it('of a post that was not asked of, or had changed by then, nothing is known', () => {
  expect(images.still('t')).toBeNull();
  pin.changed = true;
  images.find('t');
  expect(images.still('t')).toBeNull();
});

it('of a post that was asked of only after nobody watched it any more nothing is known', () => {
  const { found } = pins.get('t')!;
  pins.set('t', { found, since: Date.now() - 5000 });
  images.find('t');
  expect(images.still('t')).toBeNull();
});

it('a post with other words in its shadow trees does not', () => {
  const outer = document.querySelector('#post p')!.attachShadow({ mode: 'open' });
  outer.innerHTML = '<div></div>';
  const inner = outer.querySelector('div')!.attachShadow({ mode: 'open' });
  inner.innerHTML = '<b>Words</b>';
  images.find('t');
  expect(images.still('t')).toBe(true);
  inner.querySelector('b')!.textContent = 'Removed';
  expect(images.still('t')).toBe(false);
});

it('a page as a whole goes by its address', () => {
  pins.set('t', {
    found: { root: document.body, via: 'page' } as unknown as Pinned['found'],
    since: Date.now(),
  });
  images.find('t');
  text('#other', 'something else');
  expect(images.still('t')).toBe(true);
});
