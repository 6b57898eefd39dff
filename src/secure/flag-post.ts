// One gesture from beginning to end: secure, announce, complete. Runs in the worker; every entry calls this and nothing else.

import { problemOf } from '../errors';
import { sha256Text } from '../evidence/digest';
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
import { imagesOf, NO_IMAGES } from './post-images';
import { securely } from './quiet';
import type { Camera } from './shoot';
import { watchTab } from './watch';
import { remember } from './whereabouts';

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

/** Answers when the flag is announced and what is made from stored bytes has joined; in a bulk run when all has. */
export async function flagPost(gesture: Gesture, deps: FlagDeps): Promise<Reply> {
  const { camera, clock, environment } = deps;
  // settings that cannot be read may have said "no pictures": then none is taken
  const settings = loadSettings().catch(() => ({ ...DEFAULT_SETTINGS, withoutPicture: true }));
  try {
    const secured = await securely(async () => {
      const db = await deps.database();
      const flow = { db, clock, camera, watch: watchTab, settings, environment: environment() };
      return { db, ...(await secure(gesture, flow)) };
    });
    await afterwards(gesture, secured, await settings, deps);
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
  secured: Secured & { readonly db: Database },
  settings: Settings,
  { camera, clock }: FlagDeps,
): Promise<void> {
  const { capture, db, pinned } = secured;
  const { frameId, tabId, windowId } = gesture;
  const linksSha256 = sha256Text(pinned?.again.links.toWellFormed() ?? '');
  const where = pinned && { tabId, windowId, frameId, token: pinned.token, linksSha256 };
  const remembered = where && remember(capture.id, where).catch(() => undefined); // no further evidence can be had then
  const images = pinned
    ? imagesOf({ tabId, frameId }, pinned.token, pinned.again)
    : Promise.resolve(NO_IMAGES);
  const { joined, taken } = complete({ ...secured, where, images, settings, camera, clock });
  const all = taken.catch(() => undefined);
  const stored = joined.catch(() => undefined);
  try {
    if (gesture.kind !== 'bulk') await announceSecured(gesture, secured, settings);
    await step('flag_announced');
    await showBadge((await readTallies(db, capture.sessionId)).draft);
  } catch (error) {
    if (!(error instanceof Error)) throw error; // the browser is closing, or the tab went: the queue shows the flag
  }
  // a bulk run needs the tab for the next address: only once nothing is to be taken from this page any more
  await Promise.all([gesture.kind === 'bulk' ? all : stored, remembered]);
  await step('flag_completed');
}
