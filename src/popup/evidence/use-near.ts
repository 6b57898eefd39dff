// Flags whose pictures look like this one's: the nearest of each, by its number. Runs in the UI. Loads rows, never flags.
import { useEffect, useState } from 'preact/hooks';
import { PDQ_MIN_QUALITY } from '../../evidence/pdq';
import type { Artefact } from '../../flag/artefact';
import type { Row } from '../../flag/row';
import type { Database } from '../../queue/database';
import { type NearMatch, nearMatches } from '../../queue/pictures';
import { readRows } from '../../queue/read';
import { useApp } from '../app';

export interface Likeness {
  readonly row: Row;
  /** Bits that differ, of 256. */
  readonly distance: number;
}

/** Hashes looked up of one flag, and matches wanted of each. */
const HASHES = 12;
const MATCHES = 40;

/** As a whole these show what is around the post: any two windows of a platform look alike. */
const WIDER: ReadonlySet<string> = new Set(['screenshot_viewport', 'screenshot_full']);

/** Those good enough to be compared; the post's own crop and the images in it. */
export function comparable(artefacts: readonly Artefact[]): string[] {
  const hashes = artefacts.flatMap((one) =>
    one.status === 'present' && one.pdq !== undefined
      ? one.pdq
          .filter(({ of, quality }) => quality >= PDQ_MIN_QUALITY && !(of === 'whole' && WIDER.has(one.kind)))
          .map(({ hash }) => hash)
      : [],
  );
  return [...new Set(hashes)].slice(0, HASHES);
}

/** Of several pictures of one flag the nearest. */
export function nearestOfEach(matches: readonly NearMatch[]): ReadonlyMap<string, number> {
  const nearest = new Map<string, number>();
  for (const { flagId, distance } of matches)
    nearest.set(flagId, Math.min(distance, nearest.get(flagId) ?? distance));
  return nearest;
}

async function findLike(db: Database, flagId: string, hashes: readonly string[]): Promise<Likeness[]> {
  const found = await Promise.all(
    hashes.map((hash) => nearMatches(db, hash, { limit: MATCHES, except: flagId })),
  );
  const nearest = nearestOfEach(found.flat());
  const rows = await readRows(db, [...nearest.keys()]);
  return rows
    .map((row) => ({ row, distance: nearest.get(row.id) ?? 0 }))
    .sort((one, other) => one.distance - other.distance);
}

export function useNear(flagId: string, artefacts: readonly Artefact[]): readonly Likeness[] {
  const { db } = useApp();
  const [near, setNear] = useState<readonly Likeness[]>([]);
  const hashes = comparable(artefacts).join();
  useEffect(() => {
    let gone = false;
    const put = (found: readonly Likeness[]): void => {
      if (!gone) setNear(found);
    };
    if (hashes === '') put([]);
    else void findLike(db, flagId, hashes.split(',')).then(put);
    return () => {
      gone = true;
    };
  }, [db, flagId, hashes]);
  return near;
}
