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
  expect(sure.filter(({ bits }) => bits === 0).length, 'exact ones').toBeGreaterThan(sure.length / 2);
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
