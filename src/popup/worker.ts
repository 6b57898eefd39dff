// Commands to the worker, and what its silence means. Runs in the UI.
import { type Reply, send, type UiRequest } from '../messages';

/** Sends a command; a worker that does not answer, or answers nonsense, is a problem like any other. */
export async function command(request: UiRequest): Promise<Reply> {
  try {
    const reply: Reply | undefined = await send(request);
    if (reply !== undefined) return reply;
  } catch (error) {
    // the browser rejects when nobody listens or the worker died over it: the same to the analyst
    if (!(error instanceof Error)) throw error;
  }
  return { ok: false, problem: { code: 'no_answer' } };
}

/** Settings changed. Without an answer nothing is lost: the worker reads them anew whenever it starts. */
export function tellWorker(): void {
  void command({ type: 'settings_changed' });
}
