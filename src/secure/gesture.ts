// What the analyst did to flag something, as every entry hands it to the flow. Runs in the worker.
import type { Gesture as PageGesture } from '../page/choose';

export interface Gesture {
  readonly kind: 'menu' | 'shortcut' | 'popup';
  /** Epoch ms at which the worker heard of it. */
  readonly at: number;
  readonly tabId: number;
  readonly windowId: number;
  /** As the browser told at the gesture; activeTab makes it readable. */
  readonly tabUrl: string;
  readonly tabTitle: string;
  readonly frameId: number;
  readonly frameUrl: string | undefined;
  readonly linkUrl?: string | undefined;
  readonly srcUrl?: string | undefined;
  readonly selectionText?: string | undefined;
  readonly targetElementId?: number | undefined;
  readonly withoutPicture: boolean;
}

/** The part that the page needs. */
export function forPage(gesture: Gesture): PageGesture {
  const { at, linkUrl, srcUrl, selectionText, targetElementId } = gesture;
  const kind = gesture.kind === 'popup' ? 'page' : gesture.kind;
  return { kind, at, linkUrl, srcUrl, selectionText, targetElementId };
}
