// The first half of PDQ: a picture's brightness, blurred, at 64 x 64 places. Runs anywhere.
// To blur twice with a box, across and down, and then to look at 64 x 64 places is one weighted sum for each place. So
// no blurred picture is ever made: each row is summed up at 64 places, and those sums at 64 heights.
import { type Kernels, kernelsOf, SIDE } from './pdq-kernels';
import type { Pixels } from './pdq-thinning';

const RED = 0.299;
const GREEN = 0.587;
const BLUE = 0.114;

export interface Sampling {
  /** The next `count` rows from the top. Throws RangeError when `rgba` holds fewer, or the picture ends before. */
  rows(rgba: Pixels, count: number): void;
  /** 64 x 64, row by row. Throws RangeError before the last row was given. */
  samples(): Float64Array;
}

export function sampling(width: number, height: number): Sampling {
  const across = kernelsOf(width);
  const down = kernelsOf(height);
  const out = new Float64Array(SIDE * SIDE);
  const line = new Float64Array(SIDE);
  let y = 0;
  return {
    rows(rgba, count) {
      if (y + count > height || rgba.length < count * width * 4) throw new RangeError('rows do not fit');
      for (let row = 0; row < count; row += 1, y += 1) {
        sumAcross(rgba, row * width * 4, across, line);
        addDown(line, y, down, out);
      }
    },
    samples() {
      if (y < height) throw new RangeError(`${height - y} rows were not given`);
      return out;
    },
  };
}

/** One row at its 64 places. Reads every pixel about once. */
function sumAcross(
  rgba: Pixels,
  offset: number,
  { starts, ends, weights }: Kernels,
  line: Float64Array,
): void {
  let next = 0;
  for (let place = 0; place < SIDE; place += 1) {
    const end = offset + (ends[place] as number) * 4;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let i = offset + (starts[place] as number) * 4; i < end; i += 4, next += 1) {
      const weight = weights[next] as number;
      red += weight * (rgba[i] as number);
      green += weight * (rgba[i + 1] as number);
      blue += weight * (rgba[i + 2] as number);
    }
    line[place] = RED * red + GREEN * green + BLUE * blue;
  }
}

/** Adds row y to every height that it counts for: seldom more than two. */
function addDown(
  line: Float64Array,
  y: number,
  { starts, ends, offsets, weights }: Kernels,
  out: Float64Array,
): void {
  for (let place = 0; place < SIDE; place += 1) {
    const start = starts[place] as number;
    if (y < start || y >= (ends[place] as number)) continue;
    const weight = weights[(offsets[place] as number) + y - start] as number;
    for (let x = 0, i = place * SIDE; x < SIDE; x += 1, i += 1)
      out[i] = (out[i] as number) + weight * (line[x] as number);
  }
}
