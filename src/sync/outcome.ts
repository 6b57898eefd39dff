// What a failed request means and what is to be done about it: the policy, as a table. Runs in the worker.
import type { ErrorCode } from '../errors';
import type { Failure } from './transport';

/**
 * later: the same bytes under the same key, after a back-off (or exactly when the endpoint said).
 * pause: nothing more is sent until the analyst has looked, or a long while has passed.
 * split: the endpoint will not take this request whole: smaller ones under keys of their own, down to a single flag,
 *        which is quarantined.
 */
export type Action = 'later' | 'pause' | 'split';

export interface Outcome {
  readonly action: Action;
  readonly code: ErrorCode;
}

const notADesk: Outcome = { action: 'pause', code: 'endpoint_not_a_desk' };
const tokenRefused: Outcome = { action: 'pause', code: 'token_refused' };
const later: Outcome = { action: 'later', code: 'endpoint_error' };
const busy: Outcome = { action: 'later', code: 'endpoint_busy' };
const split: Outcome = { action: 'split', code: 'flag_refused' };

const BY_KIND = {
  network: { action: 'later', code: 'endpoint_unreachable' },
  // a captive portal: it passes, and nothing that we sent is to blame
  garbage: { action: 'later', code: 'endpoint_not_a_desk' },
  redirect: notADesk,
} as const satisfies Record<Exclude<Failure['kind'], 'status'>, Outcome>;

/** Statuses that differ from the rest of their hundred. */
const BY_STATUS: Readonly<Record<number, Outcome>> = {
  401: tokenRefused,
  403: tokenRefused,
  // nothing of this kind lives at the address: no flag is to blame, and splitting would only blame them one by one
  404: notADesk,
  405: notADesk,
  406: notADesk,
  407: notADesk,
  408: later,
  409: busy, // the first request with this key is still being answered
  410: notADesk,
  411: notADesk,
  415: notADesk,
  421: notADesk,
  425: later,
  426: notADesk,
  429: busy,
  431: notADesk,
  501: notADesk,
  505: notADesk,
};

export function outcomeOf(failure: Failure): Outcome {
  if (failure.kind !== 'status') return BY_KIND[failure.kind];
  const { status, retryAfterMs } = failure;
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  if (status >= 500) return retryAfterMs === undefined ? later : busy;
  if (status >= 400) return split;
  return notADesk; // an informational or unexpected success status without what was agreed
}

/** An artefact's own refusal: the endpoint answered, and not about the address or the token. */
export function refusesArtefact(failure: Failure): boolean {
  if (failure.kind !== 'status') return false;
  return failure.status === 404 || failure.status === 415 || outcomeOf(failure).action === 'split';
}
