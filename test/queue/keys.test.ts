// An installation has one signing key: made once, told of in the log, and not to be taken out of the store.
import { afterEach, expect, it, vi } from 'vitest';
import { bytesOfBase64 } from '../../src/evidence/base64';
import { fingerprintOf, signBytes, verifySignature } from '../../src/evidence/signing';
import { openDatabase } from '../../src/queue/database';
import { readSigningKey, signingKey } from '../../src/queue/keys';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { freshQueue } from '../fakes/filled-queue';

const clock = testClock();
afterEach(() => {
  vi.restoreAllMocks();
});

it('is made when it is first needed, and told of in the log', async () => {
  const { db } = await freshQueue(clock);
  expect(await readSigningKey(db)).toBeUndefined();
  const key = await signingKey(db, clock);
  expect(key.fingerprint).toBe(await fingerprintOf(bytesOfBase64(key.publicKey)!));
  expect((await db.getAll('custody')).at(-1)).toMatchObject({
    type: 'key_made',
    actor: 'flagpost',
    subject: {},
    detail: { fingerprint: key.fingerprint },
  });
});

it('is one key for all that ask at the same moment, from any window', async () => {
  const { db } = await freshQueue(clock);
  const other = await openDatabase(db.name);
  const keys = await Promise.all([db, other, db, other].map((one) => signingKey(one, clock)));
  expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
  const events = await db.getAll('custody');
  expect(events.filter(({ type }) => type === 'key_made')).toHaveLength(1);
  expect(brokenLinks(events)).toEqual([]);
});

it('signs after it was stored and read again, and still cannot be taken out', async () => {
  const { db } = await freshQueue(clock);
  await signingKey(db, clock);
  const other = await openDatabase(db.name);
  const { privateKey, publicKey } = (await readSigningKey(other))!;
  const bytes = new TextEncoder().encode('statement');
  const signature = await signBytes(privateKey, bytes);
  expect(await verifySignature(bytesOfBase64(publicKey)!, signature, bytes)).toBe(true);
  await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
});

it('is key_unavailable where the browser makes none, and nothing is kept', async () => {
  const { db } = await freshQueue(clock);
  vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(new DOMException('no', 'OperationError'));
  await expect(signingKey(db, clock)).rejects.toMatchObject({ code: 'key_unavailable' });
  expect(await db.count('keys')).toBe(0);
  expect((await db.getAll('custody')).some(({ type }) => type === 'key_made')).toBe(false);
});
