// Perceptual hashes of pictures as they are stored: decoded without colour conversion, as the reference does. Runs in the worker.
import { PDQ_IMPLEMENTATION, pdqOf, takePdq } from '../evidence/pdq';
import type { Pdq } from '../flag/artefact';

/** Of what has more pixels than this no hash is made: they would not fit beside everything else. */
const MOST_PIXELS = 100_000_000;
/** Rows held as pixels at a time. */
const STRIP = 512;

/** `of`: which part of the stored picture, see Pdq. */
export function hashOf(rgba: Uint8ClampedArray, width: number, height: number, of: string): Pdq {
  return { ...pdqOf(rgba, width, height), implementation: PDQ_IMPLEMENTATION, of };
}

/** Of a picture as a whole; undefined for what is none that the browser can decode, or is too large. */
export async function pdqOfBlob(blob: Blob): Promise<Pdq | undefined> {
  const image = await decode(blob).catch(() => undefined); // no picture: there is nothing to hash
  if (image === undefined) return undefined;
  try {
    return image.width * image.height > MOST_PIXELS ? undefined : await byStrips(image);
  } finally {
    image.close();
  }
}

export function decode(blob: Blob): Promise<ImageBitmap> {
  return createImageBitmap(blob, { colorSpaceConversion: 'none' });
}

export function sheet(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  return context;
}

async function byStrips(image: ImageBitmap): Promise<Pdq> {
  const { width, height } = image;
  const taking = takePdq(width, height);
  const context = sheet(width, Math.min(STRIP, height));
  for (let y = 0; y < height; y += STRIP) {
    const rows = Math.min(STRIP, height - y);
    context.clearRect(0, 0, width, rows);
    context.drawImage(image, 0, y, width, rows, 0, 0, width, rows);
    taking.rows(context.getImageData(0, 0, width, rows).data, rows);
    await new Promise((passed) => setTimeout(passed)); // a gesture that waits goes first
  }
  return { ...taking.hash(), implementation: PDQ_IMPLEMENTATION, of: 'whole' };
}
