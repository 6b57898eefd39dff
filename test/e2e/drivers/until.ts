// Waits for a condition of another process. Runs in node. Gives up loudly, naming what it waited for.
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks every 40 ms until the answer is neither undefined, null nor false. What `ask` throws last is the cause. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 25_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false)
        return answer as Exclude<T, undefined | null | false>;
    } catch (error) {
      cause = error; // the other side may not be there yet; reported when time runs out
    }
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause });
    await sleep(40);
  }
}
