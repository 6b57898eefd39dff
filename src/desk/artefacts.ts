// Artefacts by hash: many small ones in a pack, a single one by PUT, and back again by GET. Runs in node.
// Takes only bytes that some flag named, and only when their SHA-256 is the one named.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod/mini';
import { Sha256 } from '../wire/batch';
import { ARTEFACT_MAX_BYTES, ARTEFACTS_PATH, PACK_MAX_BYTES, PACK_MAX_ITEMS } from '../wire/protocol';
import type { ArtefactResult } from '../wire/receipt';
import type { ArtefactFiles } from './artefact-files';
import { describeGet, describePack, describePut } from './artefacts-openapi';
import { problem, problemDetails } from './problem';
import { isType } from './request-headers';
import type { Store } from './store';

interface Parts {
  readonly store: Store;
  readonly files: ArtefactFiles;
  readonly now: () => number;
}

type Refusal = 'name' | 'unknown' | 'wrong_digest' | 'too_large';
const REFUSALS = {
  name: [400, 'digest_malformed', 'The name is not a SHA-256 in lower-case hex.'],
  unknown: [404, 'artefact_unknown', 'No flag names this artefact. Send its flag first.'],
  wrong_digest: [422, 'artefact_digest', 'The bytes do not have the SHA-256 they were sent under.'],
  too_large: [413, 'artefact_too_large', `An artefact may have ${ARTEFACT_MAX_BYTES} bytes.`],
} as const;

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* body;
}

/** Stores the bytes and then says so in the database: whoever reads `stored` finds the file. */
async function take(
  { store, files, now }: Parts,
  sha256: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Refusal | 'stored'> {
  if (!z.safeParse(Sha256, sha256).success) return 'name';
  if ((await store.artefact(sha256)) === undefined) return 'unknown';
  const outcome = await files.put(sha256, bytes, ARTEFACT_MAX_BYTES);
  if (outcome === 'stored') await store.markStored(sha256, new Date(now()));
  return outcome;
}

async function takePart(parts: Parts, name: string, value: string | Blob): Promise<ArtefactResult> {
  const bytes = typeof value === 'string' ? new Blob([value]) : value;
  const outcome = await take(parts, name, chunksOf(bytes.stream()));
  if (outcome === 'stored') return { sha256: name, status: 'stored' };
  const [status, code, detail] = REFUSALS[outcome];
  return { sha256: name.slice(0, 100), status: 'refused', problem: problemDetails(code, status, detail) };
}

// the parts' own headers come on top of their bytes
const packLimit = bodyLimit({
  maxSize: PACK_MAX_BYTES + PACK_MAX_ITEMS * 1024,
  onError: (c) => problem(c, 413, 'pack_too_large', `A pack may have ${PACK_MAX_BYTES} bytes of artefacts.`),
});

function packRoute(parts: Parts): Hono {
  return new Hono().post(ARTEFACTS_PATH, describePack, packLimit, async (c) => {
    if (!isType(c.req.header('content-type'), 'multipart/form-data')) {
      return problem(c, 415, 'not_multipart', 'A pack is sent as multipart/form-data.');
    }
    const form = await c.req.formData().catch((error: unknown) => {
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    if (form === undefined)
      return problem(c, 400, 'pack_malformed', 'The pack is not well-formed multipart.');
    const entries = [...form.entries()];
    if (entries.length > PACK_MAX_ITEMS) {
      return problem(c, 413, 'pack_too_many', `A pack may have ${PACK_MAX_ITEMS} artefacts.`);
    }
    const results: ArtefactResult[] = [];
    for (const [name, value] of entries) results.push(await takePart(parts, name, value));
    return c.json({ results });
  });
}

function putRoute(parts: Parts): Hono {
  return new Hono().put(`${ARTEFACTS_PATH}/:sha256`, describePut, async (c) => {
    const sha256 = c.req.param('sha256');
    const chunks = chunksOf(c.req.raw.body);
    if (c.req.header('if-none-match') === '*' && (await parts.store.artefact(sha256))?.stored === true) {
      // read to the end: a browser still sending might see a broken connection instead of the answer
      for await (const _ of chunks);
      return problem(c, 412, 'artefact_held', 'The desk already holds this artefact. Nothing is left to do.');
    }
    const outcome = await take(parts, sha256, chunks);
    if (outcome === 'stored') return c.json({ sha256, status: 'stored' });
    const [status, code, detail] = REFUSALS[outcome];
    return problem(c, status, code, detail);
  });
}

function getRoute({ store, files }: Parts): Hono {
  return new Hono().get(`${ARTEFACTS_PATH}/:sha256`, describeGet, async (c) => {
    const sha256 = c.req.param('sha256');
    const record = z.safeParse(Sha256, sha256).success ? await store.artefact(sha256) : undefined;
    const file = record?.stored === true ? await files.get(sha256) : undefined;
    if (record === undefined || file === undefined) {
      return problem(c, 404, 'artefact_absent', 'The desk does not hold this artefact.');
    }
    return c.body(file.stream, 200, {
      'Content-Type': record.mediaType,
      'Content-Length': String(file.size),
      'Content-Disposition': `attachment; filename="${sha256}"`,
    });
  });
}

export function artefactRoutes(parts: Parts): Hono {
  return new Hono().route('/', packRoute(parts)).route('/', putRoute(parts)).route('/', getRoute(parts));
}
