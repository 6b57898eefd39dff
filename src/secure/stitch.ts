// Puts slices of shots under each other into one picture. Runs in the worker. Never more rows than a canvas holds.
import type { Slice } from './tiles';

export interface Stitcher {
  /** Adds a slice below the last one. Throws when its width is another: the page was laid out anew. */
  add(shot: ImageBitmap, slice: Slice): Promise<void>;
  /** Rows so far. */
  rows(): number;
  png(): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the memory back. */
  close(): void;
}

export function createStitcher(): Stitcher {
  const parts: ImageBitmap[] = [];
  const rows = (): number => parts.reduce((sum, { height }) => sum + height, 0);
  return {
    async add(shot, { x, y, w, h }) {
      if (parts[0] !== undefined && parts[0].width !== w) throw new RangeError('another width');
      parts.push(await createImageBitmap(shot, x, y, w, h, { colorSpaceConversion: 'none' }));
    },
    rows,
    async png() {
      const canvas = new OffscreenCanvas(parts[0]?.width ?? 0, rows());
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no 2d context');
      let y = 0;
      for (const part of parts) {
        context.drawImage(part, 0, y);
        y += part.height;
        part.close();
      }
      parts.length = 0;
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return new Uint8Array(await blob.arrayBuffer());
    },
    close() {
      for (const part of parts.splice(0)) part.close();
    },
  };
}
