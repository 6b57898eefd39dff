// At every start of the worker: what the last one left unfinished. Runs in the worker.
import browser from 'webextension-polyfill';
import { type Clock, timeOf } from '../flag/time';
import { releaseItems } from '../queue/bulk-items';
import type { Database } from '../queue/database';
import { cutIntents } from '../queue/intents';
import { recentRows } from '../queue/read';
import { loadSettings } from '../settings';
import { notesOf } from './bulk-address';
import { completeLater } from './complete';
import { allDue } from './due';
import type { Camera } from './shoot';
import { recall } from './whereabouts';

/** Epoch ms at which this worker started: an intent from before it was cut short. */
export const WORKER_STARTED_KEY = 'workerStartedAt';
const LOOK_BACK = 30;

interface ResumeDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
  readonly camera: Camera;
}

export async function resume({ camera, clock, database }: ResumeDeps): Promise<void> {
  const startedAt = clock.now();
  await browser.storage.session.set({ [WORKER_STARTED_KEY]: startedAt });
  const due = new Map(await allDue());
  const db = await database();
  // items of a bulk run come again by themselves: what was begun of them is no cut gesture
  await releaseItems(db, startedAt, notesOf);
  if ((await cutIntents(db, startedAt)).length > 0) await browser.action.setBadgeText({ text: '!' });
  const settings = await loadSettings();
  // the last flags, should the worker have died before the crop joined, and those that wait for something of their page
  const recent = (await recentRows(db, LOOK_BACK)).filter((row) => row.flaggedAt < timeOf(startedAt));
  const cut = recent.filter(({ thumbnail }) => thumbnail === '').map(({ id }) => id);
  for (const flagId of new Set([...cut, ...due.keys()])) {
    const where = await recall(flagId);
    const taking = { db, clock, camera, settings, where };
    // one that cannot be read keeps no other waiting
    await completeLater(taking, flagId, due.get(flagId) ?? []).catch(() => undefined);
  }
}
