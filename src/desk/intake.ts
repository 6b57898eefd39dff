// The statements of one batch: what is held of its flags, and the rows it adds. Runs in node, inside a transaction.
import * as z from 'zod/mini';
import type { CheckedFlag } from './check-flag';
import { grouped, rowsOf, type Sql } from './database';
import type { Decision, Held, HeldFlag } from './decide';

const FlagRow = z.object({
  flag_id: z.string(),
  remote_id: z.string(),
  capture_sha256: z.string(),
  duplicate_of: z.nullable(z.string()),
});
const RevisionRow = z.object({ flag_id: z.string(), revision: z.number(), content_sha256: z.string() });
const KeyRow = z.object({ dedupe_key: z.string(), holder: z.string() });
const DigestRow = z.object({ sha256: z.string() });

const FLAGS = `select flag_id, remote_id, capture_sha256, duplicate_of
  from flags where flag_id = any($1::uuid[])`;
const REVISIONS = `select flag_id, revision::float8 as revision, content_sha256
  from revisions where flag_id = any($1::uuid[])`;
const HOLDERS = `select distinct on (k.dedupe_key) k.dedupe_key, coalesce(f.duplicate_of, f.flag_id) as holder
  from dedupe_keys k join flags f using (flag_no)
  where k.dedupe_key = any($1::text[]) order by k.dedupe_key, k.flag_no`;

/** What the desk holds of these flags and of the posts they show. */
export async function heldOf(sql: Sql, incoming: readonly CheckedFlag[]): Promise<Held> {
  const ids = [...new Set(incoming.map((flag) => flag.flagId))];
  const wanted = [...new Set(incoming.flatMap((flag) => flag.dedupeKeys))];
  const revisions = grouped(await rowsOf(sql, RevisionRow, REVISIONS, [ids]), (row) => row.flag_id);
  const flags = new Map<string, HeldFlag>();
  for (const row of await rowsOf(sql, FlagRow, FLAGS, [ids])) {
    const contents = (revisions.get(row.flag_id) ?? []).map((r) => [r.revision, r.content_sha256] as const);
    flags.set(row.flag_id, {
      remoteId: row.remote_id,
      captureSha256: row.capture_sha256,
      duplicateOf: row.duplicate_of,
      revisions: new Map(contents),
    });
  }
  const holders = await rowsOf(sql, KeyRow, HOLDERS, [wanted]);
  return { flags, keys: new Map(holders.map((row) => [row.dedupe_key, row.holder])) };
}

/** Those of the digests whose bytes are stored. */
export async function storedOf(sql: Sql, digests: readonly string[]): Promise<Set<string>> {
  const text = 'select sha256 from artefacts where sha256 = any($1::text[]) and stored_at is not null';
  return new Set((await rowsOf(sql, DigestRow, text, [digests])).map((row) => row.sha256));
}

const ADD_FLAGS = `insert into flags
    (flag_id, remote_id, revision, capture_sha256, duplicate_of, receipt_id, received_at)
  select f.id, f.remote, f.revision, f.capture, f.duplicate, $6, $7::timestamptz
  from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::uuid[]) with ordinality
    as f (id, remote, revision, capture, duplicate, n) order by f.n`;
const ADD_CAPTURES = `insert into captures (flag_id, json) select * from unnest($1::uuid[], $2::text[])`;
const ADD_KEYS = `insert into dedupe_keys (dedupe_key, flag_no)
  select k.key, flags.flag_no from unnest($1::uuid[], $2::text[]) as k (id, key)
  join flags on flags.flag_id = k.id`;
const ADD_REVISIONS = `insert into revisions (flag_id, revision, content_sha256, judgement, receipt_id)
  select r.id, r.revision, r.content, r.judgement, $5
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) as r (id, revision, content, judgement)`;
const RAISE = `update flags set revision = r.revision
  from (select id, max(revision) as revision from unnest($1::uuid[], $2::bigint[]) as u (id, revision) group by id) r
  where flags.flag_id = r.id and flags.revision < r.revision`;
const ADD_ARTEFACTS = `insert into artefacts (sha256, media_type, size_bytes)
  select * from unnest($1::text[], $2::text[], $3::bigint[]) on conflict (sha256) do nothing`;
const LINK_ARTEFACTS = `insert into flag_artefacts (flag_id, sha256, kind, captured_at)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`;

type Write = NonNullable<Decision['write']>;

async function addFlags(sql: Sql, fresh: readonly Write[], receiptId: string, at: Date): Promise<void> {
  if (fresh.length === 0) return;
  const flags = fresh.map((write) => write.flag);
  const ids = flags.map((flag) => flag.flagId);
  await sql.query(ADD_FLAGS, [
    ids,
    fresh.map(({ held }) => held.remoteId),
    flags.map((flag) => flag.revision),
    flags.map((flag) => flag.captureSha256),
    fresh.map(({ held }) => held.duplicateOf),
    receiptId,
    at,
  ]);
  await sql.query(ADD_CAPTURES, [ids, flags.map((flag) => flag.capture)]);
  const keys = flags.flatMap((flag) => flag.dedupeKeys.map((key) => ({ id: flag.flagId, key })));
  await sql.query(ADD_KEYS, [keys.map(({ id }) => id), keys.map(({ key }) => key)]);
}

async function addRevisions(sql: Sql, writes: readonly Write[], receiptId: string): Promise<void> {
  if (writes.length === 0) return;
  const flags = writes.map((write) => write.flag);
  const ids = flags.map((flag) => flag.flagId);
  const numbers = flags.map((flag) => flag.revision);
  const contents = flags.map((flag) => flag.contentSha256);
  const judgements = flags.map((flag) => flag.judgement);
  await sql.query(ADD_REVISIONS, [ids, numbers, contents, judgements, receiptId]);
  await sql.query(RAISE, [ids, numbers]);
}

/** Artefacts join a flag and never leave it: what a later sending of the same revision names is added. */
async function addArtefacts(sql: Sql, writes: readonly Write[]): Promise<void> {
  const links = writes.flatMap(({ flag }) => flag.artefacts.map((artefact) => ({ flag, artefact })));
  if (links.length === 0) return;
  const digests = links.map(({ artefact }) => artefact.sha256);
  const types = links.map(({ artefact }) => artefact.mediaType);
  const sizes = links.map(({ artefact }) => artefact.sizeBytes);
  await sql.query(ADD_ARTEFACTS, [digests, types, sizes]);
  const ids = links.map(({ flag }) => flag.flagId);
  const kinds = links.map(({ artefact }) => artefact.kind);
  await sql.query(LINK_ARTEFACTS, [ids, digests, kinds, links.map(({ artefact }) => artefact.capturedAt)]);
}

export async function write(sql: Sql, writes: readonly Write[], receiptId: string, at: Date): Promise<void> {
  await addFlags(
    sql,
    writes.filter(({ what }) => what === 'flag'),
    receiptId,
    at,
  );
  await addRevisions(
    sql,
    writes.filter(({ what }) => what !== 'again'),
    receiptId,
  );
  await addArtefacts(sql, writes);
}
