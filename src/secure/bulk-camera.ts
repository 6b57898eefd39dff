// A camera for a run over many pages: slow enough that the browser always has a shot left for a flag by hand.
// Runs in the worker.
import type { Camera } from './shoot';

/** The browser allows two shots in that time: one of them is never a run's. */
const WINDOW_MS = 1100;

interface Pace {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Waits before it gets in line: who flags by hand meanwhile is served first. */
export function patientCamera(camera: Camera, { now, sleep }: Pace): Camera {
  let last = Number.NEGATIVE_INFINITY;
  return {
    ...camera,
    async shoot(...given) {
      const due = last + WINDOW_MS - now();
      last = now() + Math.max(0, due);
      if (due > 0) await sleep(due);
      const shot = await camera.shoot(...given);
      last = Math.max(last, now());
      return shot;
    },
  };
}
