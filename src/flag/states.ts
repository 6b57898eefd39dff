// The states of a flag and of its delivery, and the moves between them. Anything not listed throws.
import { FlagpostError } from '../errors';

/** A flag: a draft until it is judged; ready until it is discarded. */
export const FLAG_STATES = ['draft', 'ready', 'held', 'discarded'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

/** A delivery of one flag to one endpoint. `sending` lasts until every artefact is stored there too. */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'accepted',
  'duplicate',
  'rejected',
  'quarantined',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The one word that the queue shows and filters by: the delivery's state once there is a delivery. */
export const STATUSES = [
  'draft',
  'ready',
  'held',
  'discarded',
  'queued',
  'sending',
  'accepted',
  'duplicate',
  'rejected',
  'quarantined',
] as const satisfies readonly (FlagState | DeliveryState)[];
export type Status = (typeof STATUSES)[number];

const FLAG_MOVES: Readonly<Record<FlagState, readonly FlagState[]>> = {
  draft: ['ready', 'discarded'],
  ready: ['ready', 'held', 'discarded'],
  held: ['ready', 'discarded'],
  discarded: ['draft', 'ready'],
};

const DELIVERY_MOVES: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['sending', 'quarantined'],
  // back to queued: the lease lapsed, the batch failed as a whole, or a new revision came meanwhile
  sending: ['queued', 'sending', 'accepted', 'duplicate', 'rejected', 'quarantined'],
  // queued again: a new revision of the judgement is to be sent
  accepted: ['queued'],
  duplicate: ['queued'],
  rejected: ['queued'],
  quarantined: ['queued'],
};

export function moveFlag(from: FlagState, to: FlagState): FlagState {
  if (!FLAG_MOVES[from].includes(to)) throw new FlagpostError('illegal_state', { from, to });
  return to;
}

export function moveDelivery(from: DeliveryState, to: DeliveryState): DeliveryState {
  if (!DELIVERY_MOVES[from].includes(to)) throw new FlagpostError('illegal_state', { from, to });
  return to;
}

export function statusOf(flag: FlagState, delivery: DeliveryState | undefined): Status {
  return flag === 'ready' && delivery !== undefined ? delivery : flag;
}
