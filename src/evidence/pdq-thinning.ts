// Large pictures for PDQ: 512 x 512 of their pixels, evenly picked, whatever their proportions. Runs anywhere.
// That is what the reference's own program does before it hashes. Without it the hash of a large picture is as good, and
// up to ten bits away from the one in other people's lists.

/** Four bytes a pixel, as a canvas gives them. */
export type Pixels = Uint8ClampedArray | Uint8Array;

/** To a side, of what is left of a larger picture. */
export const THIN_PX = 512;

export function isLarge(width: number, height: number): boolean {
  return width > THIN_PX || height > THIN_PX;
}

/** Takes the rows of a picture from the top and gives the 512 thinned ones; a row of a flat picture several times. */
export function thinning(
  width: number,
  height: number,
  give: (row: Uint8ClampedArray) => void,
): (rgba: Pixels, count: number) => void {
  const row = new Uint8ClampedArray(THIN_PX * 4);
  let y = 0;
  let given = 0;
  return (rgba, count) => {
    if (y + count > height || rgba.length < count * width * 4) throw new RangeError('rows do not fit');
    for (const first = y; y < first + count; y += 1) {
      if (given === THIN_PX || sourceOf(given, height) !== y) continue;
      thin(rgba, (y - first) * width * 4, width, row);
      for (; given < THIN_PX && sourceOf(given, height) === y; given += 1) give(row);
    }
  };
}

/** The pixel (or row) of a side of this length that is taken for a place. */
export function sourceOf(place: number, length: number): number {
  return Math.floor((place * length) / THIN_PX);
}

function thin(rgba: Pixels, offset: number, width: number, row: Uint8ClampedArray): void {
  for (let x = 0, to = 0; x < THIN_PX; x += 1, to += 4) {
    const from = offset + sourceOf(x, width) * 4;
    row[to] = rgba[from] as number;
    row[to + 1] = rgba[from + 1] as number;
    row[to + 2] = rgba[from + 2] as number;
  }
}
