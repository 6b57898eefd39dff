// At every start of the worker: what the last one left unfinished. Runs in the worker.
import browser from 'webextension-polyfill';
import type { Clock } from '../flag/time';
import { releaseItems } from '../queue/bulk';
import type { Database } from '../queue/database';
import { cutIntents } from '../queue/intents';
import { recentRows } from '../queue/read';
import { notesOf } from './bulk-address';
import { complete } from './complete';

/** Epoch ms at which this worker started: an intent from before it was cut short. */
export const WORKER_STARTED_KEY = 'workerStartedAt';
const LOOK_BACK = 30;

interface ResumeDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
}

export async function resume({ clock, database }: ResumeDeps): Promise<void> {
  const startedAt = clock.now();
  await browser.storage.session.set({ [WORKER_STARTED_KEY]: startedAt });
  const db = await database();
  // items of a bulk run come again by themselves: what was begun of them is no cut gesture
  await releaseItems(db, startedAt, notesOf);
  if ((await cutIntents(db, startedAt)).length > 0) await browser.action.setBadgeText({ text: '!' });
  // the crop and thumbnail of the last flags, when the worker died before they joined
  for (const row of await recentRows(db, LOOK_BACK)) {
    if (row.thumbnail === '' && row.flaggedAt < new Date(startedAt).toISOString())
      await complete(db, row.id, clock).catch(() => undefined); // one picture that cannot be read keeps no other waiting
  }
}
