// Where each shot of a row-by-row picture goes: pure geometry in whole device pixels. Runs anywhere.
import type { Rect } from '../flag/capture';

/** Both browsers draw and encode canvases up to here. */
export const MAX_ROWS = 16_384;
/** 200 MB as raw pixels: what a worker can hold beside everything else. */
const MAX_AREA = 50_000_000;

/** Rows that a picture of this width may have. */
export function rowsAllowed(width: number): number {
  return Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_AREA / Math.max(1, width))));
}

/** What the page said of itself around a shot; CSS pixels in the viewport. */
export interface Seen {
  readonly target: Rect;
  readonly port: Rect;
  readonly viewport: { readonly w: number; readonly h: number };
}

export interface Picture {
  readonly width: number;
  readonly height: number;
}

/** The part of a shot that continues the picture, in the shot's pixels. */
export interface Slice {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Rows that the whole target has, and those that it has within the allowed. */
  readonly rows: number;
  readonly allowed: number;
  /** Device pixels to a CSS pixel: zoom and pixel ratio together. */
  readonly scale: number;
  /** Some of the target is beside what is shown. */
  readonly narrowed: boolean;
}

/**
 * The slice that begins at row `done` of the target. `gap`: the shot begins below that row, so rows would be missing.
 * Null: the shot has nothing beyond that row.
 */
export function sliceOf({ target, port, viewport }: Seen, shot: Picture, done: number): Slice | 'gap' | null {
  const scale = shot.width / viewport.w;
  const device = (css: number): number => Math.round(css * scale);
  const left = Math.max(0, device(Math.max(port.x, target.x)));
  const right = Math.min(shot.width, device(Math.min(port.x + port.w, target.x + target.w)));
  // the target's first row in this shot: all rows count from there, so that slices meet without gap or double
  const origin = device(target.y);
  const rows = device(target.y + target.h) - origin;
  const top = Math.max(0, device(port.y), origin);
  const bottom = Math.min(shot.height, device(port.y + port.h), origin + rows);
  const [w, allowed] = [right - left, Math.min(rows, rowsAllowed(right - left))];
  const y = origin + done;
  if (w <= 0 || bottom <= top) return null;
  if (y < top) return 'gap';
  const h = Math.min(bottom, origin + allowed) - y;
  if (h <= 0) return null;
  const narrowed = target.x < port.x - 1 || target.x + target.w > port.x + port.w + 1;
  return { x: left, y, w, h, rows, allowed, scale, narrowed };
}
