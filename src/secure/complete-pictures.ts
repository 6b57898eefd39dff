// The crop of the post and the thumbnail, made from a shot. Runs in the worker. Stores nothing.
import type { Capture } from '../flag/capture';
import { type Area, cropArea } from './complete-area';
import { type Picture, pictureFrom } from './picture';
import { decode, sheet } from './picture-hash';

const THUMBNAIL_PX = 320;

export interface Print {
  readonly area: Area;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly picture: Promise<Picture>;
}

export interface Prints {
  /** The shot's pixels to one CSS pixel. */
  readonly scale: number;
  /** Of the post; undefined when it cannot be told where that is. `pixels`: of a part of it, four bytes each. */
  readonly crop: (Print & { pixels(part: Area): Uint8ClampedArray }) | undefined;
  readonly thumbnail: Print;
}

/** Rejects when the bytes are no picture. */
export async function printsOf(capture: Pick<Capture, 'capture'>, bytes: Blob): Promise<Prints> {
  const image = await decode(bytes);
  try {
    const area = cropArea(capture, image.width, image.height);
    const crop = area && draw(image, area, area.w, area.h);
    const whole = { x: 0, y: 0, w: image.width, h: image.height };
    return {
      scale: image.width / (capture.capture.before?.viewport.w || image.width),
      crop: crop && {
        ...printFrom(crop, 'image/png'),
        pixels: ({ x, y, w, h }) => crop.context.getImageData(x, y, w, h).data,
      },
      thumbnail: thumbnailOf(image, area ?? whole),
    };
  } finally {
    image.close();
  }
}

interface Drawing {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly area: Area;
}

function draw(image: ImageBitmap, area: Area, width: number, height: number): Drawing {
  const context = sheet(width, height);
  context.drawImage(image, area.x, area.y, area.w, area.h, 0, 0, width, height);
  return { context, area };
}

function thumbnailOf(image: ImageBitmap, area: Area): Print {
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(area.w, area.h));
  const widthPx = Math.max(1, Math.round(area.w * scale));
  const heightPx = Math.max(1, Math.round(area.h * scale));
  return printFrom(draw(image, area, widthPx, heightPx), 'image/webp');
}

function printFrom({ area, context }: Drawing, type: 'image/png' | 'image/webp'): Print {
  const { canvas } = context;
  const picture = canvas
    .convertToBlob({ type, quality: 0.8 })
    .then(async (blob) => pictureFrom(new Uint8Array(await blob.arrayBuffer()), type, blob));
  picture.catch(() => undefined); // heard where it is awaited
  return { area, widthPx: canvas.width, heightPx: canvas.height, picture };
}
