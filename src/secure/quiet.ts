// Lets what can wait wait while a gesture is being secured: commit 1 comes before everything that joins later.
// Runs in the worker. Only pace, no state that anything hangs on.

let securing = 0;
const waiting: (() => void)[] = [];
/** A gesture on a page that gives no answer holds up nothing of other pages for longer. */
const MOST_MS = 10_000;

/** Runs the way to commit 1. */
export async function securely<T>(work: () => Promise<T>): Promise<T> {
  securing += 1;
  try {
    return await work();
  } finally {
    securing -= 1;
    if (securing === 0) for (const go of waiting.splice(0)) go();
  }
}

/** Resolves when no gesture is on its way to commit 1, or one has been for too long. */
export function quiet(): Promise<void> {
  if (securing === 0) return Promise.resolve();
  return new Promise((go) => {
    waiting.push(go);
    setTimeout(go, MOST_MS);
  });
}
