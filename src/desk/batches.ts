// POST /v1/batches: checks the request as a whole, then each flag by itself, and answers with a receipt. Runs in node.
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { describeRoute, resolver } from 'hono-openapi';
import * as z from 'zod/mini';
import { BATCH_MAX_BYTES, Batch, BatchEnvelope } from '../wire/batch';
import { BATCHES_PATH, DIGEST_HEADER, IDEMPOTENCY_HEADER } from '../wire/protocol';
import { Receipt } from '../wire/receipt';
import { checkFlag } from './check-flag';
import { problemAnswers } from './openapi';
import { problem } from './problem';
import { checkDigest, idempotencyKey, isType } from './request-headers';
import type { Delivery, Sources, Store } from './store';

const description = describeRoute({
  summary: 'Send a batch of flags',
  description: 'Answered per flag. Sent again with the same key and body, the first answer is repeated.',
  security: [{ token: [] }],
  parameters: [
    {
      name: IDEMPOTENCY_HEADER,
      in: 'header',
      required: true,
      description: 'A structured-field string, with its quotes.',
      schema: { type: 'string', pattern: '^".+"$' },
    },
    {
      name: DIGEST_HEADER,
      in: 'header',
      description: 'RFC 9530 digest of the body.',
      schema: { type: 'string' },
    },
  ],
  requestBody: { required: true, content: { 'application/json': { schema: resolver(Batch) } } },
  responses: {
    200: { description: 'The receipt', content: { 'application/json': { schema: resolver(Receipt) } } },
    ...problemAnswers(400, 401, 409, 413, 415, 422, 503),
  },
});

const limit = bodyLimit({
  maxSize: BATCH_MAX_BYTES,
  onError: (c) =>
    problem(c, 413, 'batch_too_large', `A batch may have ${BATCH_MAX_BYTES} bytes. Send fewer flags.`),
});

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    // bytes that are no UTF-8 are a TypeError, text that is no JSON a SyntaxError
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is to be stored of a request, or the problem with it as a whole. */
async function readDelivery(c: Context): Promise<Delivery | Response> {
  const header = c.req.header(IDEMPOTENCY_HEADER);
  if (header === undefined) return problem(c, 400, 'key_missing', 'The Idempotency-Key header is missing.');
  const key = idempotencyKey(header);
  if (key === undefined) {
    return problem(
      c,
      400,
      'key_malformed',
      'The Idempotency-Key must be a quoted string of 1 to 255 characters.',
    );
  }
  const body = new Uint8Array(await c.req.arrayBuffer());
  const digest = checkDigest(c.req.header(DIGEST_HEADER) ?? '', body);
  if (c.req.header(DIGEST_HEADER) !== undefined && digest !== 'matches') {
    const detail = `The Content-Digest ${digest === 'differs' ? 'does not match the body' : 'is malformed'}.`;
    return problem(c, 400, 'digest_mismatch', detail);
  }
  const envelope = z.safeParse(BatchEnvelope, parseJson(body));
  if (!envelope.success) {
    const paths = [...new Set(envelope.error.issues.map((issue) => issue.path[0] ?? 'the body'))];
    const detail = `The body is not a batch as agreed. Wrong or missing: ${paths.map(String).join(', ')}.`;
    return problem(c, 400, 'batch_malformed', detail);
  }
  const { flags, ...rest } = envelope.data;
  return {
    key,
    bodySha256: createHash('sha256').update(body).digest('hex'),
    batchId: rest.batchId,
    custodyHead: rest.custodyHead,
    signer: rest.signer,
    envelope: JSON.stringify(rest),
    incoming: flags.map(checkFlag),
  };
}

export function batchRoutes(store: Store, sources: Sources): Hono {
  return new Hono().post(BATCHES_PATH, description, limit, async (c) => {
    if (!isType(c.req.header('content-type'), 'application/json')) {
      return problem(c, 415, 'not_json', 'A batch is sent as application/json.');
    }
    if (c.req.header('content-encoding') !== undefined) {
      return problem(c, 415, 'encoded', 'A batch is sent without Content-Encoding.');
    }
    const delivery = await readDelivery(c);
    if (delivery instanceof Response) return delivery;
    const reception = await store.receive(delivery, sources);
    if (reception.state === 'answered') {
      return c.body(reception.answer, 200, { 'Content-Type': 'application/json' });
    }
    if (reception.state === 'key_reused') {
      return problem(c, 422, 'key_reused', 'This Idempotency-Key was used before with another body.');
    }
    const detail = 'The first request with this Idempotency-Key is still in progress. Ask again.';
    return problem(c, 409, 'in_progress', detail, { 'Retry-After': '1' });
  });
}
