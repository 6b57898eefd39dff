// Runs long work on the page's main thread in short slices, so that the page goes on. Runs in the page.

/** Milliseconds that one slice aims at; one step of the work is far shorter. */
const SLICE_MS = 10;

export interface Pace {
  /** Milliseconds of main thread, in all and in the longest slice. */
  busyMs: number;
  longestMs: number;
  slices: number;
}

/** Runs `work` to its end. Past `busyMs` of work or `wallMs` of waiting `enough` is called, and again after half as much. */
export async function inSlices(
  work: Iterator<void>,
  limits: { readonly busyMs: number; readonly wallMs: number },
  enough: () => void,
): Promise<Pace> {
  const pace = { busyMs: 0, longestMs: 0, slices: 0 };
  const { port1, port2 } = new MessageChannel();
  // no timer: those are held back in pages that nest them, and in tabs that are not seen
  const turn = (): Promise<void> =>
    new Promise((next) => {
      port1.onmessage = () => next();
      port2.postMessage(null);
    });
  const began = performance.now();
  let [busy, wall] = [limits.busyMs, limits.wallMs];
  try {
    for (let done = false; !done; ) {
      const start = performance.now();
      let took = 0;
      do {
        done = work.next().done === true;
        took = performance.now() - start;
      } while (!done && took < SLICE_MS);
      pace.busyMs += took;
      pace.longestMs = Math.max(pace.longestMs, took);
      pace.slices += 1;
      if (pace.busyMs > busy || performance.now() - began > wall) {
        enough();
        busy = pace.busyMs + limits.busyMs / 2;
        wall = performance.now() - began + limits.wallMs / 2;
      }
      if (!done) await turn();
    }
  } finally {
    port1.close();
  }
  return pace;
}
