// The toast's undo: takes back a flag that was just announced. Runs in the worker.

import { FlagpostError } from '../errors';
import type { Clock } from '../flag/time';
import type { Database } from '../queue/database';
import { discardFlag } from '../queue/judgements';
import { loadSettings } from '../settings';

interface UndoDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
}

/** True when it is discarded; false when it cannot be any more, and the queue says why. */
export async function undo(flagId: string, { clock, database }: UndoDeps): Promise<boolean> {
  const { profile } = await loadSettings();
  try {
    await discardFlag(await database(), flagId, {
      actor: profile?.pseudonym ?? 'flagpost',
      endpointId: undefined,
      clock,
    });
    return true;
  } catch (error) {
    if (error instanceof FlagpostError) return false;
    throw error;
  }
}
