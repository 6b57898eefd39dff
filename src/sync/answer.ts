// Requests to an endpoint and the reading of what comes back: capped, parsed, never trusted. Runs in the worker.
// Follows no redirect (the token would go along), sends no cookie, and tells the endpoint no page it came from.
import * as z from 'zod/mini';
import type { ErrorParams } from '../errors';
import { ProblemDetails } from '../wire/receipt';
import { retryAfterMs } from './backoff';
import { outcomeOf } from './outcome';
import { type Failure, type Fetch, TransportError } from './transport';

/** Longest wait for an answer, and the slowest line that a body may take on top of it. */
const ANSWER_MS = 60_000;
const BYTES_PER_MS = 20;
const PROBLEM_MAX_BYTES = 1_000_000;
const DETAIL_MAX = 500;

export interface Request {
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit;
  readonly bodyBytes: number;
  /** An answer longer than this is not one that was agreed. */
  readonly answerMaxBytes: number;
}

/** The text of a 2xx answer. Throws TransportError for every other, and the signal's reason when it was aborted. */
export async function ask(
  fetch: Fetch,
  request: Request,
  now: () => number,
  signal: AbortSignal,
): Promise<string> {
  const timeout = AbortSignal.timeout(ANSWER_MS + Math.ceil(request.bodyBytes / BYTES_PER_MS));
  const either = AbortSignal.any([signal, timeout]);
  try {
    const response = await fetch(request.url, initOf(request, either));
    if (isRedirect(response)) throw failed({ kind: 'redirect' });
    if (!response.ok) throw failed(await statusFailure(response, now()));
    return await readText(response, request.answerMaxBytes);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TransportError) throw error;
    throw failed({ kind: 'network' }, error); // fetch and reading reject only when the line is broken or timed out
  }
}

function initOf({ method, headers, body }: Request, signal: AbortSignal): RequestInit {
  return {
    method,
    headers,
    body,
    signal,
    credentials: 'omit',
    // not 'error': that could not be told from a broken line
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
  };
}

function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

async function statusFailure(response: Response, now: number): Promise<Failure> {
  const { status, headers } = response;
  const wait = retryAfterMs(headers, now);
  return { kind: 'status', status, retryAfterMs: wait, detail: await detailOf(response) };
}

/** The endpoint's own words about a refusal, if it has any. */
async function detailOf(response: Response): Promise<string | undefined> {
  try {
    return wordsOf(parse(ProblemDetails, await readText(response, PROBLEM_MAX_BYTES)));
  } catch {
    return undefined; // the status has said what matters; the words are missing, cut off or not as agreed
  }
}

/** One line for people out of problem details. */
export function wordsOf({ title, detail }: ProblemDetails): string {
  return (detail ?? title).slice(0, DETAIL_MAX).toWellFormed();
}

/** What an answer says, in the agreed form. Throws TransportError endpoint_not_a_desk for anything else. */
export function parse<T>(schema: z.ZodMiniType<T>, text: string): T {
  try {
    return z.parse(schema, JSON.parse(text));
  } catch (error) {
    throw failed({ kind: 'garbage' }, error);
  }
}

export function failed(failure: Failure, cause?: unknown): TransportError {
  return new TransportError(failure, outcomeOf(failure).code, paramsOf(failure), cause);
}

function paramsOf(failure: Failure): ErrorParams {
  if (failure.kind !== 'status') return {};
  const { status, detail } = failure;
  return detail === undefined ? { status } : { status, detail };
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw failed({ kind: 'garbage' });
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw failed({ kind: 'garbage' }, error);
  }
}
