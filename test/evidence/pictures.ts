// Pictures for the PDQ tests, computed pixel by pixel in whole numbers: the same everywhere.

export interface TestPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Discs of other sizes and colours on a slanted ground, with grain. `shift` moves everything so many pixels right. */
export function discs(width: number, height: number, shift = 0): TestPicture {
  const rgba = new Uint8ClampedArray(width * height * 4);
  let grain = 7;
  for (let y = 0, i = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, i += 4) {
      grain = (Math.imul(grain, 1103515245) + 12345) >>> 0;
      const [u, v] = [Math.floor(((x - shift) * 1000) / width), Math.floor((y * 1000) / height)];
      const inside = [0, 1, 2, 3, 4].findIndex((n) => {
        const [dx, dy] = [u - ((n * 337 + 180) % 1000), v - ((n * 521 + 240) % 1000)];
        return dx * dx + dy * dy < (90 + n * 35) ** 2;
      });
      const noise = (grain >>> 24) % 24;
      rgba[i] = ((inside + 1) * 47 + ((u * 90) >> 10) + noise) % 256;
      rgba[i + 1] = ((inside + 1) * 83 + ((v * 120) >> 10) + noise) % 256;
      rgba[i + 2] = ((inside + 1) * 131 + noise) % 256;
      rgba[i + 3] = 255;
    }
  return { width, height, rgba };
}

/** One colour all over. */
export function plain(width: number, height: number, colour: readonly [number, number, number]): TestPicture {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < rgba.length; i += 4) rgba.set([...colour, 255], i);
  return { width, height, rgba };
}
