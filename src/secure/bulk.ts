// Flags a list of addresses one after another, in a window of their own. Runs in the worker.
import type { Reply } from '../messages';

export async function runBulk(_runId: string, _deps: unknown): Promise<Reply> {
  return { ok: false, problem: { code: 'grant_missing' } };
}
