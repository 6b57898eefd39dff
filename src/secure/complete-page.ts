// Stage two of what joins: what the settings ask to be taken from the page while it is still there. Runs in the worker.
// One after another, each with its own record, and only while no gesture is on its way to the disk.
import browser from 'webextension-polyfill';
import type { AbsentReason, ArtefactKind } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Evidence } from '../queue/captures';
import type { Database } from '../queue/database';
import type { Settings } from '../settings';
import { step } from '../steps';
import { noteDone } from './due';
import { join } from './join';
import type { Joining, Take } from './joining';
import { absent } from './picture';
import { quiet } from './quiet';
import { takeSnapshot } from './snapshot';
import { stateNow } from './whereabouts';
import { takeWholePost } from './whole-post';

const TAKES: Partial<Record<ArtefactKind, Take>> = {
  screenshot_whole_post: takeWholePost,
  dom_snapshot: takeSnapshot,
};

/** Firefox shoots any part of a page without moving it; elsewhere a tall post means scrolling. */
const unnoticed = (): boolean => 'getBrowserInfo' in browser.runtime;

/** What the settings ask for of this flag, what disturbs the page least first. */
export function askedOf(capture: Capture, { snapshot, wholePost }: Settings): ArtefactKind[] {
  const whole: ArtefactKind[] = wholePost !== 'never' && isTall(capture) ? ['screenshot_whole_post'] : [];
  const page: ArtefactKind[] = snapshot ? ['dom_snapshot'] : [];
  return unnoticed() ? [...whole, ...page] : [...page, ...whole];
}

/** Of a page as a whole the picture from top to bottom is one that the analyst asks for. */
function isTall({ capture: { before, foundVia, rectCssPx } }: Capture): boolean {
  if (rectCssPx === undefined || before === undefined || foundVia === 'page') return false;
  return rectCssPx.h > before.viewport.h;
}

/** One flag's after the other's. */
let turn: Promise<unknown> = Promise.resolve();

export interface Taking extends Omit<Joining, 'where'> {
  readonly db: Database;
  /** Undefined when the page is gone for good. */
  readonly where: Joining['where'] | undefined;
}

/** Takes these kinds, or records why they are absent. Rejects when the store takes nothing any more. */
export function fromPage(taking: Taking, kinds: readonly ArtefactKind[]): Promise<void> {
  const taken = turn.then(async () => {
    for (const kind of kinds) {
      await quiet();
      const { capture, clock, db } = taking;
      await join(db, capture.id, await takeOne(taking, kind), clock, { once: true });
      await noteDone(capture.id, kind);
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
  if (capture.capture.problems.includes('shot_off')) return none('analyst_off');
  const gone = await whyGone(where, capture);
  if (where === undefined || gone !== undefined) return none(gone ?? 'tab_closed');
  if (kind === 'screenshot_whole_post' && settings.wholePost === 'unnoticed' && !unnoticed())
    return none('unsupported_browser');
  const evidence = await take({ ...taking, where }).catch(() => none('error'));
  return evidence.length === 0 ? none('error') : evidence;
}

async function whyGone(
  where: Joining['where'] | undefined,
  capture: Capture,
): Promise<AbsentReason | undefined> {
  if (where === undefined) return 'tab_closed';
  const tab = await browser.tabs.get(where.tabId).catch(() => undefined); // closed
  if (tab === undefined) return 'tab_closed';
  return (await stateNow(where, capture)) === 'gone' ? 'page_changed' : undefined;
}

function absentOf(kind: ArtefactKind, flagId: string, reason: AbsentReason, clock: Clock): Evidence {
  return absent({ flagId, kind, role: 'evidentiary', capturedAt: clock.now() }, reason, clock);
}
