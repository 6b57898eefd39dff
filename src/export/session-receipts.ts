// The receipts that a session's flags got. Runs in the UI (tab).
// One batch may carry flags of several sessions: of its receipt only what the desk signed goes out, nothing of the others.
import * as z from 'zod/mini';
import type { Database } from '../queue/database';
import type { ExportedReceipt } from './exporter';
import { ofSession } from './session-custody';

const Countersigned = z.object({ countersignature: z.optional(z.unknown()) });

export async function* receiptsOf(db: Database, sessionId: string): AsyncGenerator<ExportedReceipt> {
  const flags = new Set(await db.getAllKeysFromIndex('rows', 'session', ofSession(sessionId)));
  for (const id of await db.getAllKeys('receipts')) {
    const [receipt, batch] = await Promise.all([db.get('receipts', id), db.get('batches', id)]);
    if (receipt === undefined || batch === undefined) continue;
    if (!batch.flagIds.some((flagId) => flags.has(flagId))) continue;
    const { batchId, at, raw, sha256 } = receipt;
    if (batch.flagIds.every((flagId) => flags.has(flagId))) yield { batchId, at, sha256, raw };
    else yield { batchId, at, sha256, countersignature: countersignatureIn(raw) };
  }
}

function countersignatureIn(raw: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    // an endpoint may have answered anything: what is no JSON holds no countersignature
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  return z.safeParse(Countersigned, value).data?.countersignature;
}
