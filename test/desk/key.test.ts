// The desk's word that it saw a log: by one key that it keeps, over exactly what it says, and repeated as it was given.
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/desk/database';
import { openPostgres } from '../../src/desk/database-pg';
import { openPglite } from '../../src/desk/database-pglite';
import { deskKeyIn } from '../../src/desk/key';
import { migrate } from '../../src/desk/migrations';
import { startDesk } from '../../src/desk/serve';
import { bytesOfBase64 } from '../../src/evidence/base64';
import { fingerprintOf, verifySignature } from '../../src/evidence/signing';
import type { Countersignature, Receipt } from '../../src/wire/receipt';
import { ask, postBatch, startTestDesk, type TestDesk, temporaryDirectory } from './desk';
import { batchOf, flagOf } from './flags';
import { startPostgres } from './postgres';

async function isGenuine({ signature, ...claims }: Countersignature): Promise<boolean> {
  const text = new TextEncoder().encode(canonicalize(claims));
  return verifySignature(bytesOfBase64(claims.publicKey)!, bytesOfBase64(signature)!, text);
}

describe('a receipt', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startTestDesk();
  }, 60_000);
  afterAll(() => desk.close());

  const send = async (batch: object, key = randomUUID() as string): Promise<Receipt> =>
    (await (
      await postBatch(desk, JSON.stringify(batch), { 'Idempotency-Key': `"${key}"` })
    ).json()) as Receipt;

  it('countersigns the batch, the log’s head and the signer that the batch names', async () => {
    const custodyHead = { n: 41, hash: 'ab'.repeat(32) };
    const signer = 'cd'.repeat(32);
    const batch = { ...batchOf([flagOf()]), custodyHead, signer };
    const receipt = await send(batch);
    const { countersignature, receivedAt } = receipt;
    expect(countersignature).toMatchObject({ batchId: batch.batchId, custodyHead, signer, receivedAt });
    expect(await isGenuine(countersignature!)).toBe(true);
    expect(await isGenuine({ ...countersignature!, custodyHead: { n: 42, hash: custodyHead.hash } })).toBe(
      false,
    );
    expect(await fingerprintOf(bytesOfBase64(countersignature!.publicKey)!)).toBe(desk.keyFingerprint);
  });

  it('names no signer where the batch names none', async () => {
    const { countersignature } = await send(batchOf([flagOf()]));
    expect(countersignature).not.toHaveProperty('signer');
    expect(await isGenuine(countersignature!)).toBe(true);
  });

  it('is the same, signature and all, when the batch is sent again', async () => {
    const batch = batchOf([flagOf()]);
    expect(await send(batch, 'again')).toEqual(await send(batch, 'again'));
  });

  it('refuses a batch whose signer is no fingerprint', async () => {
    const answer = await postBatch(desk, JSON.stringify({ ...batchOf([flagOf()]), signer: 'me' }));
    expect(answer.status).toBe(400);
  });

  it('the key is not handed out, and its files are the owner’s alone', async () => {
    const answers = await Promise.all(
      ['/v1/hello', '/openapi.json', '/'].map(async (path) => (await ask(desk, path)).text()),
    );
    expect(answers.join('')).not.toContain('private');
    expect((await stat(join(desk.dataDir, 'db'))).mode & 0o077).toBe(0);
  });
});

it('a desk that is started again has the same key', async () => {
  const directory = await temporaryDirectory();
  const first = await startDesk({ dataDir: directory.path });
  await first.close();
  const second = await startDesk({ dataDir: directory.path });
  await second.close();
  await directory.remove();
  expect(second.keyFingerprint).toBe(first.keyFingerprint);
}, 60_000);

it('a key that is damaged keeps the desk from starting: it makes no other in its place', async () => {
  const database = await openPglite(undefined);
  await migrate(database);
  await deskKeyIn(database, Date.now);
  await database.query(`update desk_key set private_key = '!'`);
  await expect(deskKeyIn(database, Date.now)).rejects.toThrow('damaged');
  await database.close();
}, 60_000);

const postgres = startPostgres();
afterAll(() => postgres?.stop());

it.skipIf(postgres === undefined)(
  'desks that start together on one PostgreSQL have one key (skipped where none is installed)',
  async () => {
    const url = await postgres!.database();
    const onIdleError = (code: string): void => {
      throw new Error(code);
    };
    const desks: Database[] = Array.from({ length: 4 }, () => openPostgres(url, { onIdleError }));
    const keys = await Promise.all(
      desks.map(async (database) => {
        await migrate(database);
        return deskKeyIn(database, Date.now);
      }),
    );
    expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    const seen = { batchId: randomUUID(), custodyHead: { n: 1, hash: '0'.repeat(64) }, receivedAt: 'now' };
    for (const key of keys) expect(await isGenuine(await key.countersign(seen))).toBe(true);
    for (const database of desks) await database.close();
  },
  60_000,
);
