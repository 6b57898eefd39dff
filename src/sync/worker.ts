// The sync as the worker runs it: by the analyst's hand or by alarm, with the real network and clock. Runs in the worker.
import browser from 'webextension-polyfill';
import { type ErrorCode, problemOf } from '../errors';
import type { Clock } from '../flag/time';
import type { Reply } from '../messages';
import type { Database } from '../queue/database';
import { endPause, readPause } from '../queue/pauses';
import { loadSettings, loadToken, type Settings } from '../settings';
import { checkEndpointUrl } from './endpoint-url';
import { runSync, type SyncResult } from './run';

const EVERY_MINUTES = 1;
/** What the last run came to, for the UI: a SyncResult and when. */
export const LAST_SYNC_KEY = 'lastSync';

interface WorkerDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
}

/** What a run goes by; when it changes under way, the run is over. */
interface Terms {
  readonly settings: Settings;
  readonly token: string | undefined;
}

interface UnderWay {
  readonly byHand: boolean;
  readonly terms: Promise<Terms>;
  readonly controller: AbortController;
}

const underWay = new Set<UnderWay>();

/** What the analyst mends in the settings: there is no need to wait any longer for the endpoint. */
const MENDED_HERE: readonly ErrorCode[] = ['token_refused', 'token_missing', 'endpoint_not_a_desk'];

/** Sends what is due; answers when the run is over. A run that ended early says why. */
export async function syncNow({ clock, database }: WorkerDeps, byHand: boolean): Promise<Reply> {
  // known from its first moment on: settings that change while it reads them reach it, too
  const own: UnderWay = { byHand, terms: loadTerms(), controller: new AbortController() };
  underWay.add(own);
  try {
    const [terms, db] = await Promise.all([own.terms, database()]);
    const result = await runSync({
      db,
      clock,
      ...terms,
      byHand,
      fetch: (...request) => fetch(...request),
      random: Math.random,
      keepAlive: () => browser.runtime.getPlatformInfo(),
      signal: own.controller.signal,
    });
    await remember(result, clock);
    return result.problem === undefined ? { ok: true } : { ok: false, problem: result.problem };
  } catch (error) {
    return { ok: false, problem: problemOf(error, 'store_unavailable') };
  } finally {
    underWay.delete(own);
  }
}

async function loadTerms(): Promise<Terms> {
  const settings = await loadSettings();
  return { settings, token: await loadToken(settings.endpoint?.url) };
}

/** Stops a run that goes by other settings than those of now, and looks again at an endpoint they may have mended. */
export async function heedSettings({ database }: Pick<WorkerDeps, 'database'>): Promise<void> {
  const now = await loadTerms();
  for (const { byHand, terms, controller } of underWay) {
    if (isOutdated(await terms, now, byHand)) controller.abort();
  }
  const checked = checkEndpointUrl(now.settings.endpoint?.url ?? '');
  if (!checked.ok) return;
  const db = await database();
  const pause = await readPause(db, checked.url);
  if (pause !== undefined && MENDED_HERE.includes(pause.problem.code)) await endPause(db, checked.url);
}

function isOutdated(then: Terms, now: Terms, byHand: boolean): boolean {
  if (then.settings.endpoint?.url !== now.settings.endpoint?.url || then.token !== now.token) return true;
  return !byHand && !now.settings.autoSync;
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
