// The reader as it is injected at a gesture: pins the post, reads it, looks at it again after the shot. Runs in the page.
// Called by the worker through scripting.executeScript, never by messages. Every answer is plain JSON and is not to be trusted.
import type { PageState, Rect } from '../flag/capture';
import type { PageMetadata, PostDetails } from '../flag/post';
import type { Found, Platform } from '../platforms/platform';
import { property } from '../platforms/reading';
import { choose, type Gesture } from './choose';
import { linksOf, rectOf, stateNow, watchMutations } from './glance';
import { readMetadata } from './metadata';
import { randomId } from './random-id';
import { type Click, world } from './world';

/** The post as pinned, and asked again after the shot. */
export interface Pin {
  readonly state: PageState;
  /** Of the post's root, CSS pixels in this frame's viewport. */
  readonly rect?: Rect | undefined;
  /** Of the clicked element. */
  readonly targetRect?: Rect | undefined;
  readonly connected: boolean;
  /** The root's first links: when a list reuses its elements for another post, these are not the same. */
  readonly links: string;
  /**
   * Its content changed since the gesture. Not asked of a page as a whole, nor of a post that fills it (a film with its
   * clock, its comments): those always change, and which post they are hangs on the address, which is compared.
   */
  readonly changed: boolean;
}

export interface Look extends Pin {
  readonly token: string;
  /** Whose reader found it; "other" is the generic one's. */
  readonly platform: string;
  readonly via: Found['via'];
  readonly shiftKey: boolean;
  /** When the right-click was, if the listener saw it. */
  readonly clickedAt?: number | undefined;
  /** The page's address was another one at the click. */
  readonly navigated: boolean;
  /** The clicked element held another post at the click. */
  readonly reused: boolean;
  readonly post: PostDetails;
  readonly page: PageMetadata;
  /** This document is the top one, or a frame right in it. */
  readonly nearTop: boolean;
}

export interface Reader {
  add(platform: Platform, kin?: Kin): void;
  /** Of which platform this page is, where its host says nothing of that. */
  kin(): string | null;
  /**
   * Pins the post and reads it, as that platform's reader sees it. Null when it finds nothing where the gesture was.
   * `fallback`: the reader whose page this is found nothing, and the post is to say so.
   */
  look(platform: string, gesture: Gesture, fallback: boolean): Promise<Look | null>;
  check(token: string): Pin | null;
  /** By token: for other scripts of ours in this document. */
  readonly pins: ReadonlyMap<string, Pinned>;
}

type Kin = () => string | undefined;

export interface Pinned {
  readonly found: Found;
  /** Epoch ms of the gesture. */
  readonly since: number;
}

/** Flags of one document that more can be asked of, as many as the worker remembers; older pins hold elements for nothing. */
const PINS_KEPT = 40;

interface Located extends Pinned {
  readonly click: Click | undefined;
}

function locate(platform: Platform, gesture: Gesture): Located | null {
  const { from, click } = choose(gesture, world().clicks ?? []);
  const found = platform.find(from);
  return found && { found, since: gesture.at, click };
}

export function createReader(): Reader {
  const platforms = new Map<string, Platform>();
  let kinOfPage: Kin | undefined;
  const pins = new Map<string, Pinned>();
  const check = ({ found: { root, target, via }, since }: Pinned): Pin => ({
    state: stateNow(),
    rect: rectOf(root),
    targetRect: target && rectOf(target),
    connected: property(Node, 'isConnected', root) === true,
    links: linksOf(root),
    changed: via !== 'page' && !fillsView(root) && world().mutations?.within(root, since) === true,
  });
  return {
    pins,
    add(platform, kin) {
      if (!platforms.has(platform.platform)) platforms.set(platform.platform, platform);
      kinOfPage ??= kin;
    },
    kin: () => kinOfPage?.() ?? null,
    async look(name, gesture, fallback) {
      await world().clear?.();
      watchMutations();
      const platform = platforms.get(name);
      const located = platform && locate(platform, gesture);
      if (!platform || !located) return null;
      const { click, found } = located;
      const token = randomId();
      pins.set(token, located);
      for (const old of pins.keys()) if (pins.size > PINS_KEPT) pins.delete(old);
      return {
        token,
        platform: name,
        via: found.via,
        shiftKey: click?.shiftKey ?? false,
        clickedAt: click?.at,
        navigated: click !== undefined && click.url !== location.href,
        reused: click?.around !== undefined && linksOf(click.around) !== click.links,
        ...check(located),
        post: await readPost(platform, found, fallback),
        page: readMetadata(document),
        nearTop: parent === top,
      };
    },
    check(token) {
      const pinned = pins.get(token);
      return pinned === undefined ? null : check(pinned);
    },
  };
}

export function fillsView(root: Element): boolean {
  const { w, h } = rectOf(root);
  return w >= innerWidth * 0.9 && h >= innerHeight;
}

async function readPost(platform: Platform, found: Found, fallback: boolean): Promise<PostDetails> {
  const post = await platform.read(found);
  const adapterNote = post.adapterNote ?? (fallback ? 'generic_reader' : undefined);
  return adapterNote === undefined ? post : { ...post, adapterNote };
}

/** Puts a platform where the worker's next call finds it. A second injection into the same document keeps the first. */
export function installReader(platform: Platform, kin?: Kin): void {
  const own = world();
  own.reader ??= createReader();
  own.reader.add(platform, kin);
}
