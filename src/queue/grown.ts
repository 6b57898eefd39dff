// Evidence that joins a flag which an endpoint already holds is sent too. Runs in the worker, inside the joining transaction.
import type { IDBPObjectStore, StoreNames } from 'idb';
import type { FlagpostDB } from './database';
import { queuedAgain } from './moves';

type DeliveryStore = IDBPObjectStore<FlagpostDB, StoreNames<FlagpostDB>[], 'deliveries', 'readwrite'>;

/**
 * Queues again what an endpoint has answered for. True when there was any. A delivery that is still waiting for its
 * receipt is left alone: settling it sees that the flag has grown.
 */
export async function queueGrown(deliveries: DeliveryStore, flagId: string, at: number): Promise<boolean> {
  const all = await deliveries.getAll(IDBKeyRange.bound([flagId, ''], [flagId, '\uffff']));
  const answered = all.filter(
    ({ state, verdict }) =>
      state === 'accepted' || state === 'duplicate' || (state === 'sending' && verdict !== undefined),
  );
  for (const one of answered) void deliveries.put({ ...queuedAgain(one, one.revision, at), attempts: 0 });
  return answered.length > 0;
}
