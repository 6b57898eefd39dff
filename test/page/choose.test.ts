// @vitest-environment happy-dom
// Which right-click a menu choice belongs to.
import { expect, it } from 'vitest';
import { choose } from '../../src/page/choose';
import type { Click } from '../../src/page/world';

const clickOn = (element: Element, at: number): Click => {
  const path: EventTarget[] = [];
  for (let node: Element | null = element; node !== null; node = node.parentElement) path.push(node);
  return {
    path,
    at,
    url: location.href,
    scroll: { x: 0, y: 0 },
    shiftKey: false,
    around: undefined,
    links: '',
  };
};

function posts(): readonly [Element, Element] {
  document.body.innerHTML =
    '<article><a href="https://e.org/1">one</a><p>a</p></article><article><a href="https://e.org/2">two</a><p>b</p></article>';
  const [first, second] = document.querySelectorAll('article');
  return [first!, second!];
}

it('takes the last right-click before the choice, not one that came after it', () => {
  const [first, second] = posts();
  const clicks = [clickOn(first.querySelector('p')!, 100), clickOn(second.querySelector('p')!, 300)];
  const chosen = choose({ kind: 'menu', at: 200 }, clicks);
  expect(chosen.click).toBe(clicks[0]);
});

it('goes by the link that the menu named when two clicks came before the worker awoke', () => {
  const [first, second] = posts();
  const clicks = [clickOn(first.querySelector('a')!, 100), clickOn(second.querySelector('a')!, 150)];
  const chosen = choose({ kind: 'menu', at: 200, linkUrl: 'https://e.org/1' }, clicks);
  expect(chosen.click).toBe(clicks[0]);
});

it('does not give a click on a link to a menu that was opened on none', () => {
  const [first, second] = posts();
  const clicks = [clickOn(first.querySelector('p')!, 100), clickOn(second.querySelector('a')!, 150)];
  expect(choose({ kind: 'menu', at: 200 }, clicks).click).toBe(clicks[0]);
});

it('falls back on what the menu knows where no listener saw the click', () => {
  const chosen = choose({ kind: 'menu', at: 200, srcUrl: 'https://e.org/a.png', selectionText: 'x' }, []);
  expect(chosen.from).toMatchObject({ kind: 'hint', srcUrl: 'https://e.org/a.png', selectionText: 'x' });
});

it('asks for the focused post at a shortcut, and for the page as a whole at the button', () => {
  expect(choose({ kind: 'shortcut', at: 1 }, []).from).toEqual({ kind: 'focus' });
  expect(choose({ kind: 'page', at: 1 }, []).from).toMatchObject({ kind: 'hint' });
});

it('heeds no click where an address is given in its place', () => {
  const linkUrl = 'https://e.org/post/1';
  const clicks = [clickOn(posts()[0], 1)];
  expect(choose({ kind: 'page', at: 9, linkUrl }, clicks)).toEqual({
    from: expect.objectContaining({ kind: 'hint', linkUrl }),
  });
});
