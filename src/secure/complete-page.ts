// Stage two of what joins: what the settings ask to be taken from the page while it is still there. Runs in the worker.
// One after another, each with its own record, and only while no gesture is on its way to the disk.
import browser from 'webextension-polyfill';
import type { AbsentReason, ArtefactKind, SameState } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Evidence } from '../queue/captures';
import type { Database } from '../queue/database';
import type { Settings } from '../settings';
import { step } from '../steps';
import { noteDone } from './due';
import { inTime } from './in-time';
import { join } from './join';
import type { Joining, Take } from './joining';
import { absent } from './picture';
import { quiet } from './quiet';
import { canShootRectangles } from './rectangle';
import { takeSnapshot } from './snapshot';
import { withTab } from './tab-lock';
import { stateNow } from './whereabouts';
import { isCutOff, takeWholePost } from './whole-post';

/** What scrolls takes the tab's turn itself: between two tries a flag goes first. */
const TAKES: Partial<Record<ArtefactKind, Take>> = {
  screenshot_whole_post: takeWholePost,
  dom_snapshot: (joining) => withTab(joining.where.tabId, () => takeSnapshot(joining)),
};

/** What the settings ask for of this flag, what disturbs the page least first: in Firefox a rectangle, elsewhere scrolling. */
export function askedOf(capture: Capture, settings: Settings): ArtefactKind[] {
  const whole: ArtefactKind[] = asksForWhole(capture, settings) ? ['screenshot_whole_post'] : [];
  const page: ArtefactKind[] = settings.snapshot ? ['dom_snapshot'] : [];
  return canShootRectangles() ? [...whole, ...page] : [...page, ...whole];
}

function asksForWhole(capture: Capture, { wholePost }: Settings): boolean {
  if (wholePost === 'never' || (wholePost === 'unnoticed' && !canShootRectangles())) return false;
  const { frameUrl, rectCssPx } = capture.capture;
  return isCutOff(capture) || (wholePost === 'always' && frameUrl !== undefined && rectCssPx === undefined);
}

/** A page that does not answer, and whatever takes longer than the longest that scrolls, keeps no other flag waiting. */
const ANSWER_MS = 5000;
const TAKE_MS = 100_000;

/** One flag's after the other's. */
let turn: Promise<unknown> = Promise.resolve();

export interface Taking extends Omit<Joining, 'where'> {
  readonly db: Database;
  /** Undefined when the page is gone for good. */
  readonly where: Joining['where'] | undefined;
}

/**
 * Takes these kinds, or records why they are absent. `before`: what joins before them. Rejects when the store takes nothing
 * any more.
 */
export function fromPage(
  taking: Taking,
  kinds: readonly ArtefactKind[],
  before?: Promise<void>,
): Promise<void> {
  const taken = turn.then(async () => {
    for (const kind of kinds) {
      await quiet();
      const { capture, clock, db } = taking;
      const evidence = await takeOne(taking, kind);
      await before;
      if (evidence.length > 0) await join(db, capture.id, evidence, clock, { once: true });
      await noteDone(capture.id, kind).catch(() => undefined); // asked again at the next start, it is there already
      await step('flag_taken');
    }
  });
  turn = taken.catch(() => undefined); // its own caller hears of it
  return taken;
}

async function takeOne(taking: Taking, kind: ArtefactKind): Promise<readonly Evidence[]> {
  const { capture, clock, where, settings } = taking;
  const none = (reason: AbsentReason): Evidence[] => [absentOf(kind, capture.id, reason, clock)];
  const take = TAKES[kind];
  if (take === undefined) return [];
  // no pictures of this flag: neither by another way
  if (settings.withoutPicture || capture.capture.problems.includes('shot_off')) return none('analyst_off');
  const found = await inTime(lookFor(where, capture), ANSWER_MS, 'timeout' as const);
  if (where === undefined || typeof found === 'string')
    return none(typeof found === 'string' ? found : 'tab_closed');
  const taken = take({ ...taking, where, before: found.state }).catch(() => none('error')); // it has its own reasons; this one it did not foresee
  return inTime(taken, TAKE_MS, none('timeout'));
}

/** The state of the page that the flag is of, or why that page cannot be had any more. */
async function lookFor(
  where: Joining['where'] | undefined,
  capture: Capture,
): Promise<{ readonly state: SameState } | AbsentReason> {
  if (where === undefined) return withoutPin(capture);
  const [tab, state] = await Promise.all([
    browser.tabs.get(where.tabId).catch(() => undefined), // closed
    stateNow(where, capture),
  ]);
  if (tab === undefined) return 'tab_closed';
  return state === 'gone' ? 'page_changed' : { state };
}

/** Nobody knows the tab any more; or nobody ever got into the page. */
function withoutPin({ capture: { before, problems } }: Capture): AbsentReason {
  if (!problems.includes('read_failed')) return 'tab_closed';
  return before === undefined ? 'page_locked' : 'error';
}

function absentOf(kind: ArtefactKind, flagId: string, reason: AbsentReason, clock: Clock): Evidence {
  return absent({ flagId, kind, role: 'evidentiary', capturedAt: clock.now() }, reason, clock);
}
