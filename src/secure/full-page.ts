// The page from top to bottom, when the analyst asks for it. Runs in the worker.
import type { Take } from './joining';
import { absent } from './picture';
import { takeTall } from './tall-picture';
import { isPictureOff } from './whole-post';

export const takeFullPage: Take = async (joining) => {
  const { capture, clock } = joining;
  const kind = 'screenshot_full';
  const made = { flagId: capture.id, kind, role: 'evidentiary', capturedAt: clock.now() } as const;
  if (isPictureOff(joining)) return [absent(made, 'analyst_off', clock)];
  return takeTall(joining, { kind, token: null, untouched: false });
};
