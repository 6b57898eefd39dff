// Tells when the computer's clock was put forward or back, from what is known without asking anybody. Runs anywhere.
// A computer that slept looks the same where its running time stands still meanwhile: it says what it saw, not why.

/** More than this between the two clocks is a jump; below it they are put right little by little all the time. */
const DRIFT_MS = 2000;
/** Contexts of one browser may read the same clock this far apart: Firefox rounds it against fingerprinting. */
const ROUNDING_MS = 100;

export interface Moment {
  /** The clock on the wall: milliseconds since the epoch. */
  readonly wallMs: number;
  /** The time this context has been running. */
  readonly monotonicMs: number;
}

/** What the log says of a jump. */
export interface ClockJump {
  /** What passed on the wall clock; less than nothing when it went back. */
  readonly wallMs: number;
  /** What really passed meanwhile, where that is known. */
  readonly monotonicMs?: number;
  readonly backwards: boolean;
}

/** `before`: when this context last wrote into the log; `lastAt`: the time of the log's last event, whoever wrote it. */
export function jumpOf(
  now: Moment,
  before: Moment | undefined,
  lastAt: string | undefined,
): ClockJump | undefined {
  if (before !== undefined) {
    const wallMs = Math.round(now.wallMs - before.wallMs);
    const monotonicMs = Math.round(now.monotonicMs - before.monotonicMs);
    const drift = wallMs - monotonicMs;
    if (Math.abs(drift) > DRIFT_MS) return { wallMs, monotonicMs, backwards: drift < 0 };
  }
  const wallMs = lastAt === undefined ? 0 : Math.round(now.wallMs - Date.parse(lastAt));
  return wallMs < -ROUNDING_MS ? { wallMs, backwards: true } : undefined;
}
