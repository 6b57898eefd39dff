// What a snapshot costs the page it is of: main-thread time in all and in its longest slice, time to the end, bytes.
// Runs in node, drives a real Chromium; the saved pages lie beside the project, without them there are no figures.
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { snapFigures } from '../page/snapshot/measure';
import { hasShared, SHARED, shared } from '../platforms/chromium-page';

export interface SnapshotCost {
  readonly file: string;
  readonly bytes: number;
  readonly elements: number;
  /** Milliseconds of main thread, median of the rounds and the most. */
  readonly busy: { readonly median: number; readonly most: number };
  /** The longest slice of each round. */
  readonly longest: { readonly median: number; readonly most: number };
  /** From being asked to the end, without the network. */
  readonly finished: number;
  /** As stored. */
  readonly packed: number;
}

/** One row a page, the one that takes longest first. */
export async function benchSnapshot(rounds: number): Promise<SnapshotCost[]> {
  if (!hasShared) return [];
  const files = readdirSync(`${SHARED}pages`, { recursive: true, encoding: 'utf8' });
  const pages = files
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ file, html: shared(`pages/${file}`) }))
    .toSorted((a, b) => b.html.length - a.html.length)
    .slice(0, 16);
  const costs: SnapshotCost[] = [];
  await snapFigures(pages, rounds, ({ file, html }, taken) => {
    const middle = (of: (one: (typeof taken)[number]) => number): { median: number; most: number } => {
      const sorted = taken.map(of).toSorted((a, b) => a - b);
      return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
    };
    const [first] = taken;
    costs.push({
      file,
      bytes: html.length,
      elements: first?.elements ?? 0,
      busy: middle(({ busyMs }) => busyMs),
      longest: middle(({ longestMs }) => longestMs),
      finished: middle(({ tookMs }) => tookMs).median,
      packed: gzipSync(first?.html ?? '').length,
    });
  });
  return costs.toSorted((a, b) => b.busy.median - a.busy.median);
}

export function snapshotSection(costs: readonly SnapshotCost[]): string {
  return `## Snapshot of real saved pages, in the page (ms)

Bounds: 1,000 of main thread in all, 50 in one slice. The rounds of one page follow each other in one document.

| page | bytes | elements | main thread, median | most | longest slice, median | most | finished | bytes stored |
|---|---|---|---|---|---|---|---|---|
${costs
  .map(
    ({ busy, bytes, elements, file, finished, longest, packed }) =>
      `| ${file} | ${bytes} | ${elements} | ${busy.median.toFixed(1)} | ${busy.most.toFixed(1)} | ${longest.median.toFixed(1)} | ${longest.most.toFixed(1)} | ${finished.toFixed(0)} | ${packed} |`,
  )
  .join('\n')}
`;
}
