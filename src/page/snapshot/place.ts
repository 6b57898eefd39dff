// Where an element is on the page, as far as the snapshot cares. Runs in the page. Changes nothing.

import type { Scene } from './attributes';
import { attribute, rectOf } from './dom';

/** In view, or within one screen of it; all that is in the post counts. */
export function inView(el: Element, inPost: boolean): boolean {
  if (inPost) return true;
  const { bottom, height, left, right, top, width } = rectOf(el);
  if (width < 2 || height < 2) return false;
  return bottom > -innerHeight && top < innerHeight * 2 && right > 0 && left < innerWidth;
}

/** Without its picture it would take no room: the room it has now is written down, where the page did not say it. */
export function withSize(el: Element, { depth, out }: Scene): void {
  if (attribute(el, 'width') !== null || attribute(el, 'height') !== null) return;
  const { height, width } = rectOf(el);
  if (width >= 1 && height >= 1 && width < 20_000 && height < 20_000)
    out.text(` width="${Math.round(width)}" height="${Math.round(height)}"`, depth);
}
