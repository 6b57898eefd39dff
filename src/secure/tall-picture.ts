// A picture of what is taller than the window: one rectangle where the browser can (Firefox), else row by row.
// Runs in the worker. Tries twice; what cannot be had is absent, with its reason. Never rejects.
import browser from 'webextension-polyfill';
import type { ArtefactKind, SameState } from '../flag/artefact';
import type { Evidence } from '../queue/captures';
import type { Joining } from './joining';
import { injectScroller } from './page-calls';
import { absent, pictureFrom, present } from './picture';
import { canShootRectangles, shootRectangle } from './rectangle';
import { ask, type Broken, type Scene, scrollThrough, type Taken } from './scroll-through';
import { type Turn, withTab } from './tab-lock';
import { watchTab } from './watch';
import { holdsAnother, stateNow } from './whereabouts';

export interface Wanted {
  readonly kind: ArtefactKind & ('screenshot_whole_post' | 'screenshot_full');
  /** Of the post's pin; null for the page as a whole. */
  readonly token: string | null;
  /** Nothing in the page may be touched. */
  readonly untouched: boolean;
}

/** The analyst may have just moved on: a page that scrolls against their hand is no help. */
const CALM_MS = 1500;

type Asked = Omit<Scene, 'view'>;

interface Joined extends Taken {
  readonly sameState: SameState;
  readonly durationMs: number;
}

export async function takeTall(joining: Joining, wanted: Wanted): Promise<readonly Evidence[]> {
  const { capture, clock, where } = joining;
  const made = (capturedAt: number) =>
    ({ flagId: capture.id, kind: wanted.kind, role: 'evidentiary', capturedAt }) as const;
  const gone = ({ reason }: Broken): Evidence[] => [absent(made(clock.now()), reason, clock)];
  try {
    const taken = await withTab(where.tabId, (turn) => attempt(joining, wanted, turn)).then(async (once) => {
      if ('png' in once || !once.again) return once;
      await new Promise((passed) => setTimeout(passed, CALM_MS));
      return withTab(where.tabId, (turn) => attempt(joining, wanted, turn));
    });
    if ('reason' in taken) return gone(taken);
    const { alterations, durationMs, png, sameState, startedAt } = taken;
    const picture = pictureFrom(png, 'image/png');
    return [await present(made(startedAt), picture, clock, { sameState, alterations, durationMs })];
  } catch {
    return gone({ reason: 'error', again: false }); // a picture that cannot be put together is no fault of the flag
  }
}

async function attempt(joining: Joining, wanted: Wanted, turn: Turn): Promise<Joined | Broken> {
  const { camera, capture, clock, where } = joining;
  const tab = await browser.tabs.get(where.tabId).catch(() => undefined);
  if (tab?.windowId === undefined) return { reason: 'tab_closed', again: false };
  const before = await stateNow(where, capture);
  if (before === 'gone') return { reason: 'page_changed', again: false };
  const watched = watchTab(where.tabId, tab.windowId);
  try {
    await watched.look();
    // another tab is in front: the camera would see that
    if (watched.problems().length > 0) return { reason: 'tab_changed', again: false };
    const place = { tabId: where.tabId, frameId: 0 };
    const { token } = wanted;
    const scene: Asked = { place, windowId: tab.windowId, token, camera, clock, turn, watched };
    const begun = clock.monotonic();
    const taken = await shoot(scene, wanted.untouched, joining);
    if ('reason' in taken) return taken;
    const after = await stateNow(where, capture);
    if (after === 'gone') return { reason: 'page_changed', again: false };
    const sameState = before === after ? before : 'changed';
    return { ...taken, sameState, durationMs: Math.round(clock.monotonic() - begun) };
  } finally {
    watched.stop();
  }
}

async function shoot(scene: Asked, untouched: boolean, { capture, where }: Joining): Promise<Taken | Broken> {
  const { place, token } = scene;
  const inside = await injectScroller(place).then(
    () => true,
    () => false,
  );
  if (!inside) return { reason: 'permission_denied', again: false };
  const view = await ask(place, 'survey', token);
  if (view === null) return { reason: 'not_locatable', again: false };
  const { before } = capture.capture;
  const moved = before !== undefined && before.url !== view.state.url;
  // no picture that may be of another post, not even marked as changed
  if (moved || (token !== null && holdsAnother(where, view.links)))
    return { reason: 'page_changed', again: false };
  // a box in the page paints only what it shows: a rectangle would be of that
  if (canShootRectangles() && !view.boxed) return shootRectangle({ ...scene, view }, !untouched);
  if (untouched) return { reason: 'unsupported_browser', again: false };
  return scrollThrough({ ...scene, view }, !canShootRectangles());
}
