// The reader as it is injected at a gesture: pins the post, reads it, tells the state before and after. Runs in the page.
// Called by the worker through scripting.executeScript, never by messages. Every answer is plain JSON and is not to be trusted.
import type { PageState, Rect } from '../flag/capture';
import type { PageMetadata, PostDetails } from '../flag/post';
import type { Found, Platform } from '../platforms/platform';
import { all, property } from '../platforms/reading';
import { choose, type Gesture } from './choose';
import { readMetadata } from './metadata';
import { createWatch } from './state';
import { hideToast, showToast, type ToastText } from './toast';
import type { Click } from './world';

/** The post as pinned: before the shot, and asked again after it. */
export interface Pin {
  readonly state: PageState;
  /** Of the post's root, CSS pixels in this frame's viewport. */
  readonly rect?: Rect | undefined;
  /** Of the clicked element. */
  readonly targetRect?: Rect | undefined;
  readonly connected: boolean;
  /** The root's first links: when a list reuses its elements for another post, these are not the same. */
  readonly links: string;
}

export interface PinAnswer extends Pin {
  readonly token: string;
  readonly via: Found['via'];
  readonly shiftKey: boolean;
  /** The reader that recognised the post; "other" for the generic one. */
  readonly platform: string;
  /** What was already different from the instant of the click. */
  readonly moved: ('scrolled' | 'navigated')[];
}

export interface ReadAnswer {
  readonly post: PostDetails;
  readonly page: PageMetadata;
}

export interface Reader {
  pin(gesture: Gesture): Promise<PinAnswer | null>;
  read(token: string): Promise<ReadAnswer | null>;
  check(token: string): Pin | null;
  /** Whether a right-click came after this gesture's. */
  toast(text: ToastText, flagId: string, at: number): { superseded: boolean };
  frameRect(frameUrl: string): Rect | null;
  state(): PageState;
  metadata(): PageMetadata;
}

interface Pinned {
  readonly found: Found;
  readonly platform: Platform;
  readonly fallback: boolean;
}

/** Gestures under way at once in one document; older pins hold elements for nothing. */
const PINS_KEPT = 8;

interface Located extends Pinned {
  readonly click: Click | undefined;
}

const rectOf = (element: Element): Rect => {
  const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
  return { x, y, w: width, h: height };
};

function linksOf(root: Element): string {
  const links = all(root, 'a[href]').slice(0, 8);
  return links
    .map((link) => String(property(HTMLAnchorElement, 'href', link)))
    .join(' ')
    .slice(0, 1000);
}

function locate(platforms: readonly Platform[], gesture: Gesture): Located | null {
  const { from, click } = choose(gesture, globalThis.flagpostClicks ?? []);
  for (const platform of platforms) {
    const found = platform.find(from);
    if (found !== null) return { found, platform, fallback: platform !== platforms[0], click };
  }
  return null;
}

/** A toast of the last flag must not be in the next one's picture: gone, and the frame without it drawn. */
async function clearToast(): Promise<void> {
  if (!hideToast()) return;
  const frame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
  const limit = new Promise((passed) => setTimeout(passed, 150));
  await Promise.race([frame().then(frame), limit]);
}

export function createReader(platforms: readonly Platform[]): Reader {
  const state = createWatch();
  const pins = new Map<string, Pinned>();
  const check = ({ found: { root, target } }: Pinned): Pin => ({
    state: state(),
    rect: rectOf(root),
    targetRect: target && rectOf(target),
    connected: property(Node, 'isConnected', root) === true,
    links: linksOf(root),
  });
  return {
    async pin(gesture) {
      const located = locate(platforms, gesture);
      if (located === null) return null;
      await clearToast();
      const { click, found, platform } = located;
      const token = crypto.randomUUID();
      pins.set(token, located);
      for (const old of pins.keys()) if (pins.size > PINS_KEPT) pins.delete(old);
      const moved: PinAnswer['moved'] = [];
      if (click !== undefined && click.url !== location.href) moved.push('navigated');
      if (click !== undefined && (click.scroll.x !== scrollX || click.scroll.y !== scrollY))
        moved.push('scrolled');
      const shiftKey = click?.shiftKey ?? false;
      return { token, via: found.via, platform: platform.platform, shiftKey, moved, ...check(located) };
    },
    async read(token) {
      const pinned = pins.get(token);
      if (pinned === undefined) return null;
      const post = await pinned.platform.read(pinned.found);
      const note = pinned.fallback ? 'generic_reader' : undefined;
      const adapterNote = post.adapterNote ?? note;
      return {
        post: adapterNote === undefined ? post : { ...post, adapterNote },
        page: readMetadata(document),
      };
    },
    check(token) {
      const pinned = pins.get(token);
      return pinned === undefined ? null : check(pinned);
    },
    toast(text, flagId, at) {
      const superseded = (globalThis.flagpostClicks ?? []).some((click) => click.at > at);
      // the analyst is already at the next post: a toast now could come into its picture
      if (!superseded)
        showToast(text, async () => (await browser.runtime.sendMessage({ type: 'undo', flagId })) === true);
      return { superseded };
    },
    frameRect(frameUrl) {
      const frames = all(document, 'iframe').filter(
        (frame) => property(HTMLIFrameElement, 'src', frame) === frameUrl,
      );
      const [frame] = frames;
      return frame !== undefined && frames.length === 1 ? rectOf(frame) : null;
    },
    state,
    metadata: () => readMetadata(document),
  };
}

/** Puts the reader where the worker's next call finds it. A second injection into the same document keeps the first. */
export function installReader(platforms: readonly Platform[]): void {
  globalThis.flagpostReader ??= createReader(platforms);
}
