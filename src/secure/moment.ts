// Pin, shoot, read and look again: one post and one picture of the same moment, or marked. Runs in the worker.

import * as z from 'zod/mini';
import { type CaptureProblem, PageState } from '../flag/capture';
import { step } from '../steps';
import type { Gesture } from './gesture';
import { forPage } from './gesture';
import { call, FrameRect, Pin, PinAnswer, type Place, ReadAnswer } from './page-calls';
import { sameMoment } from './same-moment';
import type { Camera, Shot } from './shoot';
import type { TabWatch } from './watch';

export interface Moment {
  readonly pin: PinAnswer;
  /** Of the top document. */
  readonly before: PageState;
  readonly after: PageState | undefined;
  readonly shot: Shot | undefined;
  readonly shotProblem: 'shot_refused' | 'shot_off' | undefined;
  readonly read: { post?: unknown; page?: unknown } | null;
  /** Post's rectangle in the top viewport. */
  readonly rect: Pin['rect'];
  readonly problems: CaptureProblem[];
}

interface Scene {
  readonly gesture: Gesture;
  readonly place: Place;
  readonly top: Place;
  readonly camera: Camera;
  readonly withPicture: (pin: PinAnswer) => boolean;
  readonly watch: () => TabWatch;
}

/** Null when the page answers nothing; rejects when the browser lets nobody into it. */
export async function takeMoment(scene: Scene): Promise<Moment | null> {
  const first = await attempt(scene);
  if (first === null || first.problems.length === 0 || first.shot === undefined) return first;
  // once more: the page may have settled; the clicked element is still the same one
  const second = await attempt(scene).catch(() => null); // the page may be gone by now: then the first stands, marked
  return second !== null && second.problems.length === 0 && second.pin.connected ? second : first;
}

async function attempt(scene: Scene): Promise<Moment | null> {
  const { gesture, place, top, camera } = scene;
  const watch = scene.watch();
  try {
    const pin = z.parse(PinAnswer, (await call(place, 'pin', forPage(gesture))) ?? null);
    if (pin === null) return null;
    await step('flag_pinned');
    const before = place.frameId === 0 ? pin.state : await stateOf(top);
    const offset = place.frameId === 0 ? { x: 0, y: 0 } : await offsetOf(top, gesture.frameUrl);
    const wanted = scene.withPicture(pin);
    const [shot, read] = await Promise.all([
      wanted ? camera.shoot(gesture.windowId).catch(() => undefined) : undefined, // marked as shot_refused below
      call(place, 'read', pin.token)
        .then((answer) => z.parse(ReadAnswer, answer ?? null))
        .catch(() => null), // marked as read_failed below
    ]);
    await step('flag_shot');
    const again = await call(place, 'check', pin.token)
      .then((answer) => z.parse(Pin, answer ?? null))
      .catch(() => null); // the document is gone: marked as state_unknown
    const after =
      again === null
        ? undefined
        : place.frameId === 0
          ? again.state
          : await stateOf(top).catch(() => undefined);
    const problems = new Set<CaptureProblem>([...watch.problems(), ...sameMoment(pin, again, before, after)]);
    if (read === null) problems.add('read_failed');
    const refused = wanted && shot === undefined;
    if (refused) problems.add('shot_refused');
    return {
      pin,
      before,
      after,
      shot,
      shotProblem: refused ? 'shot_refused' : wanted ? undefined : 'shot_off',
      read,
      rect: rectInTop(pin, offset),
      problems: [...problems],
    };
  } finally {
    watch.stop();
  }
}

async function stateOf(top: Place): Promise<PageState> {
  return z.parse(PageState, await call(top, 'state'));
}

async function offsetOf(
  top: Place,
  frameUrl: string | undefined,
): Promise<{ x: number; y: number } | undefined> {
  if (frameUrl === undefined) return undefined;
  return z.parse(FrameRect, (await call(top, 'frameRect', frameUrl)) ?? null) ?? undefined;
}

function rectInTop(pin: PinAnswer, offset: { x: number; y: number } | undefined): Pin['rect'] {
  if (pin.rect === undefined || offset === undefined) return undefined;
  const { x, y, w, h } = pin.rect;
  return { x: x + offset.x, y: y + offset.y, w, h };
}
