// PDQ (Meta, 2019), the perceptual hash of pictures: 256 bits and a quality. Runs anywhere, on pixels already decoded.
// Says how near two pictures are, never that they are the same.
import { hexToBytes } from '@noble/hashes/utils.js';
import { bitsOf, qualityOf } from './pdq-bits';
import { sampling } from './pdq-samples';
import { isLarge, type Pixels, THIN_PX, thinning } from './pdq-thinning';

/** Hashes at most this many bits apart are of pictures that look alike. */
export const PDQ_MATCH_BITS = 31;
/** Below this quality a hash says nothing: the picture is blank or nearly so. */
export const PDQ_MIN_QUALITY = 50;
/** Goes beside every hash. */
export const PDQ_IMPLEMENTATION = 'flagpost-pdq 1';
/** What has less than this to a side has the empty hash, of quality 0. */
const LEAST_PX = 5;

export interface PdqHash {
  /** 64 lower-case hex digits. */
  readonly hash: string;
  /** 0 to 100. */
  readonly quality: number;
}

/** Takes a picture row by row. */
export interface Taking {
  /** The next `count` rows from the top. Throws RangeError when `rgba` holds fewer, or the picture ends before. */
  rows(rgba: Pixels, count: number): void;
  /** Throws RangeError before the last row was given. */
  hash(): PdqHash;
}

/** Four bytes a pixel, as a canvas gives them; alpha counts for nothing. Throws RangeError when there are fewer. */
export function pdqOf(rgba: Pixels, width: number, height: number): PdqHash {
  const taking = takePdq(width, height);
  taking.rows(rgba, height);
  return taking.hash();
}

/** For pictures too large to be held as pixels at once: as many rows at a time as one likes. */
export function takePdq(width: number, height: number): Taking {
  if (isLarge(width, height)) return takeThinned(width, height);
  const { rows, samples } = sampling(width, height);
  return {
    rows,
    hash: () => {
      const image = samples();
      if (width < LEAST_PX || height < LEAST_PX) return { hash: '0'.repeat(64), quality: 0 };
      return { hash: bitsOf(image), quality: qualityOf(image) };
    },
  };
}

/** Of a large picture; or of one of which only the 512 rows that count are given, when its height is said to be 512. */
export function takeThinned(width: number, height: number): Taking {
  const small = takePdq(THIN_PX, THIN_PX);
  return { rows: thinning(width, height, (row) => small.rows(row, 1)), hash: small.hash };
}

/** The 32 bytes of a hash. Throws TypeError for anything but 64 hex digits. */
export function hashBytes(hash: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{64}$/u.test(hash)) throw new TypeError('not a PDQ hash');
  return new Uint8Array(hexToBytes(hash));
}

/** How many of the 256 bits differ. Throws TypeError for anything but hashes. */
export function distance(a: string, b: string): number {
  const [left, right] = [new Uint32Array(hashBytes(a).buffer), new Uint32Array(hashBytes(b).buffer)];
  return left.reduce((bits, word, i) => bits + bitCount(word ^ (right[i] ?? 0)), 0);
}

/** Bits set in a 32-bit word: pairs, then fours, then bytes are added up in parallel. */
export function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
