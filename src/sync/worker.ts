// The sync as the worker runs it: by the analyst's hand or by alarm, with the real network and clock. Runs in the worker.
import browser from 'webextension-polyfill';
import { problemOf } from '../errors';
import type { Clock } from '../flag/time';
import type { Reply } from '../messages';
import type { Database } from '../queue/database';
import { loadSettings, loadToken } from '../settings';
import { runSync, type SyncResult } from './run';

const EVERY_MINUTES = 1;
/** What the last run came to, for the UI: a SyncResult and when. */
export const LAST_SYNC_KEY = 'lastSync';

interface WorkerDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
}

/** Sends what is due; answers when the run is over. A run that ended early says why. */
export async function syncNow({ clock, database }: WorkerDeps, byHand: boolean): Promise<Reply> {
  try {
    const [settings, db] = await Promise.all([loadSettings(), database()]);
    const token = await loadToken(settings.endpoint?.url);
    const result = await runSync({
      db,
      clock,
      settings,
      token,
      byHand,
      fetch: (...request) => fetch(...request),
      random: Math.random,
      keepAlive: () => browser.runtime.getPlatformInfo(),
      signal: new AbortController().signal,
    });
    await remember(result, clock);
    return result.problem === undefined ? { ok: true } : { ok: false, problem: result.problem };
  } catch (error) {
    return { ok: false, problem: problemOf(error, 'store_unavailable') };
  }
}

async function remember(result: SyncResult, clock: Clock): Promise<void> {
  if (result.busy === true) return;
  await browser.storage.session.set({ [LAST_SYNC_KEY]: { at: clock.now(), ...result } });
}

/** Wakes the worker every minute while there is an endpoint and sending by itself is on. A run with nothing due is cheap. */
export async function scheduleSync(alarm: string): Promise<void> {
  const { autoSync, endpoint } = await loadSettings();
  if (!autoSync || endpoint === undefined) {
    await browser.alarms.clear(alarm);
    return;
  }
  // creating it anew at every start of the worker would push it off for ever
  if ((await browser.alarms.get(alarm)) === undefined) {
    await browser.alarms.create(alarm, { periodInMinutes: EVERY_MINUTES });
  }
}
