// A desk in memory, in as few rules as the protocol has, that counts what took effect. `faults` spoil its answers.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { jcsHash } from '../../src/evidence/custody';
import type { Batch, WireFlag } from '../../src/wire/batch';

export interface ModelRequest {
  readonly path: string;
  readonly key: string | null;
  /** SHA-256 of a batch's body. */
  readonly body: string;
}

/** `before`: nothing is done. `after`: it is done, and this is answered instead of the truth. */
export interface Fault {
  readonly before?: () => Response | 'drop';
  readonly after?: (answer: Response) => Promise<Response> | Response | 'drop';
}

interface HeldFlag {
  readonly flag: WireFlag;
  /** Keys of the batches that brought it and took effect. */
  readonly keys: readonly string[];
}

export interface ModelDesk {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly requests: readonly ModelRequest[];
  readonly flags: ReadonlyMap<string, HeldFlag>;
  readonly stored: ReadonlySet<string>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Refusals {
  /** Flags with which no batch is taken as a whole. */
  readonly refuses?: (flag: WireFlag) => boolean;
  /** Flags that are rejected by themselves. */
  readonly rejects?: (flag: WireFlag) => boolean;
}

export function modelDesk(
  faults: (path: string) => Fault | undefined = () => undefined,
  { refuses = () => false, rejects = () => false }: Refusals = {},
): ModelDesk {
  const requests: ModelRequest[] = [];
  const answers = new Map<string, { body: string; answer: string }>();
  const flags = new Map<string, HeldFlag>();
  const stored = new Set<string>();

  function takeIn(flag: WireFlag, key: string): void {
    if (jcsHash(flag.capture) !== flag.captureSha256)
      throw new Error('the capture does not match its digest');
    flags.set(flag.flagId, { flag, keys: [...(flags.get(flag.flagId)?.keys ?? []), key] });
  }

  function batches(bytes: Uint8Array, key: string): Response {
    const body = sha256(bytes);
    const known = answers.get(key);
    if (known !== undefined && known.body !== body)
      return Response.json({ title: 'Key reused' }, { status: 422 });
    if (known !== undefined) return new Response(known.answer);
    const batch: Batch = JSON.parse(new TextDecoder().decode(bytes));
    if (batch.flags.some(refuses)) return Response.json({ title: 'One of them is bad' }, { status: 400 });
    const taken = batch.flags.filter((flag) => !rejects(flag));
    for (const flag of taken) takeIn(flag, key);
    const digests = taken.flatMap(({ artefacts }) => artefacts.map((one) => one.sha256));
    const answer = JSON.stringify({
      receiptId: key,
      batchId: batch.batchId,
      receivedAt: '2026-11-21T10:00:00.000Z',
      results: batch.flags.map((flag) => ({
        flagId: flag.flagId,
        status: rejects(flag) ? 'rejected' : 'accepted',
        remoteId: `remote ${flag.flagId}`,
      })),
      missing: digests.filter((digest) => !stored.has(digest)),
    });
    answers.set(key, { body, answer });
    return new Response(answer);
  }

  async function artefacts(path: string, body: unknown): Promise<Response> {
    const parts: [string, Uint8Array][] = [];
    if (body instanceof FormData) {
      for (const [name, value] of body) {
        parts.push([
          name,
          typeof value === 'string' ? Buffer.from(value) : new Uint8Array(await value.arrayBuffer()),
        ]);
      }
    } else if (body instanceof Uint8Array) parts.push([path.slice(-64), body]);
    for (const [name, bytes] of parts) {
      if (sha256(bytes) !== name) throw new Error('bytes do not match their name');
      stored.add(name);
    }
    const results = parts.map(([name]) => ({ sha256: name, status: 'stored' }));
    return Response.json(body instanceof FormData ? { results } : results[0]);
  }

  return {
    requests,
    flags,
    stored,
    fetch: async (url, init) => {
      const { pathname: path } = new URL(url);
      const key = new Headers(init.headers).get('Idempotency-Key');
      const bytes = init.body instanceof Uint8Array ? init.body : new Uint8Array();
      requests.push({ path, key, body: sha256(bytes) });
      const fault = faults(path);
      const instead = fault?.before?.();
      if (instead === 'drop') throw new TypeError('Failed to fetch');
      if (instead !== undefined) return instead;
      const answer = path === '/v1/batches' ? batches(bytes, key ?? '') : await artefacts(path, init.body);
      const spoilt = fault?.after === undefined ? answer : await fault.after(answer);
      if (spoilt === 'drop') throw new TypeError('Failed to fetch');
      return spoilt;
    },
  };
}
