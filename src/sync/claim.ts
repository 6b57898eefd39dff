// Makes the next batch: due flags, encoded and claimed, with bytes and key stored before anything is sent. Runs in the worker.
import { FlagpostError } from '../errors';
import { GENESIS } from '../evidence/custody';
import { sha256 } from '../evidence/digest';
import { timeOf } from '../flag/time';
import { claimBatch } from '../queue/batches';
import type { Delivery, StoredBatch } from '../queue/database';
import { dueDeliveries, quarantine } from '../queue/deliveries';
import { readSendable } from '../queue/uploads';
import { step } from '../steps';
import { BATCH_MAX_BYTES } from '../wire/batch';
import type { Run } from './run';
import type { EncodedFlag, Envelope } from './transport';

/** Longer than the longest request for a batch; after it a batch whose worker died is due again. */
export const LEASE_MS = 5 * 60 * 1000;

/** Undefined when nothing is due. */
export async function claimNext(run: Run): Promise<StoredBatch | undefined> {
  const { db, endpointId, clock } = run;
  for (;;) {
    run.signal.throwIfAborted();
    const due = await dueDeliveries(db, endpointId, clock.now(), run.batchSize);
    if (due.length === 0) return undefined;
    const envelope = await newEnvelope(run);
    const { flags, unsendable } = await encodeUpTo(run, due, envelope);
    if (unsendable.length > 0) {
      const problem = { code: 'flag_unsendable' } as const;
      run.counts.quarantined += await quarantine(db, endpointId, unsendable, problem, clock.now());
    }
    if (flags.length === 0) continue;
    const batch = await newBatch(run, envelope, flags);
    // false: the analyst changed one of them meanwhile, so the batch is made anew
    if (!(await claimBatch(db, batch, flags, clock.now() + LEASE_MS))) continue;
    await step('sync_claimed');
    return batch;
  }
}

async function newEnvelope({ db, clock, unit }: Run): Promise<Envelope> {
  const tx = db.transaction(['custody', 'keys']);
  const [last, key] = await Promise.all([
    tx.objectStore('custody').openCursor(null, 'prev'),
    tx.objectStore('keys').get('signing'),
  ]);
  const custodyHead = { n: last?.value.n ?? 0, hash: last?.value.hash ?? GENESIS };
  const envelope = { batchId: clock.id(), createdAt: timeOf(clock.now()), unit, custodyHead };
  return key === undefined ? envelope : { ...envelope, signer: key.fingerprint };
}

/** As many flags as fit; one that is too big for any batch goes alone. */
async function encodeUpTo(
  { db, transport }: Run,
  due: readonly Delivery[],
  envelope: Envelope,
): Promise<{ flags: EncodedFlag[]; unsendable: string[] }> {
  const flags: EncodedFlag[] = [];
  const unsendable: string[] = [];
  let bytes = transport.encodeBody(envelope, []).byteLength;
  for (const { flagId } of due) {
    const encoded = await readSendable(db, flagId).then(transport.encodeFlag).catch(refusal);
    if (encoded === undefined) {
      unsendable.push(flagId);
      continue;
    }
    bytes += new TextEncoder().encode(encoded.json).byteLength + 1;
    if (bytes > BATCH_MAX_BYTES && flags.length > 0) break;
    flags.push(encoded);
  }
  return { flags, unsendable };
}

/** A flag that is damaged or cannot be encoded holds up no other; any other error is not the flag's. */
function refusal(error: unknown): undefined {
  if (error instanceof FlagpostError && (error.code === 'not_found' || error.code === 'flag_unsendable'))
    return;
  throw error;
}

export async function newBatch(
  { clock, endpointId, transport }: Pick<Run, 'clock' | 'endpointId' | 'transport'>,
  envelope: Envelope,
  flags: readonly EncodedFlag[],
  attempts: StoredBatch['attempts'] = [],
): Promise<StoredBatch> {
  const body = transport.encodeBody(envelope, flags);
  return {
    id: envelope.batchId,
    endpointId,
    idempotencyKey: clock.id(),
    body,
    bodySha256: await sha256(body),
    flagIds: flags.map(({ flagId }) => flagId),
    state: 'built',
    createdAt: envelope.createdAt,
    dueAt: clock.now(),
    attempts,
  };
}
