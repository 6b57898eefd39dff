// How far an export is, told often enough to be watched and no more. Runs in the UI (tab).
import type { Clock } from '../flag/time';

export interface ExportProgress {
  /** Flags looked at, of all in the session. */
  readonly done: number;
  readonly total: number;
  /** Of the archive so far. */
  readonly bytes: number;
}

const EVERY_MS = 100;

/** Passes on at most one report in 100 ms, and always the one marked `last`. */
export function throttled(
  report: (progress: ExportProgress) => void,
  clock: Pick<Clock, 'monotonic'>,
): (progress: ExportProgress, last?: boolean) => void {
  let next = Number.NEGATIVE_INFINITY;
  return (progress, last = false) => {
    const now = clock.monotonic();
    if (now < next && !last) return;
    next = now + EVERY_MS;
    report(progress);
  };
}
