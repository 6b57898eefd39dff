// What the desk asks of a database driver: statements, and transactions that commit before they return.
// Runs in node. Rows come back unknown and pass a schema before anything reads them.
import * as z from 'zod/mini';

export type Parameter = string | number | Date | null | readonly (string | number | null)[];

export interface Sql {
  /** Runs one statement and answers its rows. */
  query(text: string, parameters?: readonly Parameter[]): Promise<readonly unknown[]>;
  /** Runs several statements without parameters. */
  run(script: string): Promise<void>;
}

export interface Database extends Sql {
  /** All or nothing: what `work` throws rolls back. What it returns is committed. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Rows of one statement, each checked against the schema. */
export async function rowsOf<S extends z.ZodMiniType>(
  sql: Sql,
  schema: S,
  text: string,
  parameters: readonly Parameter[] = [],
): Promise<z.output<S>[]> {
  return z.parse(z.array(schema), await sql.query(text, parameters));
}

/** Rows by one of their columns, each group in the order of the rows. */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
