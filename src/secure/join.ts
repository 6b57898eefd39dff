// Puts evidence to its flag. Runs in the worker. What no longer fits on the disk is absent, `quota`: the flag itself is safe.
import { FlagpostError } from '../errors';
import type { Artefact } from '../flag/artefact';
import { type Clock, timeOf } from '../flag/time';
import { addEvidence, type Evidence, type Joining } from '../queue/captures';
import type { Database } from '../queue/database';
import { absent } from './picture';

/** Gives the artefacts as they joined. Rejects only when not even the record of an absence can be stored. */
export async function join(
  db: Database,
  flagId: string,
  evidence: readonly Evidence[],
  clock: Clock,
  how?: Joining,
): Promise<readonly Artefact[]> {
  const at = timeOf(clock.now());
  try {
    return await addEvidence(db, flagId, evidence, at, how);
  } catch (error) {
    if (!(error instanceof FlagpostError) || error.code !== 'disk_full') throw error;
    return addEvidence(
      db,
      flagId,
      evidence.map((one) => unstored(one, clock)),
      at,
      how,
    );
  }
}

function unstored(one: Evidence, clock: Clock): Evidence {
  if (one.bytes === undefined) return one;
  const { capturedAt, flagId, kind, role, sourceUrl } = one.artefact;
  const made = { flagId, kind, role, capturedAt: Date.parse(capturedAt) };
  return absent(made, 'quota', clock, sourceUrl === undefined ? {} : { sourceUrl });
}
