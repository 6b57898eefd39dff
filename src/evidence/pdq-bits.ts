// The second half of PDQ: 64 x 64 samples to 256 bits and a quality. Runs anywhere.
import { SIDE } from './pdq-kernels';

/** Frequencies kept in each direction: the lowest but for the mean. */
const KEPT = 16;
const BITS = KEPT * KEPT;

/** Rows 1 to 16 of the cosine transform of 64 samples. */
const COSINES = new Float64Array(KEPT * SIDE);
for (let row = 0; row < KEPT; row += 1)
  for (let i = 0; i < SIDE; i += 1)
    COSINES[row * SIDE + i] = Math.sqrt(2 / SIDE) * Math.cos((Math.PI / 2 / SIDE) * (row + 1) * (2 * i + 1));

/** How much of a picture there is to tell it by: the steps between neighbouring samples, whole per cents only. */
export function qualityOf(samples: Float64Array): number {
  let steps = 0;
  const step = (a: number, b: number): number =>
    Math.trunc(Math.abs((((samples[a] as number) - (samples[b] as number)) * 100) / 255));
  for (let i = 0; i < SIDE * SIDE; i += 1) {
    if (i + SIDE < SIDE * SIDE) steps += step(i, i + SIDE);
    if ((i + 1) % SIDE !== 0) steps += step(i, i + 1);
  }
  return Math.min(100, Math.floor(steps / 90));
}

/** 64 hex digits. A bit is set where a frequency is stronger than the middle one; the first bit is the last digit's lowest. */
export function bitsOf(samples: Float64Array): string {
  const strengths = transform(samples);
  const middle = strengths.toSorted()[BITS / 2 - 1] as number;
  let hash = '';
  for (let bit = BITS - 4; bit >= 0; bit -= 4) {
    let digit = 0;
    for (let i = 3; i >= 0; i -= 1) digit = digit * 2 + ((strengths[bit + i] as number) > middle ? 1 : 0);
    hash += digit.toString(16);
  }
  return hash;
}

function transform(samples: Float64Array): Float64Array {
  const half = new Float64Array(KEPT * SIDE);
  for (let row = 0; row < KEPT; row += 1)
    for (let x = 0; x < SIDE; x += 1) {
      let sum = 0;
      for (let k = 0; k < SIDE; k += 1)
        sum += (COSINES[row * SIDE + k] as number) * (samples[k * SIDE + x] as number);
      half[row * SIDE + x] = sum;
    }
  const out = new Float64Array(BITS);
  for (let row = 0; row < KEPT; row += 1)
    for (let column = 0; column < KEPT; column += 1) {
      let sum = 0;
      for (let k = 0; k < SIDE; k += 1)
        sum += (half[row * SIDE + k] as number) * (COSINES[column * SIDE + k] as number);
      out[row * KEPT + column] = sum;
    }
  return out;
}
