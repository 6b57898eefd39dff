// PDQ of computed pictures is that of the reference, and behaves as a perceptual hash must. Decoded files: test/e2e/pdq.
import { expect, it } from 'vitest';
import { distance, hashBytes, PDQ_MATCH_BITS, PDQ_MIN_QUALITY, pdqOf, takePdq } from '../../src/evidence/pdq';
import { discs, plain, type TestPicture } from './pictures';

const pdq = ({ rgba, width, height }: TestPicture) => pdqOf(rgba, width, height);

/** Hash and quality of the same pixels by the algorithm as the C++ reference has it: thinned above 512, in 32-bit floats. */
const REFERENCE = [
  [5, 5, 'c3f0c6f1390e390ece73318cce734e73318cc6f1c2f1c6f1390e390ece73318c', 85],
  [5, 700, '93a49e27c3f06499348d93a46e5bc1f094a56c5bc8727e1f731e8c638c63739c', 100],
  [64, 64, 'd3bcb0cd1c5c0f7f7bcc105cef326101e305ceb33c820c73f1fc30c790c3cf1c', 100],
  [63, 65, 'dbcc30cd9f7c4f4d734d185cef322105cb85ceb330820c7363fc90c3d0c3ef1c', 100],
  [127, 129, 'd3cc30cd1f7c6b25738c107ccf32e101cbaddeb33c820c7363dcb0c390c3ef1c', 100],
  [128, 128, 'dfcc30c91f7ccb25730c10fccf366101cf0d9eb334820c7373dcf0c790c3cf1c', 100],
  [200, 90, 'dfec30cd3f7ccf3df30c307ccf324101c32d9eb330820c7361dc30c7b0c3cf1c', 100],
  [257, 255, 'f3cc30cd1f7c6b0d5b4c107ecf32c101cf2d9eb33c820c7371dcb0c390c3ef1c', 100],
  [511, 513, 'f3cc30cd1f7cdb05730c107ccf32c105cf2d9eb33c820c7363dcb0c790c3df1c', 100],
  [1280, 900, 'f3cc30cd1f7ccb05738c107ecf32c105cf2d9eb33c820c7363dcb0c790c3cf1c', 100],
  [1920, 1080, 'f3cc30cd1f7cdb05730c107ecf32c105cf2d9eb33c820c7363dcb0c790c3cf1c', 100],
  [300, 4001, 'f3cc30cd1f7c6b05738c107ecf32c105cf2d9eb33c820c7363dcb0c390c3ef1c', 100],
] as const;

it.each(REFERENCE)('of %i x %i pixels is the hash of the reference', (width, height, hash, quality) => {
  expect(pdq(discs(width, height))).toEqual({ hash, quality });
});

it.each([
  [300, 211],
  [701, 299],
  [1500, 1203],
])('of %i x %i pixels is the same when the rows come in parts', (wide, high) => {
  const { rgba, width, height } = discs(wide, high);
  const taking = takePdq(width, height);
  for (let row = 0, count = 1; row < height; row += count, count = Math.min(count * 3, height - row))
    taking.rows(rgba.subarray(row * width * 4), count);
  expect(taking.hash()).toEqual(pdqOf(rgba, width, height));
});

it('stays near when the picture is made smaller or moved a little, and is far from another one', () => {
  const { hash } = pdq(discs(1280, 900));
  expect(distance(hash, pdq(discs(640, 450)).hash)).toBeLessThanOrEqual(PDQ_MATCH_BITS);
  expect(distance(hash, pdq(discs(1280, 900, 15)).hash)).toBeLessThanOrEqual(PDQ_MATCH_BITS);
  expect(distance(hash, pdq(discs(1280, 900, 400)).hash)).toBeGreaterThan(2 * PDQ_MATCH_BITS);
});

it('says of a blank picture that its hash says nothing', () => {
  expect(pdq(plain(320, 200, [200, 10, 60])).quality).toBeLessThan(PDQ_MIN_QUALITY);
  expect(pdq(plain(4, 300, [1, 2, 3]))).toEqual({ hash: '0'.repeat(64), quality: 0 });
});

it('counts nothing for how transparent a pixel is', () => {
  const { rgba, width, height } = discs(200, 90);
  const clear = rgba.map((value, i) => (i % 4 === 3 ? 10 : value));
  expect(pdqOf(clear, width, height)).toEqual(pdqOf(rgba, width, height));
});

it('refuses pixels that are not those of the picture', () => {
  const { rgba } = plain(10, 10, [1, 2, 3]);
  expect(() => pdqOf(rgba, 10, 11)).toThrow(RangeError);
  expect(() => pdqOf(rgba, 10.5, 9)).toThrow(RangeError);
  for (const [width, height] of [
    [10, 10],
    [600, 10],
  ] as const) {
    const taking = takePdq(width, height);
    const pixels = plain(width, height, [1, 2, 3]).rgba;
    taking.rows(pixels, 9);
    expect(() => taking.hash()).toThrow(/rows were not given/u);
    expect(() => taking.rows(pixels, 2)).toThrow(RangeError);
  }
});

it('counts the bits that differ', () => {
  const zero = '0'.repeat(64);
  expect(distance(zero, zero)).toBe(0);
  expect(distance(zero, 'f'.repeat(64))).toBe(256);
  expect(distance(zero, `8${'0'.repeat(62)}1`)).toBe(2);
  expect(() => distance(zero, 'F'.repeat(64))).toThrow(TypeError);
  expect(() => hashBytes(zero.slice(1))).toThrow(TypeError);
});
