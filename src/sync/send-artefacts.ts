// Sends the bytes that the endpoint lacks, a few requests at a time, until nothing is missing or it is in trouble.
// Runs in the worker. One artefact that never gets through holds up no other.
import type { Problem } from '../errors';
import { quarantine } from '../queue/deliveries';
import { type Lacking, missingArtefacts } from '../queue/uploads';
import { plan, type Shipment } from './plan';
import type { Run } from './run';
import { type Shipped, ship } from './ship';
import { allWell, isSuspect, SUSPECT_ATTEMPTS, standBack } from './stand-back';
import type { TransportError } from './transport';

/** Requests under way at the same time, and flags looked at in one go: bounds what is held in memory. */
const LANES = 3;
const ROUND_FLAGS = 120;

export async function sendArtefacts(run: Run): Promise<Problem | undefined> {
  const passed = new Set<string>();
  const suspects: Lacking[] = [];
  let arrived = false;
  for (;;) {
    run.signal.throwIfAborted();
    const lacking = await missingArtefacts(run.db, run.endpointId, ROUND_FLAGS, passed);
    if (lacking.length === 0) break;
    for (const one of lacking.filter(({ attempts }) => attempts >= SUSPECT_ATTEMPTS)) {
      passed.add(one.flagId);
      suspects.push(one);
    }
    const shipped = await inLanes(
      run,
      await shipments(
        run,
        lacking.filter(({ flagId }) => !passed.has(flagId)),
      ),
    );
    for (const flagId of shipped.flatMap(({ passedOver }) => passedOver)) passed.add(flagId);
    arrived ||= shipped.some((one) => one.arrived);
    const error = worst(shipped);
    if (error !== undefined) return standBack(run, error);
    if (arrived) await allWell(run);
  }
  return sendSuspects(run, suspects, arrived);
}

/** A flag that lacks an artefact of which there is no record any more can never be whole there. */
async function shipments(run: Run, lacking: readonly Lacking[]): Promise<Shipment[]> {
  const hopeless = lacking.filter(({ artefacts }) => artefacts.length === 0).map(({ flagId }) => flagId);
  if (hopeless.length > 0) {
    const problem = { code: 'artefact_lost' } as const;
    run.counts.quarantined += await quarantine(run.db, run.endpointId, hopeless, problem, run.clock.now());
  }
  return plan(lacking);
}

/** After a failure no new request is begun; those under way are waited for. */
async function inLanes(run: Run, tasks: readonly Shipment[]): Promise<Shipped[]> {
  const left = [...tasks];
  const shipped: Shipped[] = [];
  let stopped = false;
  const lane = async (): Promise<void> => {
    for (let task = left.shift(); task !== undefined && !stopped; task = left.shift()) {
      try {
        const one = await ship(run, task);
        shipped.push(one);
        stopped ||= one.error !== undefined;
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const broken = lanes.find((one) => one.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return shipped;
}

/** Of several failures the one that asks for the longest wait, or else the first. */
function worst(shipped: readonly Shipped[]): TransportError | undefined {
  const errors = shipped.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const waits = ({ failure }: TransportError): number =>
    failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0;
  return errors.toSorted((a, b) => waits(b) - waits(a))[0];
}

/** Flags whose artefacts failed again and again: each alone. When others got through and these do not, it is them. */
async function sendSuspects(
  run: Run,
  suspects: readonly Lacking[],
  others: boolean,
): Promise<Problem | undefined> {
  let arrived = others;
  for (const suspect of suspects) {
    for (const artefact of suspect.artefacts) {
      const { error } = await ship(run, { artefacts: [artefact], flagIds: [suspect.flagId] });
      if (error === undefined) {
        arrived = true;
        await allWell(run);
        continue;
      }
      if (!arrived || !isSuspect(error, suspect.attempts)) return standBack(run, error);
      const problem = { code: error.code, params: error.params };
      const { db, endpointId, clock } = run;
      run.counts.quarantined += await quarantine(db, endpointId, [suspect.flagId], problem, clock.now());
      break;
    }
  }
  return undefined;
}
