// Flags on their way to an endpoint that was given up: they go to the one in the settings instead. Runs in the worker.
import { announce } from './changes';
import type { Database, Delivery } from './database';
import { earliestDue } from './deliveries';
import { moveAll, redirected, writeDeliveries } from './moves';

const CHUNK = 500;
const LAST = Number.MAX_SAFE_INTEGER;

/** Takes over what was queued for, or is stuck on its way to, an endpoint that is no longer the one in the settings. */
export async function adoptStranded(db: Database, endpointId: string, now: number): Promise<number> {
  let adopted = 0;
  for (const other of await otherEndpoints(db, endpointId)) {
    if ((await earliestDue(db, other)) === undefined) continue;
    for (;;) {
      const count = await adoptChunk(db, other, endpointId, now);
      if (count === 0) break;
      adopted += count;
    }
    await closeBatches(db, other);
  }
  return adopted;
}

async function otherEndpoints(db: Database, endpointId: string): Promise<string[]> {
  const index = db.transaction('deliveries').store.index('due');
  const ids: string[] = [];
  for (let cursor = await index.openKeyCursor(); cursor !== null; ) {
    const [id] = cursor.key;
    if (id !== endpointId) ids.push(id);
    cursor = await cursor.continue([id, 'sending', Number.POSITIVE_INFINITY]); // past the last state: the next endpoint
  }
  return ids;
}

async function adoptChunk(db: Database, from: string, to: string, now: number): Promise<number> {
  const ids = await writeDeliveries(db, async (tx) => {
    const index = tx.objectStore('deliveries').index('due');
    const of = (state: 'queued' | 'sending'): Promise<Delivery[]> =>
      index.getAll(IDBKeyRange.bound([from, state, 0], [from, state, LAST]), CHUNK);
    const stranded = [...(await of('queued')), ...(await of('sending'))];
    const moves = await Promise.all(stranded.map((one) => redirected(tx, one, to, now)));
    await moveAll(tx, moves, now, 'flagpost');
    return stranded.map(({ flagId }) => flagId);
  });
  if (ids.length > 0) announce({ type: 'flags', flagIds: ids });
  return ids.length;
}

/** Batches on their way to an endpoint that is given up are not sent any more; their flags go elsewhere. */
async function closeBatches(db: Database, endpointId: string): Promise<void> {
  await writeDeliveries(db, async (tx) => {
    const index = tx.objectStore('batches').index('state');
    const open = [
      ...(await index.getAll([endpointId, 'built'])),
      ...(await index.getAll([endpointId, 'sending'])),
    ];
    for (const batch of open) void tx.objectStore('batches').put({ ...batch, state: 'failed' });
  });
}
