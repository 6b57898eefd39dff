// Medians, percentiles and ratios of measured times. Runs anywhere.

export interface Figures {
  readonly n: number;
  readonly median: number;
  readonly p95: number;
}

export function figures(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { n: sorted.length, median: at(0.5), p95: at(0.95) };
}

export function ratio(of: number, to: number): string {
  return (of / to).toFixed(2);
}

/** A row of a table: name, n, median, p95, and both against those of `floor`. */
export function figuresRow(name: string, { n, median, p95 }: Figures, floor: Figures): string {
  const shown = [median, p95].map((time) => time.toFixed(1));
  return `| ${[name, n, ...shown, ratio(median, floor.median), ratio(p95, floor.p95)].join(' | ')} |`;
}
