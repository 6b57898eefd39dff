// The one way in which bytes that a page named are fetched: capped, without credentials or referrer, never redirected.
// Runs in the worker. Knows nothing of what the bytes are for; the browser's leave is asked each time.
import browser from 'webextension-polyfill';
import type { AbsentReason } from '../flag/artefact';
import { isReachable } from './reachable';

export interface Fetched {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As the server said, without parameters; "application/octet-stream" when it said nothing that is one. */
  readonly mediaType: string;
}

export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Whether this address may be asked: mayFetch(), unless a test says otherwise. */
  readonly allowed: (url: URL) => Promise<boolean>;
  readonly signal?: AbortSignal | undefined;
}

/** Whether the browser lets us fetch an address that a page named, and the address is not one of a local network. */
export function mayFetch(pageUrl: string): FetchLimits['allowed'] {
  const granted = new Map<string, Promise<boolean>>();
  return async (url) => {
    if (!isReachable(url, pageUrl)) return false;
    const pattern = `${url.protocol}//${url.hostname}/*`;
    const asked = granted.get(pattern) ?? browser.permissions.contains({ origins: [pattern] });
    granted.set(pattern, asked);
    return asked;
  };
}

/** The bytes, or why there are none: permission_denied, too_large, timeout, not_served. Rejects for nothing. */
export async function fetchBytes(address: string, limits: FetchLimits): Promise<Fetched | AbsentReason> {
  const late = AbortSignal.timeout(limits.timeoutMs);
  const signal = limits.signal === undefined ? late : AbortSignal.any([late, limits.signal]);
  try {
    if (!URL.canParse(address)) return 'not_served';
    const url = new URL(address);
    if (!(await limits.allowed(url))) return 'permission_denied';
    // a redirect could lead into the local network, and where to is not told before it is followed
    const answer = await fetch(url.href, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal,
    });
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return 'not_served';
    }
    const bytes = await readUpTo(answer.body, limits.maxBytes, Number(answer.headers.get('content-length')));
    return bytes === null ? 'too_large' : { bytes, mediaType: typeOf(answer) };
  } catch {
    // a server that is not there, a redirect, an end in between: whatever the browser calls it, nothing was served
    return signal.aborted ? 'timeout' : 'not_served';
  }
}

function typeOf(answer: Response): string {
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  const essence = type.trim().toLowerCase();
  return /^[a-z]+\/[\w.+-]{1,100}$/u.test(essence) ? essence : 'application/octet-stream';
}

/** Null when there are more than `max`; what is announced as more is not read at all. */
async function readUpTo(
  body: ReadableStream<Uint8Array>,
  max: number,
  announced: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let more = announced <= max; more; ) {
    const { done, value } = await reader.read();
    if (done) return joined(parts, size);
    parts.push(value);
    size += value.length;
    more = size <= max;
  }
  await reader.cancel();
  return null;
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
