// One gesture from beginning to end: secure, announce, complete. Runs in the worker; every entry calls this and nothing else.

import { problemOf } from '../errors';
import type { Environment } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Reply } from '../messages';
import { DATABASE_NAME, type Database, openDatabase } from '../queue/database';
import { readTallies } from '../queue/read';
import { storeError } from '../queue/transact';
import { loadSettings } from '../settings';
import { step } from '../steps';
import { announceProblem, announceSecured, showBadge } from './announce';
import { complete } from './complete';
import { secure } from './flow';
import type { Gesture } from './gesture';
import type { Camera } from './shoot';
import { watchTab } from './watch';

export interface FlagDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
  readonly camera: Camera;
  readonly readers: ReadonlySet<string>;
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
  const { camera, clock, environment, readers } = deps;
  const settings = loadSettings();
  try {
    const db = await deps.database();
    const flow = { db, clock, camera, readers, watch: watchTab, settings, environment: environment() };
    const secured = await secure(gesture, flow);
    const { id, sessionId } = secured.capture;
    const completed = complete(db, id, clock);
    await announceSecured(gesture, secured, await settings);
    await step('flag_announced');
    await showBadge((await readTallies(db, sessionId)).draft);
    await completed;
    await step('flag_completed');
    return { ok: true, flagId: id };
  } catch (error) {
    const problem = problemOf(error, 'read_failed');
    await announceProblem(gesture, problem, await settings);
    return { ok: false, problem };
  }
}
