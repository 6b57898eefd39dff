// Takes a batch apart that the endpoint will not have whole: halves, down to the one flag, which is put aside. Runs in the worker.
import { timeOf } from '../flag/time';
import { failBatch, splitBatch } from '../queue/batches';
import type { StoredBatch } from '../queue/database';
import { newBatch } from './claim';
import { outcomeOf } from './outcome';
import type { Run } from './run';
import type { EncodedFlag, TransportError } from './transport';

export async function isolate(
  run: Run,
  batch: StoredBatch,
  error: TransportError,
): Promise<'quarantined' | 'halved'> {
  const { db, clock, transport, counts } = run;
  if (batch.flagIds.length === 1) {
    const { code, params } = error;
    counts.quarantined += await failBatch(db, batch.id, { code, params }, clock.now());
    return 'quarantined';
  }
  const { envelope, flags } = transport.decodeBody(batch.body);
  const half = Math.ceil(flags.length / 2);
  // halves of a suspect are suspects: they are not given three tries again
  const attempts = outcomeOf(error.failure).action === 'split' ? [] : batch.attempts;
  const part = (some: readonly EncodedFlag[]): Promise<StoredBatch> => {
    const own = { ...envelope, batchId: clock.id(), createdAt: timeOf(clock.now()) };
    return newBatch(run, own, some, attempts);
  };
  const parts = [await part(flags.slice(0, half)), await part(flags.slice(half))];
  await splitBatch(db, batch.id, parts, clock.now());
  return 'halved';
}
