// Glance, shoot, read and look again: one post and one picture of the same moment, or marked. Runs in the worker.
import * as z from 'zod/mini';
import { type CaptureProblem, PageState, type Rect } from '../flag/capture';
import { step } from '../steps';
import type { Gesture } from './gesture';
import {
  askListener,
  callTop,
  check,
  FrameRect,
  type Glance,
  injectTop,
  type Look,
  type Pin,
  type Place,
} from './page-calls';
import { develop, type Picture } from './picture';
import { readPost, type Seen } from './read-post';
import { isOutside, moved, sameMoment } from './same-moment';
import type { Camera, Shot } from './shoot';
import { claimTab } from './tab-lock';
import type { TabWatch } from './watch';

export interface Moment {
  /** What the reader found; undefined when the page did not answer. */
  readonly look: Seen | undefined;
  /** The post as it was after the shot. */
  readonly again: Pin | undefined;
  /** Of the top document. */
  readonly before: PageState | undefined;
  readonly after: PageState | undefined;
  readonly shot: Shot | undefined;
  readonly picture: Picture | undefined;
  /** Post's rectangle in the top viewport; undefined when it is not known there. */
  readonly rect: Rect | undefined;
  readonly problems: CaptureProblem[];
}

export interface Scene {
  readonly gesture: Gesture;
  readonly place: Place;
  readonly top: Place;
  /** Whose host the document has; "other" when nobody's. */
  readonly platform: string;
  readonly camera: Camera;
  readonly pictureOff: Promise<boolean>;
  readonly watch: () => TabWatch;
  /** The intent is on disk: no shot before that. */
  readonly intended: Promise<void>;
}

/** Null when there is nothing to flag where the gesture was; rejects when the browser lets nobody into the page. */
export async function takeMoment(scene: Scene): Promise<Moment | null> {
  // whoever scrolls this tab stops; the page puts itself back before it answers the glance
  const release = claimTab(scene.gesture.tabId);
  try {
    return await takeTwice(scene);
  } finally {
    release();
  }
}

async function takeTwice(scene: Scene): Promise<Moment | null> {
  const first = await attempt(scene);
  const worthMore = first?.look !== undefined && first.shot !== undefined && first.problems.length > 0;
  if (!worthMore) return first;
  // once more: the page may have settled; the clicked element is still the same one
  const second = await attempt(scene).catch(() => null); // the page may be gone by now: then the first stands, marked
  return second !== null && second.problems.length === 0 ? second : first;
}

async function attempt(scene: Scene): Promise<Moment | null> {
  const { place, top } = scene;
  const watch = scene.watch();
  try {
    // A listener's glance takes 1 ms, an injection ten times that: with a listener the shot need not wait for the reader.
    const [glance] = await Promise.all([
      place.frameId === 0 ? askListener(place) : null,
      watch.look(),
      scene.intended,
    ]);
    const quick = glance !== null && !glance.clicks.some(({ shiftKey }) => shiftKey) ? glance : null;
    await step('flag_pinned');
    // what is in front of the tab is none of ours: it is not even shot
    const inFront = !watch.problems().includes('tab_switched');
    const taken =
      quick === null ? await readThenShoot(scene, inFront) : await shootAndRead(scene, quick, inFront);
    if (taken === null) return null;
    await step('flag_shot');
    const { look, before, pinned, shot, refused, off } = taken;
    const checking = Promise.all([look && check(place, look.token, quick !== null), watch.look()]);
    const picture = shot && develop(shot); // while page and browser answer
    const [again] = await checking;
    const after = place.frameId === 0 ? again?.state : await stateOf(top).catch(() => undefined); // marked below
    const problems = new Set<CaptureProblem>(watch.problems());
    if (look === undefined) problems.add('read_failed');
    else for (const problem of sameMoment(pinned ?? look, look, again, before, after)) problems.add(problem);
    if (refused) problems.add('shot_refused');
    if (off) problems.add('shot_off');
    const frame = look && (await frameOf(look, scene));
    if (moved(taken.frame, frame)) problems.add('page_changed');
    const rect = look && rectInTop(look, frame, scene);
    if (rect !== undefined && before !== undefined && isOutside(rect, before.viewport))
      problems.add('out_of_view');
    return { look, again: again ?? undefined, before, after, shot, picture, rect, problems: [...problems] };
  } finally {
    watch.stop();
  }
}

interface Taken {
  readonly look: Seen | undefined;
  readonly before: PageState | undefined;
  /** Where the clicked element was before the shot, when that was asked before the reader came. */
  readonly pinned?: Pick<Pin, 'state' | 'targetRect'> | undefined;
  readonly shot: Shot | undefined;
  readonly refused: boolean;
  readonly off: boolean;
  /** Where the post's frame was before the shot. */
  readonly frame?: Rect | undefined;
}

async function shootAndRead(scene: Scene, glance: Glance, inFront: boolean): Promise<Taken | null> {
  const off = await scene.pictureOff;
  const reading = readPost(scene).then(
    (look) => ({ look }),
    () => ({ look: undefined }), // marked as read_failed
  );
  const [shot, { look }] = await Promise.all([off || !inFront ? undefined : shoot(scene), reading]);
  if (look === null) return null;
  const click = glance.clicks.find(({ at }) => at === look?.clickedAt);
  const pinned = { state: glance.state, targetRect: click?.rect ?? look?.targetRect };
  return { look, before: glance.state, pinned, shot, refused: inFront && !off && shot === undefined, off };
}

/** Without a listener, in a frame, or with Shift in play: first which post and whether with a picture, then the shot. */
async function readThenShoot(scene: Scene, inFront: boolean): Promise<Taken | null> {
  const { place, top } = scene;
  const look = await readPost(scene);
  if (look === null) return null;
  if (place.frameId !== 0) await injectTop(top);
  const before = place.frameId === 0 ? look.state : await stateOf(top);
  const frame = await frameOf(look, scene);
  const off = (await scene.pictureOff) || look.shiftKey;
  const shot = off || !inFront ? undefined : await shoot(scene);
  return { look, before, frame, shot, refused: inFront && !off && shot === undefined, off };
}

function shoot({ camera, gesture }: Scene): Promise<Shot | undefined> {
  return camera.shoot(gesture.windowId).catch(() => undefined); // marked as shot_refused
}

async function stateOf(top: Place): Promise<PageState> {
  return z.parse(PageState, await callTop(top, 'state'));
}

/** Where the frame is in the top viewport; undefined when it is no frame, or cannot be told apart from others. */
async function frameOf(look: Look, { gesture, place, top }: Scene): Promise<Rect | undefined> {
  if (place.frameId === 0 || gesture.frameUrl === undefined || !look.nearTop) return undefined;
  const answer = await callTop(top, 'frameRect', gesture.frameUrl, look.state.viewport).catch(() => null); // then there is no crop
  return z.safeParse(FrameRect, answer ?? null).data ?? undefined;
}

/** The post's rectangle in the top viewport. */
function rectInTop(look: Look, frame: Rect | undefined, { place }: Scene): Rect | undefined {
  if (place.frameId === 0) return look.rect;
  return frame && look.rect && { ...look.rect, x: look.rect.x + frame.x, y: look.rect.y + frame.y };
}
