// Any part of a page in one shot, without scrolling: only Firefox can. Runs in the worker.
// Not through the camera: a large rectangle takes its time, and a flag's shot must not stand in line behind it.
import browser from 'webextension-polyfill';
import type { Rect } from '../flag/capture';
import {
  ask,
  type Broken,
  brokenBy,
  isSame,
  isStill,
  refusal,
  type Scene,
  type Taken,
  type View,
} from './scroll-through';
import { rowsAllowed } from './tiles';

export const canShootRectangles = (): boolean => 'getBrowserInfo' in browser.runtime;

/** Canvases end here. */
const WIDEST = 16_384;

/** The part of the page to be shot, in its own coordinates. */
export function areaOf({ state, target }: View, wholePage: boolean): { rect: Rect; truncated: boolean } {
  const { devicePixelRatio: scale, document: page, scroll } = state;
  const left = wholePage ? 0 : Math.max(0, Math.floor(target.x + scroll.x));
  const top = wholePage ? 0 : Math.max(0, Math.floor(target.y + scroll.y));
  const right = wholePage ? page.w : Math.min(page.w, Math.ceil(target.x + target.w + scroll.x));
  const bottom = wholePage ? page.h : Math.min(page.h, Math.ceil(target.y + target.h + scroll.y));
  const w = Math.min(right - left, Math.floor(WIDEST / scale));
  const h = Math.min(bottom - top, Math.floor(rowsAllowed(w * scale) / scale));
  return { rect: { x: left, y: top, w, h }, truncated: w < right - left || h < bottom - top };
}

/** `uncover`: what lies in front is put aside for the moment; else nothing at all is changed. */
export async function shootRectangle(scene: Scene, uncover: boolean): Promise<Taken | Broken> {
  const { clock, place, token, windowId } = scene;
  const startedAt = clock.now();
  try {
    const before = uncover ? await uncovered(scene) : await ask(place, 'survey', token);
    if (before === null) return brokenBy(scene);
    const { rect, truncated } = areaOf(before, token === null);
    if (!before.connected || rect.w < 1 || rect.h < 1) return { reason: 'page_changed', again: false };
    const png = await shoot(windowId, rect).catch((error: unknown) => refusal(error));
    const after = uncover ? await ask(place, 'view') : await ask(place, 'survey', token);
    await scene.watched.look();
    const disturbed = scene.watched.closed() || scene.watched.problems().length > 0;
    if (after === null || disturbed || scene.turn.lost()) return brokenBy(scene);
    if ('reason' in png) return png;
    const same = isSame(scene.view, before, token) && isSame(before, after, token);
    if (!same || !isStill(before, after)) return { reason: 'page_changed', again: true };
    const hidden = after.hidden > 0 ? [{ kind: 'fixed_hidden', count: after.hidden } as const] : [];
    const alterations = [...hidden, ...(truncated ? [{ kind: 'truncated' } as const] : [])];
    return { png, startedAt, alterations };
  } finally {
    if (uncover) await ask(place, 'end');
  }
}

async function uncovered({ place, token }: Scene): Promise<View | null> {
  return (await ask(place, 'begin', token)) && ask(place, 'uncover');
}

async function shoot(windowId: number, { x, y, w, h }: Rect): Promise<Uint8Array<ArrayBuffer>> {
  const rect = { x, y, width: w, height: h };
  const dataUrl = await browser.tabs.captureVisibleTab(windowId, { format: 'png', rect });
  return Uint8Array.fromBase64(dataUrl.slice(dataUrl.indexOf(',') + 1));
}
