// The weights with which the pixels along one side of a picture count for PDQ's 64 places. Runs anywhere.

/** Places to a side. */
export const SIDE = 64;

/** For place p the pixels from starts[p] up to, not including, ends[p]; their weights lie at offsets[p] and add up to 1. */
export interface Kernels {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly offsets: Int32Array;
  readonly weights: Float64Array;
}

/** Throws RangeError for what is no number of pixels. */
export function kernelsOf(length: number): Kernels {
  if (!Number.isSafeInteger(length) || length < 1)
    throw new RangeError(`no picture has ${length} pixels to a side`);
  const box = boxOf(length);
  const starts = new Int32Array(SIDE);
  const ends = new Int32Array(SIDE);
  const offsets = new Int32Array(SIDE);
  const weights: number[] = [];
  for (let place = 0; place < SIDE; place += 1) {
    const around = box(Math.floor(((place + 0.5) * length) / SIDE));
    const start = box(around.start).start;
    const end = box(around.end - 1).end;
    const own = new Float64Array(end - start);
    for (let middle = around.start; middle < around.end; middle += 1) {
      const inner = box(middle);
      const share = 1 / (around.end - around.start) / (inner.end - inner.start);
      for (let i = inner.start; i < inner.end; i += 1) own[i - start] = (own[i - start] as number) + share;
    }
    starts[place] = start;
    ends[place] = end;
    offsets[place] = weights.length;
    weights.push(...own);
  }
  return { starts, ends, offsets, weights: new Float64Array(weights) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The pixels whose mean a box puts in the place of one: half as wide as the places are apart, cut off at the edges. */
function boxOf(length: number): (middle: number) => Span {
  const width = Math.floor((length + 2 * SIDE - 1) / (2 * SIDE));
  const after = Math.floor(width / 2);
  const before = width - after - 1;
  return (middle) => ({ start: Math.max(0, middle - before), end: Math.min(length, middle + after + 1) });
}
