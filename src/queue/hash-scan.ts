// Finds the hashes near one among many, laid out one after another. Runs anywhere.
import { bitCount } from '../evidence/pdq';

const WORDS = 8;

export interface Near {
  /** Which one, from 0. */
  readonly index: number;
  readonly distance: number;
}

/** All within `maxBits`, the nearest first, of equally near ones the newest. A hash far away is left after two or three words. */
export function nearIn(hashes: Uint32Array, wanted: Uint32Array, maxBits: number): Near[] {
  const found: Near[] = [];
  for (let at = 0, index = 0; at + WORDS <= hashes.length; at += WORDS, index += 1) {
    let distance = 0;
    for (let i = 0; i < WORDS && distance <= maxBits; i += 1)
      distance += bitCount((hashes[at + i] as number) ^ (wanted[i] as number));
    if (distance <= maxBits) found.push({ index, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || b.index - a.index);
}
