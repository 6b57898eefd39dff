// One request to a time-stamp authority over HTTP (RFC 3161 3.4). Runs in the UI. Believes nothing: the answer is bytes to be checked.
import { FlagpostError } from '../errors';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 30_000;
/** Replies have 2 to 8 kB, with all certificates. */
const REPLY_MAX_BYTES = 65_536;

/** Throws FlagpostError timestamp_url_invalid or timestamp_unreachable. */
export async function askAuthority(
  url: string,
  request: Uint8Array<ArrayBuffer>,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!URL.canParse(url) || !/^https?:$/u.test(new URL(url).protocol))
    throw new FlagpostError('timestamp_url_invalid');
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
      body: request,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      credentials: 'omit',
      // an authority elsewhere than the unit said is another authority
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (!response.ok) throw new FlagpostError('timestamp_unreachable', { status: response.status });
    // the sign-in page of a network answers like this
    if (/^text\//iu.test(response.headers.get('Content-Type') ?? ''))
      throw new FlagpostError('timestamp_unreachable');
    return await readCapped(response);
  } catch (error) {
    if (error instanceof FlagpostError) throw error;
    // fetch and reading reject when the line is broken, redirected, timed out or no longer wanted
    throw new FlagpostError('timestamp_unreachable', {}, error);
  }
}

async function readCapped({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > REPLY_MAX_BYTES) {
      await reader.cancel();
      throw new FlagpostError('timestamp_wrong', { what: 'garbage' });
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
