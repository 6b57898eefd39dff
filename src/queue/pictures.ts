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
/**
 * Bytes of a full chunk, by level. With every hash the last and smallest chunk is written anew; a full one goes into the
 * larger one before it. So little is written at a time, and all is read in a few pieces, which is what reading costs:
 * 100,000 hashes in chunks of 1 MB take Chromium 40 % of the time that chunks of 32 kB take.
 */
const LEVELS = [32, 1024, 32_768].map((hashes) => hashes * HASH_BYTES);
const [SMALLEST = 0] = LEVELS;

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
  const last = (await pictures.openCursor(null, 'prev'))?.value;
  let n = last === undefined ? 0 : last.n + last.hashes.length / HASH_BYTES;
  for (const [i, { flagId, artefactId }] of entries.entries())
    void owners.add({ n: n + i, flagId, artefactId });
  let open = last !== undefined && last.hashes.length < SMALLEST ? last : undefined;
  for (const hash of added) {
    open = open === undefined ? { n, hashes: hash } : { n: open.n, hashes: joined(open.hashes, hash) };
    n += 1;
    if (open.hashes.length < SMALLEST) continue;
    await settle(pictures, open);
    open = undefined;
  }
  if (open !== undefined) void pictures.put(open);
}

/** A full chunk goes into the one before while there is room; that may fill it in turn. */
async function settle(pictures: Writable<'pictures'>, full: HashChunk): Promise<void> {
  const room = LEVELS[LEVELS.indexOf(full.hashes.length) + 1] ?? 0;
  const before = (await pictures.openCursor(IDBKeyRange.upperBound(full.n, true), 'prev'))?.value;
  if (before === undefined || before.hashes.length + full.hashes.length > room) {
    void pictures.put(full);
    return;
  }
  void pictures.delete(full.n);
  const grown = { n: before.n, hashes: joined(before.hashes, full.hashes) };
  if (grown.hashes.length === room) await settle(pictures, grown);
  else void pictures.put(grown);
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
