// Near matches are found among all hashes ever stored, whoever stored them, without a flag being read.
import { expect, it, vi } from 'vitest';
import { distance } from '../../src/evidence/pdq';
import { type Database, openDatabase } from '../../src/queue/database';
import { addHashes, type HashEntry, hashesOf, nearMatches } from '../../src/queue/pictures';
import { write } from '../../src/queue/transact';
import { testClock } from '../fakes/clock';
import { evidenceOf, freshQueue } from '../fakes/filled-queue';

const clock = testClock();

/** Hashes as different as chance makes them: 128 bits apart, give or take. */
function randomHash(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
}

/** The same hash with so many of its lowest bits turned. */
function turned(hash: string, bits: number): string {
  const mask = (1n << BigInt(bits)) - 1n;
  return (BigInt(`0x${hash}`) ^ mask).toString(16).padStart(64, '0');
}

function add(db: Database, entries: readonly HashEntry[]): Promise<void> {
  return write(db, ['pictures', 'hashOwners'], (tx) =>
    addHashes(tx.objectStore('pictures'), tx.objectStore('hashOwners'), entries),
  );
}

const entry = (hash: string, flagId: string): HashEntry => ({ hash, flagId, artefactId: `${flagId}-a` });

it('finds what is at most 31 bits away, the nearest first', async () => {
  const { db } = await freshQueue(clock);
  const hash = randomHash();
  await add(db, [
    ...Array.from({ length: 50 }, (_, i) => entry(randomHash(), `other-${i}`)),
    ...[31, 32, 0, 12].map((bits) => entry(turned(hash, bits), `near-${bits}`)),
  ]);
  expect(await nearMatches(db, hash)).toEqual(
    [0, 12, 31].map((bits) => ({ flagId: `near-${bits}`, artefactId: `near-${bits}-a`, distance: bits })),
  );
  expect(await nearMatches(db, hash, { maxBits: 11 })).toHaveLength(1);
});

it('finds each of thousands, added one by one and in heaps, however they were laid out', async () => {
  const { db } = await freshQueue(clock);
  const hashes = Array.from({ length: 2300 }, randomHash);
  for (let from = 0, size = 1; from < hashes.length; from += size, size = (size % 7) + (from > 500 ? 40 : 1))
    await add(
      db,
      hashes.slice(from, from + size).map((hash, i) => entry(hash, `flag-${from + i}`)),
    );
  const chunks = await db.getAll('pictures');
  expect(chunks.map(({ n }) => n)).toEqual(
    chunks.map((_, i) => chunks.slice(0, i).reduce((sum, { hashes: { length } }) => sum + length / 32, 0)),
  );
  expect(chunks.map(({ hashes: { length } }) => length / 32)).toEqual([2048, 224, 28]);
  for (const i of [0, 1, 31, 32, 33, 511, 1023, 1024, 1025, 2047, 2299])
    expect(await nearMatches(db, hashes[i]!)).toMatchObject([{ flagId: `flag-${i}`, distance: 0 }]);
});

it('sees what another context added after it looked, and reads only that', async () => {
  const { db } = await freshQueue(clock);
  const other = await openDatabase(db.name);
  const first = randomHash();
  await add(
    db,
    Array.from({ length: 1500 }, (_, i) => entry(i === 7 ? first : randomHash(), `flag-${i}`)),
  );
  expect(await nearMatches(db, first)).toHaveLength(1);
  for (let i = 0; i < 70; i += 1) {
    const hash = randomHash();
    await add(i % 2 === 0 ? other : db, [entry(hash, `later-${i}`)]);
    expect(await nearMatches(db, hash)).toMatchObject([{ flagId: `later-${i}` }]);
  }
  const read = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  expect(await nearMatches(db, first)).toHaveLength(1);
  expect(read).toHaveBeenCalledOnce();
  expect(read.mock.calls[0]![0]).toMatchObject({ lower: expect.any(Number) });
  expect((read.mock.calls[0]![0] as IDBKeyRange).lower).toBeGreaterThan(1000);
  vi.restoreAllMocks();
});

it('leaves out the pictures of the flag that is asked about, and no more than are wanted', async () => {
  const { db } = await freshQueue(clock);
  const hash = randomHash();
  await add(db, [
    ...Array.from({ length: 60 }, () => entry(hash, 'own')),
    ...Array.from({ length: 9 }, (_, i) => entry(turned(hash, i + 1), `near-${i + 1}`)),
  ]);
  const found = await nearMatches(db, hash, { except: 'own', limit: 5 });
  expect(found.map(({ flagId }) => flagId)).toEqual(['near-1', 'near-2', 'near-3', 'near-4', 'near-5']);
});

it('reads no flag, no artefact and no bytes', async () => {
  const { db } = await freshQueue(clock);
  await add(db, [entry(randomHash(), 'flag')]);
  const begun = vi.spyOn(db, 'transaction');
  const hash = randomHash();
  await add(db, [entry(hash, 'near')]);
  begun.mockClear();
  expect(await nearMatches(db, hash)).toHaveLength(1);
  const read = begun.mock.calls.map(([stores]) => stores);
  expect(new Set(read)).toEqual(new Set(['pictures', 'hashOwners']));
});

it('keeps only hashes of artefacts that are there and whose quality says something', () => {
  const { artefact } = evidenceOf('flag', 1, clock, { text: 'picture' });
  if (artefact.status === 'absent') throw new Error('unreachable');
  const pdq = (quality: number) => ({ hash: randomHash(), quality, implementation: 'x', of: 'whole' });
  const all = [pdq(49), pdq(50), pdq(100)];
  expect(hashesOf({ ...artefact, pdq: all }).map(({ hash }) => hash)).toEqual([all[1]!.hash, all[2]!.hash]);
  expect(hashesOf(artefact)).toEqual([]);
});

it('stores nothing that is no hash', async () => {
  const { db } = await freshQueue(clock);
  await expect(add(db, [entry(randomHash(), 'good'), entry('beef', 'bad')])).rejects.toThrow(TypeError);
  expect(await db.count('pictures')).toBe(0);
  expect(distance(randomHash(), randomHash())).toBeGreaterThan(60);
});
