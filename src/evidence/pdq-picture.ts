// PDQ of a decoded picture or a rectangle of it. Runs in the worker and the UI, which have canvases. Decode with
// `createImageBitmap(blob, { colorSpaceConversion: 'none' })`: pixels that are corrected for colour have another hash.
import { type PdqHash, takePdq, takeThinned } from './pdq';
import { sourceOf, THIN_PX } from './pdq-thinning';

/** Pixels read in one piece: 4 MB, some 10 ms. */
const STRIPE_PX = 2 ** 20;
/** From so many times the rows that count, those are drawn one by one. */
const TALL = 3;
/** Pieces between two chances for others to run. */
const STRIPES_AT_ONCE = 4;
/** Five full pages of 1280 x 30,000. Larger pictures have no hash. */
export const PDQ_MAX_PX = 2 ** 28 - 2 ** 26;

export interface PictureArea {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Undefined for a picture of more than PDQ_MAX_PX pixels. Holds one stripe of it as pixels at a time, so its size costs
 * time only. The area is in whole pixels and lies within the picture.
 */
export async function pdqOfPicture(
  image: ImageBitmap,
  area: PictureArea = { x: 0, y: 0, w: image.width, h: image.height },
): Promise<PdqHash | undefined> {
  const { x, y, w, h } = area;
  if (w * h > PDQ_MAX_PX) return undefined;
  if (h >= TALL * THIN_PX) return pdqOfRows(image, area);
  const taking = takePdq(w, h);
  const stripe = Math.min(h, Math.max(1, Math.floor(STRIPE_PX / w)));
  const context = canvasOf(w, stripe);
  for (let top = 0, n = 1; top < h; top += stripe, n += 1) {
    const rows = Math.min(stripe, h - top);
    context.drawImage(image, x, y + top, w, rows, 0, 0, w, rows);
    taking.rows(context.getImageData(0, 0, w, rows).data, rows);
    if (n % STRIPES_AT_ONCE === 0) await new Promise((later) => setTimeout(later));
  }
  return taking.hash();
}

/** Of a tall picture: only the rows that count are drawn. */
function pdqOfRows(image: ImageBitmap, { x, y, w, h }: PictureArea): PdqHash {
  const taking = takeThinned(w, THIN_PX);
  const context = canvasOf(w, THIN_PX);
  context.globalCompositeOperation = 'source-over';
  for (let row = 0; row < THIN_PX; row += 1)
    context.drawImage(image, x, y + sourceOf(row, h), w, 1, 0, row, w, 1);
  taking.rows(context.getImageData(0, 0, w, THIN_PX).data, THIN_PX);
  return taking.hash();
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.globalCompositeOperation = 'copy';
  return context;
}
