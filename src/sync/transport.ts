// The plug point of the sync: what carries batches to one kind of endpoint. Everything a transport may be asked, on this page.
import type { ErrorCode, ErrorParams } from '../errors';
import { FlagpostError } from '../errors';
import type { PresentArtefact } from '../flag/artefact';
import type { Flag } from '../flag/flag';
import type { ArtefactResult } from '../wire/receipt';
import type { ReceivedReceipt } from './countersignature';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a batch says of itself. */
export interface Envelope {
  readonly batchId: string;
  readonly createdAt: string;
  readonly unit: { readonly name: string; readonly country: string };
  readonly custodyHead: { readonly n: number; readonly hash: string };
  /** Fingerprint of the key that sessions are sealed with, once there is one. */
  readonly signer?: string | undefined;
}

/** A flag as the endpoint reads it. */
export interface EncodedFlag {
  readonly flagId: string;
  /** Revision of the judgement in it. */
  readonly revision: number;
  readonly json: string;
}

/** What a stored body holds: enough to settle its receipt and to make smaller batches of it. */
export interface DecodedBody {
  readonly envelope: Envelope;
  readonly flags: readonly (EncodedFlag & { readonly digests: readonly string[] })[];
}

export interface SentBatch {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly bodySha256: string;
}

export interface Answer {
  readonly receipt: ReceivedReceipt;
  /** As received, byte for byte. */
  readonly raw: string;
}

export interface Upload {
  readonly artefact: PresentArtefact;
  /** Bytes that were just found to have the artefact's digest. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Transport {
  /** Throws FlagpostError flag_unsendable when the record has no form on the wire. */
  encodeFlag(flag: Flag): EncodedFlag;
  encodeBody(envelope: Envelope, flags: readonly EncodedFlag[]): Uint8Array<ArrayBuffer>;
  decodeBody(body: Uint8Array): DecodedBody;
  /** Sends the very bytes under the very key, as often as it is asked to. Throws TransportError without a receipt. */
  send(batch: SentBatch, signal: AbortSignal): Promise<Answer>;
  /** Several artefacts in one request; one result each, in any order. Throws TransportError without an answer. */
  packArtefacts(uploads: readonly Upload[], signal: AbortSignal): Promise<readonly ArtefactResult[]>;
  /** One artefact. Throws TransportError without an answer. */
  putArtefact(upload: Upload, signal: AbortSignal): Promise<ArtefactResult>;
}

/** Why a request brought no answer that can be used. */
export type Failure =
  | { readonly kind: 'network' }
  /** A redirect, or an answer in a form that was not agreed. */
  | { readonly kind: 'redirect' | 'garbage' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterMs?: number | undefined;
      /** The endpoint's own words, for people. */
      readonly detail?: string | undefined;
    };

export class TransportError extends FlagpostError {
  readonly failure: Failure;

  constructor(failure: Failure, code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, params, cause);
    this.name = 'TransportError';
    this.failure = failure;
  }
}
