// The whole of a post that is taller than the window, or partly out of it. Runs in the worker.
// By itself only where the page cannot notice (Firefox) or the analyst set it so: scrolling is a trace, and recorded.
import type { Capture } from '../flag/capture';
import type { Joining, Take } from './joining';
import { absent } from './picture';
import { canShootRectangles } from './rectangle';
import { takeTall } from './tall-picture';

const SLACK_PX = 1;

/** Whether the shot of commit 1 shows less than all of the post. False where it is not known where the post was. */
export function isCutOff({ capture: { before, foundVia, rectCssPx: rect } }: Capture): boolean {
  // the page as a whole is what the full page is for
  if (rect === undefined || before === undefined || foundVia === 'page') return false;
  const { w, h } = before.viewport;
  const beyond = rect.x < -SLACK_PX || rect.x + rect.w > w + SLACK_PX;
  return beyond || rect.y < -SLACK_PX || rect.y + rect.h > h + SLACK_PX;
}

export function isPictureOff({ capture, settings }: Joining): boolean {
  return settings.withoutPicture || capture.capture.problems.includes('shot_off');
}

export const takeWholePost: Take = async (joining) => {
  const { capture, clock, settings, where } = joining;
  const kind = 'screenshot_whole_post';
  const asked = settings.wholePost === 'always';
  const made = { flagId: capture.id, kind, role: 'evidentiary', capturedAt: clock.now() } as const;
  if (settings.wholePost === 'never' || (!asked && !canShootRectangles())) return [];
  const inFrame = where.frameId !== 0;
  // where its frame is may not even be known: there is no telling whether it is cut off
  const unknown = inFrame && capture.capture.rectCssPx === undefined;
  if (!isCutOff(capture) && !(unknown && asked)) return [];
  if (inFrame) return [absent(made, 'not_locatable', clock)];
  if (isPictureOff(joining)) return [absent(made, 'analyst_off', clock)];
  return takeTall(joining, { kind, token: where.token, untouched: !asked });
};
