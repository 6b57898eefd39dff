// The desk's database on a PostgreSQL server, shared by any number of desks. Runs in node.
import pg from 'pg';
import type { Database, Parameter, Sql } from './database';

interface Options {
  readonly connections?: number;
  /** Told the code of an error on an idle connection: the pool replaces it, nothing is lost. */
  readonly onIdleError: (code: string) => void;
}

const sqlOf = (client: pg.Pool | pg.PoolClient): Sql => ({
  query: async (text, parameters: readonly Parameter[] = []) =>
    (await client.query<Record<string, unknown>>(text, [...parameters])).rows,
  run: async (script) => {
    await client.query(script);
  },
});

export function openPostgres(connectionString: string, options: Options): Database {
  const pool = new pg.Pool({
    connectionString,
    max: options.connections ?? 8,
    connectionTimeoutMillis: 10_000,
    // A desk that hangs while it holds the intake lock must not hold up the others for ever.
    lock_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  pool.on('error', (error: Error & { code?: string }) => options.onIdleError(error.code ?? error.name));
  // The pool listens to idle connections only. One that dies while it is lent out fails the next statement on it, which
  // is where it is dealt with; without a listener here its event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    ...sqlOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work(sqlOf(client));
        await client.query('commit');
        return result;
      } catch (error) {
        // A connection that cannot even roll back is thrown away; the server then rolls back by itself.
        await client.query('rollback').catch((cause: Error) => {
          broken = cause;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
