// How long to wait after trouble: exponential with full jitter, or exactly what the endpoint asked for. Runs anywhere.

const FIRST_MS = 5_000;
const LONGEST_MS = 30 * 60 * 1000;
const RETRY_AFTER_LONGEST_MS = 60 * 60 * 1000;

/** After `failures` in a row (from 1). `random` gives [0, 1): clients that failed together come back apart. */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.round(FIRST_MS + random() * (ceiling - FIRST_MS));
}

/** RFC 9110 10.2.3: seconds or an HTTP date, at most an hour. Undefined when the header is absent or neither. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/u.test(value)) return Math.min(Number(value) * 1000, RETRY_AFTER_LONGEST_MS);
  if (!/^[A-Z][a-z]{2,8},? /u.test(value)) return undefined;
  // the oldest form of an HTTP date does not say that it is GMT
  const until = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  if (Number.isNaN(until)) return undefined;
  // by the endpoint's own clock when it names its time: ours may be wrong
  const there = Date.parse(headers.get('Date') ?? '');
  const wait = until - (Number.isNaN(there) ? now : there);
  return Math.min(Math.max(wait, 0), RETRY_AFTER_LONGEST_MS);
}
