// What the worker asks of the top document when the post is in a frame of it: its state, and where the frame is.
// Runs in the page, injected then only. Answers plain JSON.
import type { PageState, Rect } from '../flag/capture';
import { all, attr, property } from '../platforms/reading';
import { rectOf, stateNow } from './glance';
import { world } from './world';

export interface Top {
  state(): Promise<PageState>;
  /** Where a frame right in this document is, by its address and inner size; null when that fits none or several. */
  frameRect(frameUrl: string, size: { w: number; h: number }): Rect | null;
}

export function installTop(): void {
  world().top ??= { state, frameRect };
}

async function state(): Promise<PageState> {
  await world().clear?.();
  return stateNow();
}

function frameRect(frameUrl: string, { w, h }: { w: number; h: number }): Rect | null {
  const frames = all(document, 'iframe');
  const size = (frame: Element, name: string): unknown => property(Element, name, frame);
  // a frame may have gone elsewhere than its src says: its size must fit too, and fit no other one
  const fitting = frames.filter((one) => size(one, 'clientWidth') === w && size(one, 'clientHeight') === h);
  const [frame] = fitting;
  if (frame === undefined || fitting.length > 1) return null;
  if (attr(frame, 'srcdoc') !== null || property(HTMLIFrameElement, 'src', frame) !== frameUrl) return null;
  const { x, y } = rectOf(frame);
  return { x: x + Number(size(frame, 'clientLeft')), y: y + Number(size(frame, 'clientTop')), w, h };
}
