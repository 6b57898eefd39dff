// Near matches among the perceptual hashes of all pictures. Runs in the worker and the UI. Never loads a flag.
import type { IDBPObjectStore, StoreNames } from 'idb';
import { hashBytes, PDQ_MATCH_BITS, PDQ_MIN_QUALITY } from '../evidence/pdq';
import type { Artefact } from '../flag/artefact';
import type { Database, FlagpostDB, HashChunk } from './database';
import { nearIn } from './hash-scan';

type Writable<S extends StoreNames<FlagpostDB>> = IDBPObjectStore<
  FlagpostDB,
  StoreNames<FlagpostDB>[],
  S,
  'readwrite'
>;

/** A hash and whose it is. */
export interface HashEntry {
  readonly hash: string;
  readonly flagId: string;
  readonly artefactId: string;
}

export interface NearMatch {
  readonly flagId: string;
  readonly artefactId: string;
  /** Bits that differ, of 256. */
  readonly distance: number;
}

const HASH_BYTES = 32;
/** The last chunk is written anew with every hash; it is small, and goes into the one before when it is full. */
const SMALL = 32 * HASH_BYTES;
/** Chromium moves values of 64 kB and more into files of their own, which are slow to read. */
const LARGE = 1024 * HASH_BYTES;

/** The hashes of an artefact that are worth keeping: those whose quality says something. */
export function hashesOf(artefact: Artefact): HashEntry[] {
  if (artefact.status === 'absent') return [];
  const { flagId, id: artefactId, pdq = [] } = artefact;
  return pdq
    .filter(({ quality }) => quality >= PDQ_MIN_QUALITY)
    .map(({ hash }) => ({ hash, flagId, artefactId }));
}

/** Adds hashes inside the transaction that stores their artefacts. Throws TypeError for what is no hash. */
export async function addHashes(
  pictures: Writable<'pictures'>,
  owners: Writable<'hashOwners'>,
  entries: readonly HashEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const added = entries.map(({ hash }) => hashBytes(hash));
  let last = (await pictures.openCursor(null, 'prev'))?.value;
  let n = last === undefined ? 0 : last.n + last.hashes.length / HASH_BYTES;
  for (const [i, { flagId, artefactId }] of entries.entries())
    void owners.add({ n: n + i, flagId, artefactId });
  for (const hash of added) {
    last =
      last === undefined || last.hashes.length >= SMALL
        ? { n, hashes: hash }
        : { n: last.n, hashes: joined(last.hashes, hash) };
    n += 1;
    if (last.hashes.length === SMALL) last = await settled(pictures, last);
  }
  if (last !== undefined) void pictures.put(last);
}

/** A full small chunk goes into the large one before it, while there is room. */
async function settled(pictures: Writable<'pictures'>, full: HashChunk): Promise<HashChunk> {
  const before = (await pictures.openCursor(IDBKeyRange.upperBound(full.n, true), 'prev'))?.value;
  if (before === undefined || before.hashes.length + SMALL > LARGE) {
    void pictures.put(full);
    return full;
  }
  void pictures.delete(full.n);
  const grown = { n: before.n, hashes: joined(before.hashes, full.hashes) };
  void pictures.put(grown);
  return grown;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** All hashes, as far as this connection has read them. They are only ever added: what was read stays right, whoever writes. */
interface Known {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: number;
}
const known = new WeakMap<Database, Known>();

export interface NearOptions {
  readonly maxBits?: number;
  readonly limit?: number;
  /** A flag whose own pictures are left out. */
  readonly except?: string;
}

/**
 * Pictures that look like the one with this hash, the nearest first. Their flags may be discarded ones and their bytes
 * destroyed by now: that something came back is told all the same. Throws TypeError for what is no hash.
 */
export async function nearMatches(
  db: Database,
  hash: string,
  { maxBits = PDQ_MATCH_BITS, limit = 20, except }: NearOptions = {},
): Promise<NearMatch[]> {
  const wanted = new Uint32Array(hashBytes(hash).buffer);
  const { bytes, count } = await allHashes(db);
  const near = nearIn(new Uint32Array(bytes.buffer, 0, count * (HASH_BYTES / 4)), wanted, maxBits);
  const matches: NearMatch[] = [];
  for (let from = 0; from < near.length && matches.length < limit; from += limit) {
    const some = near.slice(from, from + limit);
    const tx = db.transaction('hashOwners');
    const owners = await Promise.all(some.map(({ index }) => tx.store.get(index)));
    for (const [i, { distance }] of some.entries()) {
      const owner = owners[i];
      if (owner === undefined || owner.flagId === except || matches.length === limit) continue;
      matches.push({ flagId: owner.flagId, artefactId: owner.artefactId, distance });
    }
  }
  return matches;
}

/** Reads what was added since the last time: the chunk that was cut short then, and all after it. */
async function allHashes(db: Database): Promise<Known> {
  const before = known.get(db) ?? { bytes: new Uint8Array(0), count: 0 };
  const store = db.transaction('pictures').store;
  const cut =
    before.count === 0
      ? undefined
      : (await store.openKeyCursor(IDBKeyRange.upperBound(before.count - 1), 'prev'))?.key;
  const chunks = await store.getAll(IDBKeyRange.lowerBound(cut ?? 0));
  const last = chunks.at(-1);
  if (last === undefined) return before;
  const count = last.n + last.hashes.length / HASH_BYTES;
  if (count === before.count) return before;
  const bytes = roomFor(before.bytes, count * HASH_BYTES);
  for (const chunk of chunks) bytes.set(chunk.hashes, chunk.n * HASH_BYTES);
  const now = { bytes, count };
  known.set(db, now);
  return now;
}

/** The same bytes, or a longer copy with room to grow: a hash that joins copies nothing. */
function roomFor(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  const longer = new Uint8Array(Math.max(length, bytes.length * 2));
  longer.set(bytes);
  return longer;
}
