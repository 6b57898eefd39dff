// What an analyst asks for beyond what joins by itself, while the post's page is still open. Runs in the worker.
import type { Reply } from '../messages';

export async function captureMore(_request: unknown, _deps: unknown): Promise<Reply> {
  return { ok: false, problem: { code: 'page_gone' } };
}
