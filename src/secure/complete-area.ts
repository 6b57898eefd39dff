// Where the post, and the pictures in it, are in the shot's own pixels. Runs anywhere. Guesses nothing: unknown is undefined.
import type { Capture, Rect } from '../flag/capture';

/** Whole pixels of a stored picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Smaller pictures have no hash that says anything. */
const SMALLEST_PX = 32;

/** The visible part of the post; undefined when it cannot be told where the post is. */
export function cropArea(
  { capture }: Pick<Capture, 'capture'>,
  width: number,
  height: number,
): Area | undefined {
  const { rectCssPx, before, verified } = capture;
  if (!verified || rectCssPx === undefined || before === undefined || before.viewport.w === 0)
    return undefined;
  // the shot is the viewport with its scrollbar, scaled by zoom and pixel ratio together
  const scale = width / before.viewport.w;
  const x = Math.max(0, Math.floor(rectCssPx.x * scale));
  const y = Math.max(0, Math.floor(rectCssPx.y * scale));
  const w = Math.min(width, Math.ceil((rectCssPx.x + rectCssPx.w) * scale)) - x;
  const h = Math.min(height, Math.ceil((rectCssPx.y + rectCssPx.h) * scale)) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : undefined;
}

/** Rectangles of the viewport (CSS pixels) as areas of the crop; `scale`: the shot's pixels to one of those. */
export function areasInCrop(rects: readonly Rect[], crop: Area, scale: number): Area[] {
  return rects.flatMap((rect) => {
    const left = Math.max(0, Math.round(rect.x * scale) - crop.x);
    const top = Math.max(0, Math.round(rect.y * scale) - crop.y);
    const w = Math.min(crop.w, Math.round((rect.x + rect.w) * scale) - crop.x) - left;
    const h = Math.min(crop.h, Math.round((rect.y + rect.h) * scale) - crop.y) - top;
    return w >= SMALLEST_PX && h >= SMALLEST_PX ? [{ x: left, y: top, w, h }] : [];
  });
}

export function written({ x, y, w, h }: Area): string {
  return `${x},${y},${w},${h}`;
}
