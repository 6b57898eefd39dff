// Leaving an endpoint alone after trouble, and coming back to it. Runs in the worker.
import type { Problem } from '../errors';
import { endPause, pauseEndpoint, trouble } from '../queue/pauses';
import { backoffMs } from './backoff';
import { outcomeOf } from './outcome';
import type { Run } from './run';
import type { TransportError } from './transport';

/** What only a person can mend is looked at again after this long all the same: somebody may have mended it over there. */
const PAUSE_MS = 30 * 60 * 1000;

/**
 * Requests for one thing that failed this often make it suspect: it may be the thing, not the endpoint.
 * Others are then sent first; when they get through and it still does not, it is taken apart or put aside.
 */
export const SUSPECT_ATTEMPTS = 3;

/** Ends the run: nothing more is sent there until the pause is over. */
export async function standBack(run: Run, error: TransportError): Promise<Problem> {
  // the trouble of a run that was stopped says nothing about the settings of now
  run.signal.throwIfAborted();
  const { failure, code, params } = error;
  const problem: Problem = { code, params };
  const asked = failure.kind === 'status' ? failure.retryAfterMs : undefined;
  const own = outcomeOf(failure).action === 'pause' ? (): number => PAUSE_MS : backoff(run);
  const wait = asked === undefined ? own : (): number => asked;
  run.pause = trouble(run.pause, run.endpointId, problem, wait, run.clock.now());
  await pauseEndpoint(run.db, run.pause);
  return problem;
}

function backoff(run: Run): (failures: number) => number {
  return (failures) => backoffMs(failures, run.random);
}

/** Something arrived: what was wrong is over. */
export async function allWell(run: Run): Promise<void> {
  if (run.pause === undefined) return;
  run.pause = undefined;
  await endPause(run.db, run.endpointId);
}

/** Whether the failure may be the thing's own fault and not the endpoint's, which asked for no wait. */
export function isSuspect(error: TransportError, attempts: number): boolean {
  const { failure } = error;
  if (outcomeOf(failure).action !== 'later' || attempts < SUSPECT_ATTEMPTS) return false;
  return failure.kind !== 'status' || failure.retryAfterMs === undefined;
}
