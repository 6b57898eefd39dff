// One gesture from beginning to end: secure, announce, complete. Runs in the worker; every entry calls this and nothing else.

import { problemOf } from '../errors';
import type { Environment } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Reply } from '../messages';
import { DATABASE_NAME, type Database, openDatabase } from '../queue/database';
import { readTallies } from '../queue/read';
import { storeError } from '../queue/transact';
import { DEFAULT_SETTINGS, loadSettings, type Settings } from '../settings';
import { step } from '../steps';
import { announceProblem, announceSecured, showBadge } from './announce';
import { complete } from './complete';
import { type Secured, secure } from './flow';
import type { Gesture } from './gesture';
import type { Camera } from './shoot';
import { watchTab } from './watch';

export interface FlagDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
  readonly camera: Camera;
  readonly environment: () => Promise<Environment>;
}

/** The worker's one connection, opened when first needed and again after it was lost. */
export function keepStore(): () => Promise<Database> {
  let opening: Promise<Database> | undefined;
  const forget = (): void => {
    opening = undefined;
  };
  return () => {
    opening ??= openDatabase(DATABASE_NAME, forget).catch((error: unknown) => {
      forget();
      throw storeError(error);
    });
    return opening;
  };
}

export async function flagPost(gesture: Gesture, deps: FlagDeps): Promise<Reply> {
  const { camera, clock, environment } = deps;
  // settings that cannot be read may have said "no pictures": then none is taken
  const settings = loadSettings().catch(() => ({ ...DEFAULT_SETTINGS, withoutPicture: true }));
  try {
    const db = await deps.database();
    const flow = { db, clock, camera, watch: watchTab, settings, environment: environment() };
    const secured = await secure(gesture, flow);
    await afterwards(gesture, secured, await settings, db, clock);
    return { ok: true, flagId: secured.capture.id };
  } catch (error) {
    const problem = problemOf(error, 'flag_failed');
    if (gesture.kind !== 'bulk') await announceProblem(gesture, problem, await settings);
    return { ok: false, problem };
  }
}

/** The flag is on disk: whatever fails from here on is no failure of it. What has not joined does at the next start. */
async function afterwards(
  gesture: Gesture,
  secured: Secured,
  settings: Settings,
  db: Database,
  clock: Clock,
): Promise<void> {
  const { id, sessionId } = secured.capture;
  const completed = complete(db, id, clock).catch(() => undefined);
  try {
    if (gesture.kind !== 'bulk') await announceSecured(gesture, secured, settings);
    await step('flag_announced');
    await showBadge((await readTallies(db, sessionId)).draft);
  } catch (error) {
    if (!(error instanceof Error)) throw error; // the browser is closing, or the tab went: the queue shows the flag
  }
  await completed;
  await step('flag_completed');
}
