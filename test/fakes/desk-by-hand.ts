// A desk that the test answers by hand: `const request = await desk.nextRequest(); request.respondWith(...)`.
import { expect } from 'vitest';
import type { Batch } from '../../src/wire/batch';
import type { Receipt } from '../../src/wire/receipt';

export interface HandRequest {
  readonly url: string;
  readonly path: string;
  readonly method: string;
  readonly init: RequestInit;
  readonly headers: Headers;
  /** Bytes of a batch or a single artefact. */
  readonly bytes: Uint8Array;
  /** The batch in the body. */
  batch(): Batch;
  /** Names of the parts of a pack. */
  parts(): string[];
  respondWith(body: unknown, init?: ResponseInit): void;
  /** A receipt that accepts every flag, changed by `change`. */
  accept(change?: Partial<Receipt>): void;
  /** Stores every artefact of the pack. */
  store(): void;
  /** The line breaks. */
  breakOff(): void;
}

export interface DeskByHand {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  nextRequest(): Promise<HandRequest>;
  /** Answers every request with `answer` until the run is over; how many there were. */
  answerAll(run: Promise<unknown>, answer: (request: HandRequest) => void): Promise<number>;
  /** Requests that came and were not taken yet. */
  readonly waiting: readonly HandRequest[];
}

export function deskByHand(): DeskByHand {
  const waiting: HandRequest[] = [];
  const takers: ((request: HandRequest) => void)[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = handRequest(url, init, resolve, reject);
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      const taker = takers.shift();
      if (taker === undefined) waiting.push(request);
      else taker(request);
    });
  const nextUntil = (over: Promise<unknown>): Promise<HandRequest | undefined> => {
    const first = waiting.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => {
      takers.push(resolve);
      void over.then(() => {
        if (takers.includes(resolve)) takers.splice(takers.indexOf(resolve), 1);
        resolve(undefined);
      });
    });
  };
  return {
    fetch,
    waiting,
    answerAll: async (run, answer) => {
      for (let count = 0; ; count += 1) {
        const request = await nextUntil(run);
        if (request === undefined) return count;
        answer(request);
      }
    },
    nextRequest: () => {
      const first = waiting.shift();
      return first === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(first);
    },
  };
}

function handRequest(
  url: string,
  init: RequestInit,
  resolve: (response: Response) => void,
  reject: (error: Error) => void,
): HandRequest {
  const { body } = init;
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  const batch = (): Batch => JSON.parse(new TextDecoder().decode(bytes));
  const parts = (): string[] => (body instanceof FormData ? [...body.keys()] : []);
  const respondWith = (answer: unknown, options?: ResponseInit): void =>
    resolve(
      typeof answer === 'string' || answer instanceof Blob
        ? new Response(answer, options)
        : Response.json(answer, options),
    );
  return {
    url,
    path: new URL(url).pathname,
    method: init.method ?? 'GET',
    init,
    headers: new Headers(init.headers),
    bytes,
    batch,
    parts,
    respondWith,
    accept: (change = {}) => respondWith({ ...receiptFor(batch()), ...change }),
    store: () => respondWith({ results: parts().map((sha256) => ({ sha256, status: 'stored' })) }),
    breakOff: () => reject(new TypeError('Failed to fetch')),
  };
}

export function receiptFor({ batchId, flags }: Batch): Receipt {
  return {
    receiptId: `receipt of ${batchId}`,
    batchId,
    receivedAt: '2026-11-21T10:00:00.000Z',
    results: flags.map(({ flagId }) => ({ flagId, status: 'accepted', remoteId: `remote ${flagId}` })),
    missing: [],
  };
}

/** No request comes within a moment in which the sync had nothing to wait for but the store. */
export async function expectNoRequest(desk: DeskByHand): Promise<void> {
  await new Promise((passed) => setTimeout(passed, 50));
  expect(desk.waiting).toEqual([]);
}
