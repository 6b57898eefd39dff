// The transport to a referral desk: wire/protocol.ts over HTTP. Runs in the worker.
import * as z from 'zod/mini';
import {
  ARTEFACTS_PATH,
  BATCHES_PATH,
  DIGEST_HEADER,
  IDEMPOTENCY_HEADER,
  PACK_MAX_BYTES,
} from '../wire/protocol';
import { ArtefactResult, PackReceipt, Receipt } from '../wire/receipt';
import { ask, failed, parse, type Request } from './answer';
import { decodeBody, encodeBody, encodeFlag } from './encode';
import { type Fetch, type Transport, TransportError, type Upload } from './transport';

const RECEIPT_MAX_BYTES = 5_000_000;
const ANSWER_MAX_BYTES = 1_000_000;
/** What the countersignature is worth is found out later; the flags are settled by the rest. */
const Received = z.extend(Receipt, { countersignature: z.optional(z.unknown()) });

export interface Desk {
  /** Base address, checked by checkEndpointUrl. */
  readonly url: string;
  readonly token: string;
  readonly fetch: Fetch;
  readonly now: () => number;
}

export function deskTransport(desk: Desk): Transport {
  return {
    encodeFlag,
    encodeBody,
    decodeBody,
    async send({ id, idempotencyKey, body, bodySha256 }, signal) {
      const headers = {
        'Content-Type': 'application/json',
        [IDEMPOTENCY_HEADER]: `"${idempotencyKey}"`,
        [DIGEST_HEADER]: contentDigest(bodySha256),
      };
      const request = {
        path: BATCHES_PATH,
        method: 'POST',
        headers,
        body,
        bodyBytes: body.byteLength,
      } as const;
      const raw = await askDesk(desk, request, RECEIPT_MAX_BYTES, signal);
      const receipt = parse(Received, raw);
      // an answer to something else must not settle this batch
      if (receipt.batchId !== id) throw failed({ kind: 'garbage' });
      return { receipt, raw };
    },
    async packArtefacts(uploads, signal) {
      const body = new FormData();
      for (const { artefact, bytes } of uploads) {
        body.append(artefact.sha256, new Blob([bytes], { type: artefact.mediaType }), artefact.sha256);
      }
      const request = {
        path: ARTEFACTS_PATH,
        method: 'POST',
        headers: {},
        body,
        bodyBytes: PACK_MAX_BYTES,
      } as const;
      const raw = await askDesk(desk, request, ANSWER_MAX_BYTES, signal);
      return parse(PackReceipt, raw).results;
    },
    putArtefact: (upload, signal) => putArtefact(desk, upload, signal),
  };
}

async function putArtefact(
  desk: Desk,
  { artefact, bytes }: Upload,
  signal: AbortSignal,
): Promise<ArtefactResult> {
  const { sha256, mediaType } = artefact;
  const headers = { 'Content-Type': mediaType, [DIGEST_HEADER]: contentDigest(sha256), 'If-None-Match': '*' };
  const path = `${ARTEFACTS_PATH}/${sha256}`;
  try {
    const request = { path, method: 'PUT', headers, body: bytes, bodyBytes: bytes.byteLength } as const;
    const result = parse(ArtefactResult, await askDesk(desk, request, ANSWER_MAX_BYTES, signal));
    if (result.sha256 !== sha256) throw failed({ kind: 'garbage' });
    return result;
  } catch (error) {
    if (error instanceof TransportError && error.failure.kind === 'status' && error.failure.status === 412) {
      return { sha256, status: 'stored' }; // it is already there
    }
    throw error;
  }
}

type DeskRequest = Pick<Request, 'method' | 'headers' | 'body' | 'bodyBytes'> & { readonly path: string };

function askDesk(
  { url, token, fetch, now }: Desk,
  { path, headers, ...rest }: DeskRequest,
  answerMaxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const authorised = { ...headers, Accept: 'application/json', Authorization: `Bearer ${token}` };
  return ask(fetch, { ...rest, url: url + path, headers: authorised, answerMaxBytes }, now, signal);
}

/** RFC 9530, from a digest in hex. */
function contentDigest(sha256: string): string {
  const bytes = sha256.match(/../gu)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}
