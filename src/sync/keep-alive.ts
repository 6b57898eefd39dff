// Keeps the worker alive while it works: the browser stops one that has called no extension API for 30 s. Runs in the worker.

const EVERY_MS = 20_000;

/** Runs `work` and calls `poke` (any extension API) every 20 s until it is over. */
export async function keepAwake<T>(poke: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => {
    // a refused call means that the extension is going away: the work ends with it, and nothing is left to keep alive
    poke().catch(() => clearInterval(timer));
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
