// A clock that stands until the test moves it, with ids that are ordered as they are made.
import type { Clock } from '../../src/flag/time';

export interface TestClock extends Clock {
  pass(ms: number): void;
}

export function testClock(start = Date.parse('2026-11-21T10:00:00.000Z')): TestClock {
  let now = start;
  let made = 0;
  return {
    now: () => now,
    monotonic: () => now - start,
    id: () => {
      made += 1;
      return `${made.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
    },
    pass: (ms) => {
      now += ms;
    },
  };
}
