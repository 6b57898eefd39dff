// One run of the sync: everything that is due goes out, or the run says why not and until when. Runs in the worker.
// It keeps nothing in memory that matters: a run that dies is taken up by the next one where the store says it stood.
import { FlagpostError, type Problem, problemOf } from '../errors';
import type { Clock } from '../flag/time';
import { adoptStranded } from '../queue/adopt';
import { breakLeases } from '../queue/batches';
import { announce } from '../queue/changes';
import type { Database, Pause } from '../queue/database';
import { enqueueReady } from '../queue/deliveries';
import { holds, readPause } from '../queue/pauses';
import { storeError } from '../queue/transact';
import type { Settings } from '../settings';
import { step } from '../steps';
import { BATCH_MAX_FLAGS } from '../wire/batch';
import { nextSyncAt } from './alarm';
import { deskTransport } from './desk-transport';
import { checkEndpointUrl } from './endpoint-url';
import { keepAwake } from './keep-alive';
import { sendArtefacts } from './send-artefacts';
import { sendBatches } from './send-batches';
import type { Fetch, Transport } from './transport';

export interface SyncDeps {
  readonly db: Database;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** [0, 1) */
  readonly random: () => number;
  readonly settings: Settings;
  readonly token: string | undefined;
  /** Calls any extension API; called every 20 s while the run lasts. */
  readonly keepAlive: () => Promise<unknown>;
  readonly signal: AbortSignal;
  /** The analyst asked for it: a pause is not waited for, unless the endpoint itself asked to wait. */
  readonly byHand?: boolean;
  /** Runs `work` unless another run holds the lock; then undefined. */
  readonly lock?: <T>(work: () => Promise<T>) => Promise<T | undefined>;
}

export interface SyncResult {
  /** Flags that the endpoint answered for. */
  readonly sent: number;
  /** Flags that it now has whole. */
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly quarantined: number;
  /** Another run was under way; this one did nothing. */
  readonly busy?: true;
  /** Epoch ms when there will be something to do again; absent when nothing waits. */
  readonly waitingUntil?: number;
  /** Why the run ended before everything was sent. */
  readonly problem?: Problem;
}

/** What the parts of a run share. `counts` and `pause` change as it goes. */
export interface Run extends Pick<SyncDeps, 'db' | 'clock' | 'random' | 'signal'> {
  readonly transport: Transport;
  readonly endpointId: string;
  readonly batchSize: number;
  readonly unit: { readonly name: string; readonly country: string };
  readonly counts: {
    sent: number;
    accepted: number;
    duplicate: number;
    rejected: number;
    quarantined: number;
  };
  pause: Pause | undefined;
}

const LOCK = 'flagpost-sync';
const TOKEN = /^[\x21-\x7e]+$/u;

/** Never rejects for what an endpoint does or a full disk; the result says it. */
export async function runSync(deps: SyncDeps): Promise<SyncResult> {
  const lock = deps.lock ?? browserLock;
  const result = await lock(() => keepAwake(deps.keepAlive, () => runAlone(deps)));
  return result ?? { ...nothing(), busy: true };
}

async function browserLock<T>(work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

const nothing = (): Run['counts'] => ({ sent: 0, accepted: 0, duplicate: 0, rejected: 0, quarantined: 0 });

async function runAlone(deps: SyncDeps): Promise<SyncResult> {
  const { db, clock, settings } = deps;
  await step('sync_begun');
  if (settings.endpoint === undefined) return { ...nothing(), problem: { code: 'endpoint_missing' } };
  // again, although the settings page checked: nothing but this line stands between the token and the network
  const checked = checkEndpointUrl(settings.endpoint.url);
  if (!checked.ok) return { ...nothing(), problem: checked.problem };
  const counts = nothing();
  const problem = await sendAll(deps, checked.url, settings.endpoint.batchSize, counts);
  // a store that can no longer be read is a store that cannot say what waits
  const waitingUntil =
    problem?.code === 'store_unavailable' ? undefined : await nextSyncAt(db, checked.url, clock.now());
  announce({ type: 'sync' });
  return {
    ...counts,
    ...(problem === undefined ? {} : { problem }),
    ...(waitingUntil === undefined ? {} : { waitingUntil }),
  };
}

async function sendAll(
  deps: SyncDeps,
  endpointId: string,
  batchSize: number,
  counts: Run['counts'],
): Promise<Problem | undefined> {
  const { db, clock, signal } = deps;
  try {
    // stopped before it began: it must not take flags over for an endpoint that was given up
    signal.throwIfAborted();
    await adoptStranded(db, endpointId, clock.now());
    await breakLeases(db, endpointId, clock.now());
    await enqueueReady(db, endpointId, clock.now());
    const run = await ready(deps, endpointId, batchSize, counts);
    if ('code' in run) return run;
    return (await sendBatches(run)) ?? (await sendArtefacts(run));
  } catch (error) {
    if (signal.aborted) return undefined;
    const known = storeError(error);
    if (known instanceof FlagpostError) return problemOf(known, 'store_unavailable');
    throw known;
  }
}

/** Everything a run needs, or why there can be none now. */
async function ready(
  { db, clock, random, signal, fetch, settings, token, byHand }: SyncDeps,
  endpointId: string,
  batchSize: number,
  counts: Run['counts'],
): Promise<Run | Problem> {
  if (token === undefined || token === '') return { code: 'token_missing' };
  // a header that cannot be made would be an error with the token in its text
  if (!TOKEN.test(token)) return { code: 'token_refused' };
  const pause = await readPause(db, endpointId);
  const mayWake = byHand === true && pause?.problem.code !== 'endpoint_busy';
  if (holds(pause, clock.now()) && !mayWake) return pause.problem;
  const now = (): number => clock.now();
  return {
    db,
    clock,
    random,
    signal,
    counts,
    pause,
    endpointId,
    transport: deskTransport({ url: endpointId, token, fetch, now }),
    batchSize: Math.min(Math.max(Math.trunc(batchSize) || 1, 1), BATCH_MAX_FLAGS),
    unit: { name: settings.profile?.unit ?? '', country: settings.profile?.country ?? '' },
  };
}
