// The listener's answer at a gesture: the document's state, and where the clicked elements are. Runs in the page.
import type { Rect } from '../flag/capture';
import { createWatch } from './state';
import type { Glance } from './world';

/** Asked by the worker through tabs.sendMessage. */
export const GLANCE = 'flagpost_glance';

/** Through the prototype: a form field named like the method would be called in its place. */
export function rectOf(element: Element): Rect {
  const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
  return { x, y, w: width, h: height };
}

export function stateNow(): ReturnType<ReturnType<typeof createWatch>> {
  globalThis.flagpostState ??= createWatch();
  return globalThis.flagpostState();
}

export async function glance(): Promise<Glance> {
  await globalThis.flagpostClear?.();
  const clicks = (globalThis.flagpostClicks ?? []).map(({ at, path: [target], shiftKey }) => ({
    at,
    shiftKey,
    ...(target instanceof Element ? { rect: rectOf(target) } : {}),
  }));
  return { state: stateNow(), clicks };
}
