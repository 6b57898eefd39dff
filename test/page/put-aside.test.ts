// @vitest-environment happy-dom
// What is put aside for a picture comes back to the letter: attribute, value, priority, or no attribute at all.
import { beforeEach, expect, test } from 'vitest';
import { createAside } from '../../src/page/put-aside';

const PORT = { x: 0, y: 0, w: 800, h: 600 };
const nowhere = (): boolean => false;

function shown(selector: string, rect: Partial<DOMRect>): HTMLElement {
  const element = document.querySelector<HTMLElement>(selector)!;
  element.getBoundingClientRect = () => ({ x: 0, y: 0, width: 0, height: 0, ...rect }) as DOMRect;
  return element;
}

beforeEach(() => {
  document.body.innerHTML = `
    <header style="position: fixed;visibility:visible !important ;color:RED">Bar</header>
    <nav class="stuck">Stuck</nav><aside class="fixed">Far</aside>
    <div class="fixed" id="dialog"><article id="post">Post</article></div>`;
  const sheet = document.createElement('style');
  sheet.textContent = '.stuck{position:sticky;top:10px}.fixed{position:fixed}';
  document.body.append(sheet);
  Element.prototype.getBoundingClientRect = function measured(this: Element) {
    const own: unknown = Object.getOwnPropertyDescriptor(this, 'getBoundingClientRect')?.value;
    return typeof own === 'function'
      ? (own as () => DOMRect)()
      : ({ x: 0, y: 0, width: 0, height: 0 } as DOMRect);
  };
  shown('header', { width: 800, height: 50 });
  shown('nav', { y: 50, width: 800, height: 50 });
  shown('aside', { y: 900, width: 800, height: 50 });
  shown('#dialog', { width: 800, height: 600 });
});

test('what lies in front is put aside, what holds the post or is out of sight is not', () => {
  const [bar, stuck] = [document.querySelector('header')!, document.querySelector('nav')!];
  const aside = createAside();
  expect(aside.clear(PORT, document.querySelector('#post')!, nowhere)).toBe(2);
  expect(bar.style.visibility).toBe('hidden');
  expect(stuck.style.position).toBe('relative');
  expect(document.querySelector('aside')!.getAttribute('style')).toBeNull();
  expect(document.querySelector('#dialog')!.getAttribute('style')).toBeNull();
  // the same once more puts nothing aside twice
  expect(aside.clear(PORT, document.querySelector('#post')!, nowhere)).toBe(2);
});

test('every style attribute comes back to the letter, or is gone where there was none', () => {
  const before = [...document.querySelectorAll('*')].map((element) => element.getAttribute('style'));
  const aside = createAside();
  aside.clear(PORT, undefined, nowhere);
  expect([...document.querySelectorAll('*')].map((element) => element.getAttribute('style'))).not.toEqual(
    before,
  );
  aside.restore();
  expect([...document.querySelectorAll('*')].map((element) => element.getAttribute('style'))).toEqual(before);
});

test('what the page wrote meanwhile stays, and only what is ours goes', () => {
  const bar = document.querySelector('header')!;
  const aside = createAside();
  aside.clear(PORT, undefined, nowhere);
  bar.style.setProperty('opacity', '0.5');
  aside.restore();
  expect(bar.style.getPropertyValue('opacity')).toBe('0.5');
  expect(bar.style.getPropertyValue('visibility')).toBe('visible');
  expect(bar.style.getPropertyPriority('visibility')).toBe('important');
  expect(bar.style.getPropertyValue('transition')).toBe('');
});

test('what is spared stays fixed where it is', () => {
  const aside = createAside();
  expect(aside.clear(PORT, document.querySelector('#post')!, ({ y }) => y < 300)).toBe(1);
  expect(document.querySelector('header')!.style.visibility).toBe('visible');
});
