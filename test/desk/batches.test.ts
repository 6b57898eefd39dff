// The protocol of batches, over real HTTP.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_MAX_BYTES } from '../../src/wire/batch';
import { ask, postBatch, problemOf, sendFlags, startTestDesk, type TestDesk } from './desk';
import { batchOf, flagOf, isGoodBatch, sha256 } from './flags';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
}, 60_000);
afterAll(() => desk.close());

const bodyOf = (...flags: readonly unknown[]): string => JSON.stringify(batchOf(flags));
const digestOf = (body: string, algorithm = 'sha256'): string =>
  createHash(algorithm).update(body).digest('base64');

describe('a batch', () => {
  it('is answered with a receipt, one result per flag, and the digests that are missing', async () => {
    const flags = [flagOf({ artefacts: ['shot one'] }), flagOf()];
    const batch = batchOf(flags);
    expect(isGoodBatch(batch)).toBe(true);
    const answer = await postBatch(desk, JSON.stringify(batch));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      batchId: batch.batchId,
      results: flags.map(({ flagId }) => ({ flagId, status: 'accepted' })),
      missing: [sha256('shot one')],
    });
  });

  it('with the same key and body gets the first answer byte for byte, whatever happened since', async () => {
    const flag = flagOf({ artefacts: [`bytes ${randomUUID()}`] });
    const body = bodyOf(flag);
    const headers = { 'Idempotency-Key': '"the same \\"key\\""' };
    const first = await (await postBatch(desk, body, headers)).text();
    await sendFlags(desk, { ...flag, judgement: { ...flag.judgement, revision: 2 } });
    const again = await postBatch(desk, body, headers);
    expect(again.headers.get('content-type')).toBe('application/json');
    expect(await again.text()).toBe(first);
  });

  it('with the same key and another body is refused with 422', async () => {
    const headers = { 'Idempotency-Key': `"${randomUUID()}"` };
    await postBatch(desk, bodyOf(flagOf()), headers);
    expect(await problemOf(await postBatch(desk, bodyOf(flagOf()), headers))).toMatchObject({
      http: 422,
      type: 'urn:flagpost:problem:key_reused',
    });
  });

  it('that was malformed leaves its key free', async () => {
    const headers = { 'Idempotency-Key': `"${randomUUID()}"` };
    expect((await postBatch(desk, '{}', headers)).status).toBe(400);
    expect((await postBatch(desk, bodyOf(flagOf()), headers)).status).toBe(200);
  });

  it.each(['no-quotes', '""', '"a', '"a" b', '"ä"', `"${'k'.repeat(256)}"`])(
    'with the key %s is refused with 400',
    async (key) => {
      const encoded = Buffer.from(key, 'utf8').toString('latin1');
      const answer = await postBatch(desk, bodyOf(flagOf()), { 'Idempotency-Key': encoded });
      expect(await problemOf(answer)).toMatchObject({
        http: 400,
        type: 'urn:flagpost:problem:key_malformed',
      });
    },
  );

  it('without a key is refused with 400', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await ask(desk, '/v1/batches', { method: 'POST', body: bodyOf(flagOf()), headers });
    expect(await problemOf(answer)).toMatchObject({ http: 400, type: 'urn:flagpost:problem:key_missing' });
  });

  it('with a Content-Digest is taken only when it matches', async () => {
    const body = bodyOf(flagOf());
    const send = (digest: string): Promise<Response> => postBatch(desk, body, { 'Content-Digest': digest });
    expect((await send(`sha-256=:${digestOf(body)}:`)).status).toBe(200);
    expect((await send(`sha-512=:${digestOf(body, 'sha512')}:, sha-256=:${digestOf(body)}:`)).status).toBe(
      200,
    );
    for (const wrong of [
      `sha-256=:${digestOf('other')}:`,
      'sha-256=abc',
      `sha-256=:${'A'.repeat(40)}:`,
      '',
    ]) {
      expect((await problemOf(await send(wrong))).http).toBe(400);
    }
  });

  it('that is no JSON, no batch, or in another type is refused as a whole', async () => {
    const bad = ['', '{', '[]', 'null', '{"flags":[]}', bodyOf(), '"\ud800"'];
    for (const body of bad) expect((await problemOf(await postBatch(desk, body))).http).toBe(400);
    const bytes = new Uint8Array([0x22, 0xff, 0x22]);
    expect((await problemOf(await postBatch(desk, bytes))).http).toBe(400);
    const form = await postBatch(desk, bodyOf(flagOf()), { 'Content-Type': 'text/plain' });
    expect((await problemOf(form)).http).toBe(415);
  });

  it('above the size limit is refused with 413, with and without a length', async () => {
    const huge = JSON.stringify({ ...batchOf([flagOf()]), pad: 'x'.repeat(10_000_000) });
    expect((await problemOf(await postBatch(desk, huge))).http).toBe(413);
    const streamed = new Blob([huge.slice(0, BATCH_MAX_BYTES + 1)]).stream();
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': '"stream"' };
    const init = { method: 'POST', body: streamed, headers, duplex: 'half' } as const;
    expect((await problemOf(await ask(desk, '/v1/batches', init))).http).toBe(413);
  });

  it('nested too deep is refused flag by flag, and the desk lives on', async () => {
    const flag = flagOf();
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const text = JSON.stringify({ ...flag, capture: { ...flag.capture, deep: 0 } }).replace(
      '"deep":0',
      `"deep":${deep}`,
    );
    const body = bodyOf('HERE', flagOf()).replace('"HERE"', text);
    const answer = await postBatch(desk, body);
    const { results } = (await answer.json()) as { results: { status: string }[] };
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });

  it('with a flag of megabytes rejects that flag briefly', async () => {
    const answer = await postBatch(desk, bodyOf({ flagId: 'x'.repeat(3_000_000) }, flagOf()));
    const text = await answer.text();
    expect(text.length).toBeLessThan(2000);
    expect(text).toContain('"rejected"');
    expect(text).toContain('"accepted"');
  });
});

describe('the token', () => {
  it.each(['', 'Bearer', 'Bearer wrong', 'Basic dTpw'])(
    'must be given: %j is refused with 401',
    async (value) => {
      const answer = await postBatch(desk, bodyOf(flagOf()), { Authorization: value });
      expect(await problemOf(answer)).toMatchObject({ http: 401, type: 'urn:flagpost:problem:token_needed' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  it('is not needed to ask who is there', async () => {
    const answer = await fetch(`${desk.url}/v1/hello`);
    const { keyFingerprint } = desk;
    expect(keyFingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(await answer.json()).toEqual({ service: 'flagpost-desk', protocol: 1, keyFingerprint });
  });
});

it('an address or method that does not exist gets a problem', async () => {
  expect((await problemOf(await ask(desk, '/nothing'))).http).toBe(404);
  const answer = await ask(desk, '/v1/batches', { method: 'DELETE' });
  expect(answer.headers.get('allow')).toBe('POST');
  expect((await problemOf(answer)).http).toBe(405);
});

it('nothing of all this was reported', () => {
  expect(desk.reports).toEqual([]);
});
