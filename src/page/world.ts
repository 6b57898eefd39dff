// What listener and reader share in the extension's own isolated world of a document. Page scripts cannot see it. Types only.
import type { Rect } from '../flag/capture';
import type { Reader } from './install';

/** One right-click, as it was at that instant. */
export interface Click {
  /** Innermost first; looks through open shadow roots. Elements, so the post keeps its identity when the page moves. */
  readonly path: readonly EventTarget[];
  /** Epoch ms. */
  readonly at: number;
  readonly url: string;
  readonly scroll: { readonly x: number; readonly y: number };
  /** Of the innermost element, CSS pixels in its viewport. */
  readonly rect: Rect | undefined;
  readonly shiftKey: boolean;
}

declare global {
  /** The last few right-clicks, oldest first. Written by the listener. */
  var flagpostClicks: Click[] | undefined;
  /** The reader, once it was injected. Called by the worker. */
  var flagpostReader: Reader | undefined;
}
