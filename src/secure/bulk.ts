// Flags a list of addresses one after another, in a window of their own. Runs in the worker, which may die at any instant:
// what is to be done and what was done is in the store, and the next worker goes on from there.
import browser from 'webextension-polyfill';
import { type ErrorCode, type Problem, problemOf } from '../errors';
import type { Reply } from '../messages';
import { stopRun } from '../queue/bulk';
import { type ClaimedItem, claimNext, giveBack, releaseItems, settleItem } from '../queue/bulk-items';
import { listRuns, nextRun } from '../queue/bulk-read';
import type { BulkRun, Database } from '../queue/database';
import { readFlag } from '../queue/read';
import { step } from '../steps';
import { notesOf } from './bulk-address';
import { aim } from './bulk-aim';
import { patientCamera } from './bulk-camera';
import { visit } from './bulk-visit';
import { freshTab, leavePlace, notePlace, type Place, placeInUse, takePlace } from './bulk-window';
import { type FlagDeps, flagPost } from './flag-post';
import { fromTab } from './gesture';
import { hasFullCapture } from './grants';

/** Wakes the worker while a run is to go on. */
export const BULK_ALARM = 'bulk';
const ALARM_MINUTES = 1;
const LOCK = 'flagpost-bulk';
/** From the beginning of one item to that of the next, at least. */
const PACE_MS = 700;
/** For a flag with all that joins it; a page that a dialog holds gives no answer, ever. */
const FLAG_MS = 90_000;

/** These concern every item: the run waits for the analyst, and the item waits with it. */
const STOPS: readonly ErrorCode[] = ['window_closed', 'grant_missing', 'disk_full', 'store_unavailable'];
/** After these the tab may be held by a dialog or a load without end. */
const STUCK: readonly ErrorCode[] = ['bulk_timeout', 'bulk_locked', 'flag_failed'];

const CLOSED: Problem = { code: 'window_closed' };

const sleep = (ms: number): Promise<void> => new Promise((passed) => setTimeout(passed, ms));

let asked = false;

/** Goes on with whatever is to go on; answers at once. Called by the UI, at every start of the worker and by alarm. */
export async function runBulk(deps: FlagDeps): Promise<Reply> {
  if (!asked) {
    asked = true;
    void navigator.locks.request(LOCK, () => {
      asked = false;
      return runAll(deps).catch(() => undefined); // what the store or the browser refused now, the alarm tries again
    });
  }
  return { ok: true };
}

async function runAll(deps: FlagDeps): Promise<void> {
  const { clock } = deps;
  const db = await deps.database();
  // whoever took an item before us held this lock, and is no more
  await releaseItems(db, Number.POSITIVE_INFINITY, notesOf);
  const paced = { ...deps, camera: patientCamera(deps.camera, { now: () => clock.monotonic(), sleep }) };
  for (let run = await nextRun(db); run !== undefined; run = await nextRun(db)) {
    await wakeEveryMinute();
    await runOne(db, run, paced).catch((error: unknown) => stopFor(db, run?.id, error));
  }
  await browser.alarms.clear(BULK_ALARM);
  const paused = (await listRuns(db)).some(({ state }) => state === 'paused');
  await (paused ? notePlace(true) : leavePlace());
}

async function wakeEveryMinute(): Promise<void> {
  // creating it anew each time would push it off
  if ((await browser.alarms.get(BULK_ALARM)) !== undefined) return;
  await browser.alarms.create(BULK_ALARM, { periodInMinutes: ALARM_MINUTES });
}

/** The store, or the browser's window, failed between two items. */
async function stopFor(db: Database, runId: string, error: unknown): Promise<void> {
  await stopRun(db, runId, problemOf(error, 'flag_failed'));
}

/** One run until it is over, paused or cancelled. */
async function runOne(db: Database, run: BulkRun, deps: FlagDeps): Promise<void> {
  const { clock } = deps;
  for (let place: Place | undefined; ; ) {
    if (!(await hasFullCapture())) return stopRun(db, run.id, { code: 'grant_missing' });
    const begun = clock.monotonic();
    const claim = await claimNext(db, run.id, clock);
    if (claim.what === 'over') return;
    if (claim.what === 'known') continue;
    await step('bulk_claimed');
    const { item } = claim;
    // a window that was closed under the run is the analyst's word to stop
    place = place === undefined ? await takePlace() : await placeInUse();
    const problem = place ? await flagItem(item, run, place, deps) : CLOSED;
    await step('bulk_flagged');
    if (problem !== undefined && STOPS.includes(problem.code)) return giveBack(db, item, problem);
    await settleItem(db, item, problem, notesOf);
    await step('bulk_settled');
    await afterItem(problem);
    if (await isLost(db, item)) return stopRun(db, run.id, { code: 'disk_full' });
    await sleep(Math.max(0, begun + PACE_MS - clock.monotonic()));
  }
}

/** The disk took the flag without its picture, or something that joins it: so it would go with all that follow. */
async function isLost(db: Database, { flagId }: ClaimedItem): Promise<boolean> {
  const flag = await readFlag(db, flagId).catch(() => undefined); // none was made
  return flag?.artefacts.some((one) => one.status === 'absent' && one.absentReason === 'quota') === true;
}

/** Undefined when the flag is stored. */
async function flagItem(
  { flagId, url }: ClaimedItem,
  { sessionId }: BulkRun,
  place: Place,
  deps: FlagDeps,
): Promise<Problem | undefined> {
  try {
    const tab = await visit(place, url, sleep);
    await step('bulk_opened');
    const opened = fromTab(tab, 'bulk', deps.clock.now(), false);
    if (opened === undefined) return CLOSED;
    const aimed = aim(opened, url, sleep).then(({ linkUrl, scrolled }) => {
      const ordered = { flagId, sessionId, url, scrolled };
      return flagPost({ ...opened, at: deps.clock.now(), linkUrl, ordered }, deps);
    });
    const reply = await capped(place, aimed);
    return reply.ok ? undefined : await unlessClosed(reply.problem);
  } catch (error) {
    return unlessClosed(problemOf(error, 'flag_failed'));
  }
}

/** What fails because the window went away is no failure of the address. */
async function unlessClosed(problem: Problem): Promise<Problem> {
  return (await placeInUse()) === undefined ? CLOSED : problem;
}

/** A tab that gives no answer is closed: the flag then ends one way or the other, and only then is it over. */
async function capped(place: Place, flagging: Promise<Reply>): Promise<Reply> {
  const late = setTimeout(() => void freshTab(place, true), FLAG_MS);
  try {
    return await flagging;
  } finally {
    clearTimeout(late);
  }
}

/** A tab that may be held by a dialog, or load for ever, is not used again. */
async function afterItem(problem: Problem | undefined): Promise<void> {
  const place = await placeInUse();
  if (place !== undefined && problem !== undefined && STUCK.includes(problem.code))
    await freshTab(place, true);
  await notePlace(false);
}
