// The desk's tables, as numbered steps from an empty database; each step is applied once and never edited. Runs in node.
import * as z from 'zod/mini';
import { type Database, rowsOf } from './database';

/** Captures and judgements are kept as their canonical JSON text: what is stored is exactly what was hashed. */
const FIRST = `
create table batches (
  receipt_id text primary key,
  idempotency_key text not null unique,
  body_sha256 text not null,
  batch_id uuid not null,
  envelope text not null,
  received_at timestamptz not null,
  answer text not null
);
create table flags (
  flag_no integer generated always as identity primary key,
  flag_id uuid not null unique,
  remote_id text not null unique,
  receipt_id text not null references batches,
  received_at timestamptz not null,
  revision bigint not null,
  capture_sha256 text not null,
  duplicate_of uuid
);
create table captures (
  flag_id uuid primary key references flags (flag_id),
  json text not null
);
create table revisions (
  flag_id uuid not null references flags (flag_id),
  revision bigint not null,
  content_sha256 text not null,
  judgement text not null,
  receipt_id text not null references batches,
  primary key (flag_id, revision)
);
create table dedupe_keys (
  dedupe_key text not null,
  flag_no integer not null references flags,
  primary key (dedupe_key, flag_no)
);
create table artefacts (
  sha256 text primary key,
  media_type text not null,
  size_bytes bigint not null,
  stored_at timestamptz
);
create index artefacts_awaited on artefacts (sha256) where stored_at is null;
create table flag_artefacts (
  flag_id uuid not null references flags (flag_id),
  sha256 text not null references artefacts,
  kind text not null,
  captured_at text not null,
  primary key (flag_id, sha256, kind)
);
`;

/** The desk's signing key: one row, never another. */
const SECOND = `
create table desk_key (
  one boolean primary key default true check (one),
  private_key text not null,
  public_key text not null,
  fingerprint text not null,
  made_at timestamptz not null
);
`;

const STEPS: readonly string[] = [FIRST, SECOND];

/** Any fixed number: desks that start together on one database take turns here. */
const MIGRATION_LOCK = 'select pg_advisory_xact_lock(4711, 1)';
const Applied = z.object({ version: z.nullable(z.number()) });

export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query(MIGRATION_LOCK);
    await sql.run(
      'create table if not exists desk_versions (version integer primary key, applied_at timestamptz)',
    );
    const [row] = await rowsOf(sql, Applied, 'select max(version) as version from desk_versions');
    const current = row?.version ?? 0;
    if (current > STEPS.length) throw new Error('The database was made by a newer desk: start that version.');
    for (const [index, step] of STEPS.entries()) {
      if (index < current) continue;
      await sql.run(step);
      await sql.query('insert into desk_versions values ($1, now())', [index + 1]);
    }
  });
}
