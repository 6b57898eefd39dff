// Which box scrolls a post into view, what of it is seen, and how it is moved at once. Runs in the page.
import type { Rect } from '../flag/capture';
import { all, around, property } from '../platforms/reading';
import { rectOf } from './glance';
import { rootElement } from './state';

/** What scrolls the document as a whole. */
export function documentBox(): Element {
  const box = property(Document, 'scrollingElement', document);
  return box instanceof Element ? box : rootElement();
}

const size = (name: string, of: Element): number => Number(property(Element, name, of));

export const topOf = (box: Element): number => size('scrollTop', box);
export const lengthOf = (box: Element): number => size('scrollHeight', box);

function canScroll(box: Element): boolean {
  if (box === documentBox()) return true;
  if (lengthOf(box) <= size('clientHeight', box) + 1) return false;
  return /^(?:auto|scroll|overlay)$/.test(getComputedStyle(box).overflowY);
}

/** Everything that scrolls around an element, innermost first; the document is the last. */
export function boxesAround(element: Element): Element[] {
  const boxes: Element[] = [];
  // what is fixed does not move with the boxes around it
  let free = getComputedStyle(element).position === 'fixed';
  for (let outer = around(element); outer !== null && !free; outer = around(outer)) {
    if (outer !== documentBox() && canScroll(outer)) boxes.push(outer);
    free = getComputedStyle(outer).position === 'fixed';
  }
  return [...boxes, documentBox()];
}

/** The box that holds the page's content: the document, or in a page that is one box the largest that scrolls. */
export function mainBox(): Element {
  const page = documentBox();
  if (lengthOf(page) > size('clientHeight', page) + 1) return page;
  const area = ({ w, h }: Rect): number => w * h;
  const boxes = all(document, '*').filter(
    (box) => area(portOf(box)) > (innerWidth * innerHeight) / 4 && canScroll(box),
  );
  return boxes.sort((a, b) => area(portOf(b)) - area(portOf(a)))[0] ?? page;
}

/** The part of the viewport in which a box shows its content, without its scrollbars. */
export function portOf(box: Element): Rect {
  return common(innerOf(box), innerOf(documentBox()));
}

/** The same, whether it is in view or not. */
export function innerOf(box: Element): Rect {
  const [w, h] = [size('clientWidth', box), size('clientHeight', box)];
  if (box === documentBox()) return { x: 0, y: 0, w, h };
  const { x, y } = rectOf(box);
  return { x: x + size('clientLeft', box), y: y + size('clientTop', box), w, h };
}

export function common(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const w = Math.min(a.x + a.w, b.x + b.w) - x;
  const h = Math.min(a.y + a.h, b.y + b.h) - y;
  return { x, y, w: Math.max(0, w), h: Math.max(0, h) };
}

/** Everything in a box, from its top to its bottom, as it lies in the viewport. */
export function contentOf(box: Element): Rect {
  const { x, y, w } = portOf(box);
  return { x, y: y - topOf(box), w, h: lengthOf(box) };
}

/** Where a box stands, to be put back there. */
export interface Position {
  readonly box: Element;
  readonly left: number;
  readonly top: number;
}

export function positionOf(box: Element): Position {
  return { box, left: size('scrollLeft', box), top: topOf(box) };
}

/** At once, whatever the page's style says of smoothness. */
export function scrollBox({ box, left, top }: Position): void {
  Reflect.apply(Element.prototype.scrollTo, box, [{ left, top, behavior: 'instant' }]);
}
