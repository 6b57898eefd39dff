// What listener, reader and toast share in the extension's own isolated world of a document. Page scripts cannot see it.
// Kept under a symbol: a page's elements are named properties of the global object here too (an id is enough), but only
// under strings, so nothing that a page names can stand in for it.
import type { PageState, Rect } from '../flag/capture';
import type { Reader } from './install';
import type { Mutations } from './mutations';
import type { PostImages } from './post-images';
import type { Scroller } from './scroller';
import type { Snapshot } from './snapshot/job';
import type { Toast } from './toast';
import type { Top } from './top';

/** One right-click, as it was at that instant. */
export interface Click {
  /** Innermost first; looks through open shadow roots. Elements, so the post keeps its identity when the page moves. */
  readonly path: readonly EventTarget[];
  /** Epoch ms. */
  readonly at: number;
  readonly url: string;
  readonly scroll: { readonly x: number; readonly y: number };
  readonly shiftKey: boolean;
  /** The nearest element around with a few links, and those links then: lists reuse their elements for other posts. */
  readonly around: Element | undefined;
  readonly links: string;
}

/** What the listener answers the worker at a gesture, before the shot. */
export interface Glance {
  readonly state: PageState;
  /** The last right-clicks: where their elements are now, CSS pixels in this frame's viewport. */
  readonly clicks: readonly {
    readonly at: number;
    readonly shiftKey: boolean;
    readonly rect?: Rect | undefined;
  }[];
}

export interface World {
  /** The listener is at work in this document. */
  listening?: boolean;
  /** The last few right-clicks, oldest first. Written by the listener. */
  clicks?: readonly Click[];
  /** State of the document, and what happened since the first call. Made once, by the listener or the reader. */
  state?: () => PageState;
  mutations?: Mutations;
  /** Puts the page as it is without us, resolved once a frame of that was drawn. Set by toast and scroller. */
  clear?: () => Promise<void>;
  /** Shows a toast. Called by the worker. */
  toast?: Toast;
  /** The reader, once it was injected. Called by the worker. */
  reader?: Reader;
  /** Takes the document's snapshot, once it was injected. Called by the worker. */
  snapshot?: Snapshot;
  /** The toast as it now stands in the page: no part of the page. */
  toastHost?: Element | undefined;
  /** In a top document whose frame holds the post. Called by the worker. */
  top?: Top;
  /** Finds the pictures of a post, once it was injected. Called by the worker. */
  images?: PostImages;
  /** Shows what is taller than the window row by row, once it was injected. Called by the worker. */
  scroller?: Scroller;
}

/** The worker's serialised calls write it out again: they can import nothing. */
const KEY = Symbol.for('flagpost');
const holder: { [KEY]?: World } & object = Object(globalThis);

export function world(): World {
  holder[KEY] ??= {};
  return holder[KEY];
}
