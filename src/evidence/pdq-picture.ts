// PDQ of a decoded picture or a rectangle of it. Runs in the worker and the UI, which have canvases. Decode with
// `createImageBitmap(blob, { colorSpaceConversion: 'none' })`: pixels that are corrected for colour have another hash.
import { type PdqHash, takePdq } from './pdq';

/** Pixels read in one piece: 4 MB, some 10 ms. */
const STRIPE_PX = 2 ** 20;
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
  const taking = takePdq(w, h);
  const stripe = Math.min(h, Math.max(1, Math.floor(STRIPE_PX / w)));
  const canvas = new OffscreenCanvas(w, stripe);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.globalCompositeOperation = 'copy';
  for (let top = 0, n = 1; top < h; top += stripe, n += 1) {
    const rows = Math.min(stripe, h - top);
    context.drawImage(image, x, y + top, w, rows, 0, 0, w, rows);
    taking.rows(context.getImageData(0, 0, w, rows).data, rows);
    if (n % STRIPES_AT_ONCE === 0) await new Promise((later) => setTimeout(later));
  }
  return taking.hash();
}
