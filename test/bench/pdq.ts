// Perceptual hashing and the search for near pictures, in the worker of a real Chromium. Runs in node.
import * as z from 'zod/mini';
import { launchChromium } from '../e2e/drivers/chromium';
import { callInChromium, ownCode } from '../e2e/drivers/own-code';
import { HashTimes, PDQ_CODE, ScanTimes } from '../e2e/pdq/conformance';
import { type Figures, figures } from './figures';

export const STORED = 100_000;

export interface PdqBench {
  /** Per size: the hash of pixels, and of a decoded picture with reading its pixels. */
  readonly sizes: readonly { readonly size: string; readonly hash: Figures; readonly picture: Figures }[];
  /** The search: nothing read yet; everything read; one more stored by somebody else since. */
  readonly cold: Figures;
  readonly warm: Figures;
  readonly grown: Figures;
}

export async function benchPdq(rounds: number): Promise<PdqBench> {
  const code = await ownCode(PDQ_CODE);
  const chromium = await launchChromium({ extension: code.folder });
  try {
    const call = await callInChromium(chromium);
    const sizes: PdqBench['sizes'][number][] = [];
    for (const [width, height] of [
      [1280, 900],
      [1920, 1080],
    ] as const) {
      const { hash, picture } = z.parse(HashTimes, await call('worker', 'time', width, height, rounds));
      sizes.push({ size: `${width} x ${height}`, hash: figures(hash), picture: figures(picture) });
    }
    const wanted = await call('worker', 'fill', STORED);
    const { cold, warm, grown } = z.parse(ScanTimes, await call('worker', 'scan', wanted, rounds));
    return { sizes, cold: figures(cold), warm: figures(warm), grown: figures(grown) };
  } finally {
    await chromium.close();
    code.remove();
  }
}

/** Its section of RESULTS.md. */
export function pdqSection({ sizes, cold, warm, grown }: PdqBench): string {
  const row = (name: string, { n, median, p95 }: Figures): string =>
    `| ${name} | ${n} | ${median.toFixed(1)} | ${p95.toFixed(1)} |`;
  return `## Perceptual hash (PDQ), in the worker

At most 60 ms for 1920 x 1080 and 20 ms for a search among ${STORED.toLocaleString('en')} are asked for.

| | n | median | p95 |
|---|---|---|---|
${sizes.map(({ size, hash }) => row(`${size}, of its pixels`, hash)).join('\n')}
${sizes.map(({ size, picture }) => row(`${size}, of a decoded picture, its pixels read from a canvas`, picture)).join('\n')}
${row(`near ones among ${STORED.toLocaleString('en')}, nothing read before`, cold)}
${row('the same again', warm)}
${row('after one more was stored by another context', grown)}
`;
}
