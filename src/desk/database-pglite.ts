// The desk's database embedded: PGlite in a directory, for one process only (the caller holds the lock). Runs in node.
// Survives the death of the process at any instant. PGlite never calls fsync: against power failure use PostgreSQL.
import { chmod, mkdir } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Parameter, Sql } from './database';

const sqlOf = (db: PGlite | Transaction): Sql => ({
  query: async (text, parameters: readonly Parameter[] = []) =>
    (await db.query<Record<string, unknown>>(text, [...parameters])).rows,
  run: async (script) => {
    await db.exec(script);
  },
});

/** What arrived, and the desk's key, are the owner's alone; PGlite itself would let everybody read. */
async function closeToOthers(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o700);
}

/** Opens the database in `directory`, made if absent; in memory when none is given. */
export async function openPglite(directory: string | undefined): Promise<Database> {
  if (directory !== undefined) await closeToOthers(directory);
  const db = await PGlite.create(directory ?? 'memory://');
  return {
    ...sqlOf(db),
    transaction: (work) => db.transaction((transaction) => work(sqlOf(transaction))),
    close: () => db.close(),
  };
}
