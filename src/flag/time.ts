// Times and ids as records carry them. Runs anywhere. Takes the clock as a parameter, never reads it.

/** RFC 3339 UTC with exactly three decimals and Z, the only form STIX validators accept. */
export type Time = string;

/** Source of the present moment, of ids and of elapsed time; tests pass their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds on a clock that never jumps (performance.now). */
  monotonic(): number;
  /** A UUIDv7: ordered by time, so a good key. */
  id(): string;
}

export function timeOf(epochMs: number): Time {
  return new Date(epochMs).toISOString();
}

/** Whether it is a time, in that one form. */
export function isTime(text: string): boolean {
  const epochMs = Date.parse(text);
  return !Number.isNaN(epochMs) && timeOf(epochMs) === text;
}
