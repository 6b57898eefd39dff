// A desk's bad days, made to order: answers for a `faults` hook. Knows HTTP only, nothing of the desk's own code.

export type Fault = Response | 'drop' | ((answer: Response) => Response | Promise<Response>) | undefined;

function problemAnswer(
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = JSON.stringify({ type: 'about:blank', title, status });
  return new Response(body, { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });
}

/** Nothing was done. */
export const busy = (retryAfter: string): Response =>
  problemAnswer(429, 'Busy', { 'Retry-After': retryAfter });
export const failed = (status = 500): Response => problemAnswer(status, 'Failed');
export const conflict = (): Response => problemAnswer(409, 'In progress', { 'Retry-After': '1' });
export const tooLarge = (): Response => problemAnswer(413, 'Too large');

/** The work was done, and the sender never hears of it. */
export const lostReply: Fault = 'drop';

/** The work was done, the answer is not what was agreed. */
export const garbage =
  (body = '<html>Bad gateway'): Fault =>
  () =>
    new Response(body, { status: 200, headers: { 'Content-Type': 'application/json' } });

const isReceipt = (value: unknown): value is { results: unknown[] } =>
  typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value.results);

/** The receipt tells of the first `count` flags only. */
export const partialReceipt =
  (count: number): Fault =>
  async (answer) => {
    const receipt: unknown = await answer.json();
    if (!isReceipt(receipt)) throw new TypeError('not a receipt');
    return Response.json({ ...receipt, results: receipt.results.slice(0, count) });
  };

export interface FaultScript {
  /** Goes into the desk as `faults`. */
  readonly faults: (request: Request) => Fault;
  /** What the next requests meet, in order; after the last one all is well. */
  next(...faults: readonly Fault[]): void;
  /** Method and path of every request so far. */
  readonly requests: readonly string[];
}

/** A script of faults for requests whose path starts with `path`; the others pass. */
export function faultScript(path = '/v1/'): FaultScript {
  const coming: Fault[] = [];
  const requests: string[] = [];
  return {
    requests,
    next: (...faults) => void coming.push(...faults),
    faults: (request) => {
      const { pathname } = new URL(request.url);
      requests.push(`${request.method} ${pathname}`);
      return pathname.startsWith(path) ? coming.shift() : undefined;
    },
  };
}
