// PDQ of real files, as a browser decodes them, against what the reference implementations say of them. Runs in node.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import * as z from 'zod/mini';
import { distance, type PdqHash } from '../../../src/evidence/pdq';
import type { Call } from '../drivers/own-code';

/** Lies beside the project, not in it. */
export const VECTORS = fileURLToPath(new URL('../../../../shared/pdq', import.meta.url));
export const hasVectors = existsSync(`${VECTORS}/vectors.json`);
/** What the extension of these tests runs. */
export const PDQ_CODE = fileURLToPath(new URL('in-context.ts', import.meta.url));
export const NO_VECTORS = 'the reference pictures are not there: ../shared/pdq';

const Vectors = z.object({
  vectors: z.record(
    z.string(),
    z.object({ python_ref: z.optional(z.string()), wasm_ref: z.optional(z.string()) }),
  ),
});
const Hashed = z.object({ hash: z.string(), quality: z.number() });

/** The tolerance that the reference sets for other decoders. */
const TOLERANCE_BITS = 10;
const SURE_QUALITY = 80;

interface Compared extends PdqHash {
  readonly file: string;
  /** Bits to the nearest reference. */
  readonly bits: number;
}

/** Every file of the references, hashed in the extension's worker. */
export async function compareAll(call: Call): Promise<Compared[]> {
  const { vectors } = z.parse(Vectors, JSON.parse(readFileSync(`${VECTORS}/vectors.json`, 'utf8')));
  const compared: Compared[] = [];
  for (const [file, { python_ref, wasm_ref }] of Object.entries(vectors)) {
    const pdq = z.parse(Hashed, await call('worker', 'hashFile', file));
    const references = [python_ref, wasm_ref].filter((one) => one !== undefined);
    compared.push({ file, ...pdq, bits: Math.min(...references.map((one) => distance(one, pdq.hash))) });
  }
  return compared;
}

export function expectConformant(compared: readonly Compared[]): void {
  const sure = compared.filter(({ quality }) => quality >= SURE_QUALITY);
  expect(compared.length).toBeGreaterThanOrEqual(19);
  expect(sure.length).toBeGreaterThanOrEqual(15);
  expect(sure.filter(({ bits }) => bits > TOLERANCE_BITS)).toEqual([]);
  expect(sure.filter(({ bits }) => bits === 0).length, 'exact ones').toBeGreaterThan(0.75 * sure.length);
}

/** Small, wide, of several stripes, tall; as a whole and in part. */
export async function expectSameBothWays(call: Call): Promise<void> {
  for (const [width, height, area] of [
    [300, 200, { x: 0, y: 0, w: 300, h: 200 }],
    [300, 200, { x: 37, y: 11, w: 201, h: 150 }],
    [2100, 1201, { x: 0, y: 0, w: 2100, h: 1201 }],
    [700, 2600, { x: 101, y: 50, w: 599, h: 2501 }],
    [400, 2600, { x: 0, y: 0, w: 400, h: 2600 }],
  ] as const) {
    const [picture, pixels] = z.parse(z.array(Hashed), await call('worker', 'bothWays', width, height, area));
    expect(picture).toEqual(pixels);
    expect(picture?.quality).toBeGreaterThan(SURE_QUALITY);
  }
}

/** Milliseconds of each search. */
export const ScanTimes = z.object({
  cold: z.array(z.number()),
  warm: z.array(z.number()),
  grown: z.array(z.number()),
  missed: z.number(),
});
/** Milliseconds of each hash: of pixels, and of a decoded picture. */
export const HashTimes = z.object({
  hash: z.array(z.number()),
  picture: z.array(z.number()),
  quality: z.number(),
});
