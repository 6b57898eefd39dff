// One strict read-write transaction, and what its failure means. Runs in the worker and the UI.
import type { IDBPTransaction, StoreNames } from 'idb';
import { FlagpostError } from '../errors';
import type { Database, FlagpostDB } from './database';

export type Store = StoreNames<FlagpostDB>;
export type WriteTransaction<S extends Store> = IDBPTransaction<FlagpostDB, S[], 'readwrite'>;

/**
 * Runs `work` in one transaction with `durability: 'strict'`: when this resolves, it is on disk.
 * When `work` throws or anything in it fails, nothing of it is stored.
 * Throws FlagpostError disk_full for every abort by the browser: under unlimitedStorage Chromium reports
 * a full disk as DataError or a bare abort, never as QuotaExceededError.
 */
export async function write<S extends Store, T>(
  db: Database,
  stores: S[],
  work: (tx: WriteTransaction<S>) => Promise<T>,
  durability: IDBTransactionDurability = 'strict',
): Promise<T> {
  const tx = begin(db, stores, durability);
  // Both outcomes are awaited together: a request that fails inside `work` also rejects `done`.
  const done = tx.done.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  try {
    const result = await work(heard(tx));
    commitNow(tx);
    const failure = await done;
    if (failure !== undefined) throw failure.error;
    return result;
  } catch (error) {
    if (tx.error === null) abortQuietly(tx);
    await done;
    throw storeError(error);
  }
}

/** Throws FlagpostError store_unavailable when the database was closed: an update of the extension waits for it. */
function begin<S extends Store>(
  db: Database,
  stores: S[],
  durability: IDBTransactionDurability,
): WriteTransaction<S> {
  try {
    return db.transaction(stores, 'readwrite', { durability });
  } catch (error) {
    throw storeError(error);
  }
}

/**
 * Stores and indexes of the transaction whose requests need not be awaited. One that fails takes the transaction with it,
 * and `write` hears that; without this, each would be reported a second time, as a rejection that nobody handled.
 */
function heard<T extends object>(of: T): T {
  return new Proxy(of, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, args);
        if (result instanceof Promise) result.catch(() => undefined);
        else if (typeof result === 'object' && result !== null) return heard(result);
        return result;
      };
    },
  });
}

/** Saves the round trip in which the browser finds out that nothing more is coming. Requests under way are part of it. */
function commitNow(tx: { commit(): void }): void {
  try {
    tx.commit();
  } catch (error) {
    // it found out by itself, or has failed: `done` tells which
    if (!(error instanceof DOMException)) throw error;
  }
}

function abortQuietly(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch (error) {
    // already finished or aborted by the browser: there is nothing left to undo
    if (!(error instanceof DOMException)) throw error;
  }
}

/** What a failed IndexedDB call means for the analyst. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  switch (error.name) {
    case 'QuotaExceededError':
    case 'DataError':
    case 'AbortError':
    case 'UnknownError':
      return new FlagpostError('disk_full', {}, error);
    case 'InvalidStateError':
    case 'VersionError':
      return new FlagpostError('store_unavailable', {}, error);
    default:
      return error;
  }
}
