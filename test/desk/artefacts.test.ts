// Artefacts by pack and one by one, over real HTTP.
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACK_MAX_ITEMS } from '../../src/wire/protocol';
import { ask, postBatch, problemOf, rawRequest, sendFlags, startTestDesk, type TestDesk } from './desk';
import { artefactOf, batchOf, flagOf, sha256 } from './flags';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
}, 60_000);
afterAll(() => desk.close());

const named = async (...bytes: readonly Uint8Array[]): Promise<string[]> => {
  await sendFlags(desk, flagOf({ artefacts: bytes }));
  return bytes.map(sha256);
};
const put = (name: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  ask(desk, `/v1/artefacts/${name}`, { method: 'PUT', body, headers });
const get = (name: string): Promise<Response> => ask(desk, `/v1/artefacts/${name}`);
const fileOf = (digest: string): string =>
  join(desk.dataDir, 'artefacts', digest.slice(0, 2), digest.slice(2));

function packOf(parts: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): FormData {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(parts)) form.append(name, new Blob([bytes]), name);
  return form;
}
const post = (body: BodyInit): Promise<Response> => ask(desk, '/v1/artefacts', { method: 'POST', body });

describe('a single artefact', () => {
  it('is stored under its digest and comes back as an attachment of its type', async () => {
    const bytes = randomBytes(3_000_000);
    const [digest] = await named(bytes);
    const stored = await put(digest!, bytes, { 'If-None-Match': '*' });
    expect([stored.status, await stored.json()]).toEqual([200, { sha256: digest, status: 'stored' }]);
    expect(sha256(await readFile(fileOf(digest!)))).toBe(digest);
    const back = await get(digest!);
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${digest}"`,
      'content-length': '3000000',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(sha256(new Uint8Array(await back.arrayBuffer()))).toBe(digest);
  });

  it('is no longer missing once it is stored', async () => {
    const bytes = randomBytes(10);
    const flag = flagOf({ artefacts: [bytes] });
    expect((await sendFlags(desk, flag)).missing).toEqual([sha256(bytes)]);
    await put(sha256(bytes), bytes);
    expect((await sendFlags(desk, flag)).missing).toEqual([]);
  });

  it('that the desk holds is answered with 412 when asked so, and taken again otherwise', async () => {
    const bytes = randomBytes(20_000_000);
    const [digest] = await named(bytes);
    expect((await put(digest!, bytes)).status).toBe(200);
    expect((await problemOf(await put(digest!, bytes, { 'If-None-Match': '*' }))).http).toBe(412);
    expect((await put(digest!, bytes)).status).toBe(200);
  });

  it('with other bytes than its digest is refused and leaves nothing behind', async () => {
    const [digest] = await named(randomBytes(100));
    const answer = await put(digest!, randomBytes(100));
    expect(await problemOf(answer)).toMatchObject({
      http: 422,
      type: 'urn:flagpost:problem:artefact_digest',
    });
    expect((await get(digest!)).status).toBe(404);
    const left = await readdir(join(desk.dataDir, 'artefacts'), { recursive: true });
    expect(left.filter((name) => name.endsWith('.part') || name.endsWith(digest!.slice(2)))).toEqual([]);
  });

  it('that no flag named is refused', async () => {
    const bytes = randomBytes(10);
    expect((await problemOf(await put(sha256(bytes), bytes))).http).toBe(404);
  });

  it('of no bytes at all can be stored too', async () => {
    const [digest] = await named(new Uint8Array());
    expect((await put(digest!, '')).status).toBe(200);
    expect(await (await get(digest!)).text()).toBe('');
  });

  it('sent twice at the same time is stored whole', async () => {
    const bytes = randomBytes(500_000);
    const [digest] = await named(bytes);
    const answers = await Promise.all([1, 2, 3].map(() => put(digest!, bytes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(sha256(await readFile(fileOf(digest!)))).toBe(digest);
  });

  it('cut short by its sender is not there', async () => {
    const bytes = randomBytes(1_000_000);
    const [digest] = await named(bytes);
    const controller = new AbortController();
    const half = new ReadableStream({
      start: (stream) => stream.enqueue(bytes.subarray(0, 500_000)),
      pull: () => controller.abort(),
    });
    const init = { method: 'PUT', body: half, duplex: 'half', signal: controller.signal } as const;
    await expect(ask(desk, `/v1/artefacts/${digest}`, init)).rejects.toThrow();
    expect((await get(digest!)).status).toBe(404);
    expect((await put(digest!, bytes)).status).toBe(200);
  });

  it.each(['..%2f..%2ftoken', '..%2Ftoken', 'A'.repeat(64), '%00', 'x', `${'a'.repeat(64)}%2f..`])(
    'under the name %s is refused, to write and to read',
    async (name) => {
      expect((await problemOf(await put(name, 'x'))).http).toBe(400);
      expect((await problemOf(await get(name))).http).toBe(404);
    },
  );

  it('is not reached by dots in the path', async () => {
    const headers = { Authorization: `Bearer ${desk.token}` };
    const raw = await rawRequest(`${desk.url}/v1/artefacts/../../token`, headers);
    expect(raw.status).toBe(404);
  });

  it('said to be a page is still only an attachment', async () => {
    const bytes = '<script>alert(1)</script>';
    const flag = { ...flagOf(), artefacts: [artefactOf(bytes, 'text/html')] };
    await postBatch(desk, JSON.stringify(batchOf([flag])));
    await put(sha256(bytes), bytes);
    const back = await get(sha256(bytes));
    expect(back.headers.get('content-disposition')).toMatch(/^attachment/u);
    expect(back.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('is not given without the token', async () => {
    const bytes = randomBytes(10);
    const [digest] = await named(bytes);
    await put(digest!, bytes);
    expect((await fetch(`${desk.url}/v1/artefacts/${digest}`)).status).toBe(401);
    expect(
      (await ask(desk, `/v1/artefacts/${digest}`, { headers: { Authorization: 'Bearer x' } })).status,
    ).toBe(401);
  });
});

describe('a pack', () => {
  it('is answered part by part: a bad one holds up no other', async () => {
    const good = [randomBytes(1000), randomBytes(200_000)];
    const wrong = randomBytes(1000);
    const [first, second, claimed] = await named(...good, wrong);
    const stranger = randomBytes(5);
    const answer = await post(
      packOf({
        [first!]: good[0]!,
        [claimed!]: randomBytes(1000),
        '../../token': randomBytes(5),
        [sha256(stranger)]: stranger,
        [second!]: good[1]!,
      }),
    );
    const { results } = (await answer.json()) as {
      results: { status: string; problem?: { type: string } }[];
    };
    expect(results.map(({ status, problem }) => problem?.type.split(':').at(-1) ?? status)).toEqual([
      'stored',
      'artefact_digest',
      'digest_malformed',
      'artefact_unknown',
      'stored',
    ]);
    expect(sha256(await readFile(fileOf(second!)))).toBe(second);
  });

  it('that is none, or has too many parts, or too many bytes, is refused as a whole', async () => {
    const json = { 'Content-Type': 'application/json' };
    const wrongType = await ask(desk, '/v1/artefacts', { method: 'POST', body: '{}', headers: json });
    expect((await problemOf(wrongType)).http).toBe(415);
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const broken = await ask(desk, '/v1/artefacts', { method: 'POST', body: 'nothing', headers: multipart });
    expect((await problemOf(broken)).http).toBe(400);
    const many = Array.from({ length: PACK_MAX_ITEMS + 1 }, (_, n) => [`${n}`, randomBytes(1)] as const);
    expect((await problemOf(await post(packOf(Object.fromEntries(many))))).http).toBe(413);
    expect((await problemOf(await post(packOf({ a: randomBytes(17_000_000) })))).http).toBe(413);
  });
});

it('what an upload left behind is not taken for an artefact', async () => {
  const left = await readdir(join(desk.dataDir, 'artefacts'));
  expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
});
