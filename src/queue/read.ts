// Reading the queue: rows and counts for lists, whole flags for one at a time. Runs in the worker and the UI.
import { FlagpostError } from '../errors';
import type { Flag } from '../flag/flag';
import type { Draft, Judgement } from '../flag/judgement';
import type { Row } from '../flag/row';
import { STATUSES, type Status } from '../flag/states';
import type { Database } from './database';
import { tallyKey } from './rows';

export async function readFlag(db: Database, flagId: string): Promise<Flag> {
  const tx = db.transaction(['captures', 'artefacts', 'judgements', 'rows']);
  const [capture, artefacts, judgement, row] = await Promise.all([
    tx.objectStore('captures').get(flagId),
    tx
      .objectStore('artefacts')
      .index('flag')
      .getAll(IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER])),
    tx
      .objectStore('judgements')
      .openCursor(IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]), 'prev')
      .then((cursor): Judgement | undefined => cursor?.value),
    tx.objectStore('rows').get(flagId),
  ]);
  if (capture === undefined || row === undefined) throw new FlagpostError('not_found');
  return { capture, artefacts, judgement, row };
}

export async function readDraft(db: Database, flagId: string): Promise<Draft | undefined> {
  return (await db.get('drafts', flagId))?.draft;
}

/** Bytes of an artefact; throws artefact_lost when the store no longer has them. */
export async function readBlob(db: Database, sha256: string): Promise<Blob> {
  const blob = await db.get('blobs', sha256);
  if (blob === undefined) throw new FlagpostError('artefact_lost');
  return blob;
}

/** Flag ids of a session, newest first; with a status, only those. Keys only: 26,000 are read in one go. */
export async function listIds(db: Database, sessionId: string, status?: Status): Promise<string[]> {
  const ids =
    status === undefined
      ? await db.getAllKeysFromIndex('rows', 'session', range([sessionId]))
      : await db.getAllKeysFromIndex('rows', 'status', range([sessionId, status]));
  return ids.reverse();
}

/** The rows of these ids, in their order; those that are gone are left out. */
export async function readRows(db: Database, ids: readonly string[]): Promise<Row[]> {
  const tx = db.transaction('rows');
  const rows = await Promise.all(ids.map((id) => tx.store.get(id)));
  return rows.filter((row) => row !== undefined);
}

/** How many flags of the session have each status. */
export async function readTallies(db: Database, sessionId: string): Promise<Record<Status, number>> {
  const tx = db.transaction('tallies');
  const counts = await Promise.all(STATUSES.map((status) => tx.store.get(tallyKey(sessionId, status))));
  return Object.fromEntries(STATUSES.map((status, i) => [status, counts[i] ?? 0])) as Record<Status, number>;
}

/** Flags of a session in order of their number, read `chunk` ids at a time: never the whole store in memory. */
export async function* flagsOf(db: Database, sessionId: string, chunk = 50): AsyncGenerator<Flag> {
  let from = 0;
  for (;;) {
    const keys = IDBKeyRange.bound([sessionId, from], [sessionId, Number.MAX_SAFE_INTEGER], true);
    const rows = await db.getAllFromIndex('rows', 'session', keys, chunk);
    for (const row of rows) yield await readFlag(db, row.id);
    const last = rows.at(-1);
    if (last === undefined) return;
    from = last.seq;
  }
}

function range(prefix: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...prefix, 0], [...prefix, Number.MAX_SAFE_INTEGER]);
}

/** The newest rows of all sessions: ids are ordered by time. */
export async function recentRows(db: Database, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = await db.transaction('rows').store.openCursor(null, 'prev'); cursor !== null; ) {
    rows.push(cursor.value);
    cursor = rows.length < limit ? await cursor.continue() : null;
  }
  return rows;
}
