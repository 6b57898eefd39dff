// Destroys the pictures of flags on purpose and leaves a tombstone: what is known of them stays, their bytes go.
// Runs in the UI. Perceptual hashes stay too, so that what comes back is recognised.
import type { Artefact, ArtefactKind } from '../flag/artefact';
import { timeOf } from '../flag/time';
import { announce } from './changes';
import type { Database, Tombstone } from './database';
import type { Acting } from './judgements';
import { append } from './log';
import { putRow } from './rows';
import { type WriteTransaction, write } from './transact';

const STORES = ['artefacts', 'blobs', 'tombstones', 'rows', 'tallies', 'custody'] as const;
type Tx = WriteTransaction<(typeof STORES)[number]>;

/** What has only words in it stays. */
const STAYS: readonly ArtefactKind[] = ['text', 'metadata'];
export function isPicture(kind: ArtefactKind): boolean {
  return !STAYS.includes(kind);
}
/** Flags in one transaction. */
const CHUNK = 50;
const REASON_CHARS = 500;

/**
 * Destroys pictures, snapshots and media of these flags, for good, and gives the number of flags that had any. Bytes that
 * another flag shows too stay until they are destroyed there as well. Of several flags some may be done when it throws
 * FlagpostError disk_full; each is done wholly or not at all.
 */
export async function purgePictures(
  db: Database,
  flagIds: readonly string[],
  reason: string,
  { actor, clock }: Pick<Acting, 'actor' | 'clock'>,
): Promise<number> {
  const note = { reason: reason.slice(0, REASON_CHARS).toWellFormed(), actor, at: timeOf(clock.now()) };
  let purged = 0;
  for (let from = 0; from < flagIds.length; from += CHUNK) {
    const some = flagIds.slice(from, from + CHUNK);
    const done = await write(db, [...STORES], async (tx) => {
      const ids: string[] = [];
      // one after another: whether bytes are shared depends on the flags before
      for (const id of some) if (await purgeFlag(tx, id, note)) ids.push(id);
      return ids;
    });
    purged += done.length;
    if (done.length > 0) announce({ type: 'flags', flagIds: done });
  }
  return purged;
}

/** What was destroyed of a flag; undefined when nothing was. An artefact in it counts as lost even if its bytes are there. */
export function purgedOf(db: Database, flagId: string): Promise<Tombstone | undefined> {
  return db.get('tombstones', flagId);
}

export function isDestroyed(artefact: Artefact, tombstone: Tombstone | undefined): boolean {
  return artefact.status === 'present' && tombstone?.sha256s.includes(artefact.sha256) === true;
}

interface PurgeNote {
  readonly reason: string;
  readonly actor: string;
  readonly at: string;
}

async function purgeFlag(tx: Tx, flagId: string, { reason, actor, at }: PurgeNote): Promise<boolean> {
  const keys = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
  const [row, before, artefacts] = await Promise.all([
    tx.objectStore('rows').get(flagId),
    tx.objectStore('tombstones').get(flagId),
    tx.objectStore('artefacts').index('flag').getAll(keys),
  ]);
  const pictures = artefacts.flatMap((one) =>
    one.status === 'present' && isPicture(one.kind) && !isDestroyed(one, before) ? [one.sha256] : [],
  );
  const sha256s = [...new Set(pictures)];
  if (row === undefined || sha256s.length === 0) return false;
  const shared: string[] = [];
  for (const sha256 of sha256s) {
    if (await isShown(tx, sha256, flagId)) shared.push(sha256);
    else void tx.objectStore('blobs').delete(sha256);
  }
  const all = [...(before?.sha256s ?? []), ...sha256s];
  void tx.objectStore('tombstones').put({ flagId, at, sha256s: all, reason });
  await putRow(tx.objectStore('rows'), tx.objectStore('tallies'), row, { ...row, thumbnail: '' });
  const detail = { sha256s, reason, ...(shared.length > 0 ? { sharedSha256s: shared } : {}) };
  const subject = { flagId, sessionId: row.sessionId };
  await append(tx.objectStore('custody'), [{ at, actor, type: 'purged', subject, detail }]);
  return true;
}

/** Whether another flag still shows these bytes. */
async function isShown(tx: Tx, sha256: string, flagId: string): Promise<boolean> {
  const owners = await tx.objectStore('artefacts').index('sha256').getAll(sha256);
  const others = new Set(owners.flatMap((one) => (one.flagId === flagId ? [] : [one.flagId])));
  for (const other of others) {
    const tombstone = await tx.objectStore('tombstones').get(other);
    if (tombstone?.sha256s.includes(sha256) !== true) return true;
  }
  return false;
}
