// Sends what is open and what is due, batch by batch, until nothing is left or the endpoint is in trouble. Runs in the worker.
// One bad flag holds up no other: a batch that is refused whole is halved until the flag is alone.
import type { Problem } from '../errors';
import { sha256Text } from '../evidence/digest';
import { timeOf } from '../flag/time';
import { openBatches, recordAttempt, startBatch } from '../queue/batches';
import type { StoredBatch } from '../queue/database';
import { type FlagSettlement, settleBatch } from '../queue/settle';
import { step } from '../steps';
import type { FlagResult } from '../wire/receipt';
import { wordsOf } from './answer';
import { backoffMs } from './backoff';
import { claimNext, LEASE_MS } from './claim';
import { checkCountersignature } from './countersignature';
import { isolate } from './isolate';
import { outcomeOf } from './outcome';
import type { Run } from './run';
import { allWell, isSuspect, SUSPECT_ATTEMPTS, standBack } from './stand-back';
import { type Answer, TransportError } from './transport';

/** Single flags refused in a row while nothing at all gets through: then it is not the flags. */
const STRIKES = 3;

/** Undefined when everything went out; else why not. */
export async function sendBatches(run: Run): Promise<Problem | undefined> {
  const suspects = new Map<string, TransportError>();
  let arrived = 0;
  let strikes = 0;
  for (;;) {
    run.signal.throwIfAborted();
    const batch = await nextBatch(run, suspects);
    if (batch === undefined) {
      const [first] = suspects.values();
      if (first === undefined) return undefined;
      if (arrived === 0) return standBack(run, first);
      const problem = await trySuspects(run, suspects);
      if (problem !== undefined) return problem;
      arrived = 0;
      continue;
    }
    const error = await sendBatch(run, batch);
    if (error === undefined) {
      arrived += 1;
      continue;
    }
    if (outcomeOf(error.failure).action === 'split') {
      if ((await isolate(run, batch, error)) === 'quarantined') strikes += 1;
      if (strikes >= STRIKES && arrived === 0) return standBack(run, notTheFlags(error));
      continue;
    }
    if (!isSuspect(error, batch.attempts.length)) return standBack(run, error);
    suspects.set(batch.id, error);
  }
}

/** Open batches first, small ones before large ones (a bad flag is found soon), suspects after all that is due. */
async function nextBatch(run: Run, passed: ReadonlyMap<string, unknown>): Promise<StoredBatch | undefined> {
  const open = await openBatches(run.db, run.endpointId, run.clock.now());
  const left = open.filter(({ id }) => !passed.has(id));
  left.sort((a, b) => a.flagIds.length - b.flagIds.length);
  const ordinary = left.find(({ attempts }) => attempts.length < SUSPECT_ATTEMPTS);
  return ordinary ?? (await claimNext(run)) ?? left[0];
}

/** Others got through. Each suspect has one more chance, then it is taken apart or, alone already, put aside. */
async function trySuspects(run: Run, suspects: Map<string, unknown>): Promise<Problem | undefined> {
  for (const batch of await openBatches(run.db, run.endpointId, run.clock.now())) {
    if (!suspects.delete(batch.id)) continue;
    const error = await sendBatch(run, batch);
    if (error === undefined) continue;
    const itsOwn = outcomeOf(error.failure).action === 'split' || isSuspect(error, batch.attempts.length);
    if (!itsOwn) return standBack(run, error);
    await isolate(run, batch, error);
  }
  suspects.clear();
  return undefined;
}

/** Undefined when the batch was settled. */
async function sendBatch(run: Run, batch: StoredBatch): Promise<TransportError | undefined> {
  const { db, clock, transport, signal } = run;
  await startBatch(db, batch.id, clock.now() + LEASE_MS, clock.now());
  await step('sync_sending');
  const answer = await transport.send(batch, signal).catch(asTransportError);
  await step('sync_answered');
  if (answer instanceof TransportError) {
    const { failure, code, params } = answer;
    const status = failure.kind === 'status' ? failure.status : undefined;
    await recordAttempt(db, batch.id, { at: timeOf(clock.now()), status, problem: { code, params } });
    return answer;
  }
  await settle(run, batch, answer);
  await step('sync_settled');
  await allWell(run);
  return undefined;
}

export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  throw error;
}

async function settle(run: Run, batch: StoredBatch, { receipt, raw }: Answer): Promise<void> {
  const { db, clock, counts, random, transport } = run;
  const at = clock.now();
  const lacking = new Set(receipt.missing);
  const results = new Map(receipt.results.map((result) => [result.flagId, result]));
  const sent = transport.decodeBody(batch.body);
  const flags = sent.flags.flatMap(({ flagId, digests }) => {
    const result = results.get(flagId);
    return result === undefined ? [] : [settlementOf(result, digests, lacking)];
  });
  const stored = { batchId: batch.id, at: timeOf(at), raw, sha256: sha256Text(raw) };
  const settled = await settleBatch(db, {
    receipt: { ...stored, countersigned: await checkCountersignature(receipt, sent.envelope) },
    flags,
    at,
    retryAt: (attempts) => at + backoffMs(attempts, random),
  });
  counts.sent += flags.length;
  counts.accepted += settled.accepted;
  counts.duplicate += settled.duplicate;
  counts.rejected += settled.rejected;
}

function settlementOf(
  { flagId, status, remoteId, problem }: FlagResult,
  sent: readonly string[],
  lacking: ReadonlySet<string>,
): FlagSettlement {
  const missing = [...new Set(sent)].filter((sha256) => lacking.has(sha256));
  const detail = problem === undefined ? {} : { detail: wordsOf(problem) };
  return { flagId, status, remoteId, sent, missing, problem: { code: 'flag_refused', params: detail } };
}

/** Every flag tried alone was refused, and nothing got through: whatever answers there is not what we speak to. */
function notTheFlags({ failure, params, cause }: TransportError): TransportError {
  return new TransportError(failure, 'endpoint_not_a_desk', params, cause);
}
