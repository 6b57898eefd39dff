// Artefacts that an endpoint still lacks of flags it already has. Runs in the worker.
// A flag takes effect as sent only when the last of them is stored there.
import type { Problem } from '../errors';
import type { Artefact, PresentArtefact } from '../flag/artefact';
import type { Flag } from '../flag/flag';
import type { DeliveryState } from '../flag/states';
import { announce } from './changes';
import type { Database, Delivery } from './database';
import { concluded, type Move, moveAll, quarantined, writeDeliveries } from './moves';
import { isDestroyed, purgedOf } from './purge';
import { readFlag } from './read';

/** Evidence goes to the endpoint; working copies (thumbnails) stay here. */
export function isSent(artefact: Artefact): artefact is PresentArtefact {
  return artefact.status === 'present' && artefact.role === 'evidentiary';
}

/** The flag as an endpoint gets it: what was destroyed on purpose is not announced, or its lack would hold the flag up. */
export async function readSendable(db: Database, flagId: string): Promise<Flag> {
  const [flag, tombstone] = await Promise.all([readFlag(db, flagId), purgedOf(db, flagId)]);
  return { ...flag, artefacts: flag.artefacts.filter((one) => !isDestroyed(one, tombstone)) };
}

/** A flag with artefacts to upload. */
export interface Lacking {
  readonly flagId: string;
  /** Attempts that ended in trouble. */
  readonly attempts: number;
  readonly artefacts: readonly PresentArtefact[];
}

export interface Concluded {
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** Flags whose artefacts the endpoint lacks, those that waited longest first, without those in `passed`. */
export async function missingArtefacts(
  db: Database,
  endpointId: string,
  limit: number,
  passed: ReadonlySet<string>,
): Promise<Lacking[]> {
  const tx = db.transaction(['deliveries', 'artefacts']);
  const range = IDBKeyRange.bound(
    [endpointId, 'sending', 0],
    [endpointId, 'sending', Number.MAX_SAFE_INTEGER],
  );
  const found: Delivery[] = [];
  let cursor = await tx.objectStore('deliveries').index('due').openCursor(range);
  while (cursor !== null && found.length < limit) {
    const { flagId, verdict } = cursor.value;
    if (verdict !== undefined && !passed.has(flagId)) found.push(cursor.value);
    cursor = await cursor.continue();
  }
  return Promise.all(
    found.map(async ({ flagId, attempts, missing }) => {
      const keys = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
      const all = await tx.objectStore('artefacts').index('flag').getAll(keys);
      const artefacts = all.flatMap((one) =>
        isSent(one) && missing?.includes(one.sha256) === true ? [one] : [],
      );
      return { flagId, attempts, artefacts };
    }),
  );
}

/** What became of uploads: stored at the endpoint, or never to be stored there, and why. */
export interface UploadResults {
  readonly stored: ReadonlySet<string>;
  readonly failed: ReadonlyMap<string, Problem>;
}

/** Writes the results down. A flag with nothing missing takes effect; one with a failed artefact is quarantined. */
export async function settleArtefacts(
  db: Database,
  endpointId: string,
  flagIds: readonly string[],
  results: UploadResults,
  at: number,
): Promise<Concluded> {
  const moves = await writeDeliveries(db, async (tx) => {
    const found = await Promise.all(flagIds.map((id) => tx.objectStore('deliveries').get([id, endpointId])));
    const made: Move[] = [];
    for (const delivery of found) {
      if (delivery?.state !== 'sending' || delivery.verdict === undefined) continue;
      const left = (delivery.missing ?? []).filter((sha256) => !results.stored.has(sha256));
      const failure = left.map((sha256) => results.failed.get(sha256)).find((one) => one !== undefined);
      if (failure !== undefined) made.push(quarantined(delivery, failure));
      else if (left.length === 0) made.push(await concluded(tx, delivery, delivery.verdict, at));
      else made.push({ before: delivery, after: { ...delivery, missing: left }, notes: [] });
    }
    await moveAll(tx, made, at, 'flagpost');
    return made;
  });
  announce({ type: 'flags', flagIds: [...flagIds] });
  const count = (state: DeliveryState): number => moves.filter(({ after }) => after.state === state).length;
  return { accepted: count('accepted'), duplicate: count('duplicate'), quarantined: count('quarantined') };
}

/** The request with these flags' artefacts did not get through: they go to the back of the line, counted. */
export async function deferArtefacts(
  db: Database,
  endpointId: string,
  flagIds: readonly string[],
  at: number,
): Promise<void> {
  await writeDeliveries(db, async (tx) => {
    const found = await Promise.all(flagIds.map((id) => tx.objectStore('deliveries').get([id, endpointId])));
    const moves = found.flatMap((before): Move[] => {
      if (before?.state !== 'sending' || before.verdict === undefined) return [];
      return [{ before, after: { ...before, dueAt: at, attempts: before.attempts + 1 }, notes: [] }];
    });
    await moveAll(tx, moves, at, 'flagpost');
  });
}
