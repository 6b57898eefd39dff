// Where the pictures of a post are, asked after commit 1. Runs in the page, injected then only. Changes nothing.
// Says nothing of what is half hidden, in motion, or behind a closed shadow root: a rectangle that is given shows one picture.
import type { Rect } from '../flag/capture';
import { all, around, attr, property } from '../platforms/reading';
import { rectOf } from './glance';
import { fillsView, type Pin, type Pinned } from './install';
import { WATCHED_MS } from './mutations';
import { world } from './world';

export interface PostImages {
  /**
   * Rectangles of the pictures of the post that is pinned under `token`, in CSS pixels of this viewport, and the pin at the
   * same instant. Null when there is none, or when the post is too large to tell in time.
   */
  find(token: string): { readonly rects: readonly Rect[]; readonly pin: Pin | null } | null;
  /**
   * Whether the post says and shows what it did when that was first asked. Null when that was never asked, or it had changed
   * by then. What is watched for at the gesture is forgotten after seconds; this holds for as long as the document does.
   */
  still(token: string): boolean | null;
}

/** Smaller ones are faces and signs. */
const SMALLEST = 64;
const MOST = 12;
/** A page is held up no longer than this. */
const BUDGET_MS = 40;
const SLACK = 1.5;

/** Of a post's text; more hangs on nothing. */
const MOST_CHARS = 200_000;
const MOST_PARTS = 2000;
const MOST_ELEMENTS = 5000;
const MOST_TREES = 500;

export function installPostImages(): void {
  const contents = new Map<string, string>();
  world().images ??= {
    still(token) {
      const pinned = world().reader?.pins.get(token);
      const before = contents.get(token);
      return pinned === undefined || before === undefined ? null : contentOf(pinned) === before;
    },
    find(token) {
      const pinned = world().reader?.pins.get(token);
      for (const old of contents.keys()) if (world().reader?.pins.has(old) !== true) contents.delete(old);
      if (pinned !== undefined && !contents.has(token) && isAsShot(token, pinned))
        contents.set(token, contentOf(pinned));
      const root = world().reader?.pins.get(token)?.found.root;
      const rects = root && picturesIn(root);
      return rects ? { rects, pin: world().reader?.check(token) ?? null } : null;
    },
  };
}

/** Later than that nobody watched all the while: what it says now may not be what the shot shows. */
function isAsShot(token: string, { since }: Pinned): boolean {
  return Date.now() - since < WATCHED_MS && world().reader?.check(token)?.changed === false;
}

/** Words and addresses of a post. Of what always changes (as for Pin.changed) nothing: that hangs on the page's address. */
function contentOf({ found: { root, via } }: Pinned): string {
  if (via === 'page' || fillsView(root)) return '';
  const parts: string[] = [];
  let left = MOST_CHARS;
  for (const tree of treesIn(root)) {
    const texts = Document.prototype.createTreeWalker.call(document, tree, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null && left > 0; text = texts.nextNode()) {
      // "5 min ago" is no other post a minute later; the time itself is compared
      const within = text.parentElement;
      if (within !== null && property(Element, 'localName', within) === 'time') continue;
      const data = String(property(CharacterData, 'data', text)).slice(0, left);
      left -= data.length;
      parts.push(data);
    }
    for (const element of elementsOf(tree, '[href],[src],[datetime]').slice(0, MOST_PARTS))
      for (const name of ['href', 'src', 'datetime']) parts.push(attr(element, name)?.slice(0, 1000) ?? '');
  }
  return parts.join('\n');
}

/** The post, and the open shadow trees in it: what they show is the post's too. */
function treesIn(post: Element): (Element | ShadowRoot)[] {
  const trees: (Element | ShadowRoot)[] = [post];
  for (const tree of trees)
    for (const element of elementsOf(tree, '*').slice(0, MOST_ELEMENTS)) {
      const shadow = property(Element, 'shadowRoot', element);
      if (shadow instanceof ShadowRoot && trees.length < MOST_TREES) trees.push(shadow);
    }
  return trees;
}

function picturesIn(post: Element): Rect[] | undefined {
  const until = performance.now() + BUDGET_MS;
  const area = rectOf(post);
  const shown = within(area, { x: 0, y: 0, w: innerWidth, h: innerHeight });
  const found: Rect[] = [];
  const moving = movingElements();
  const roots: (Element | ShadowRoot)[] = [post];
  for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
    for (const element of elementsOf(root, '*')) {
      if (performance.now() > until) return undefined;
      const shadow = property(Element, 'shadowRoot', element);
      if (shadow instanceof ShadowRoot) roots.push(shadow);
      const rect = rectOf(element);
      if (isWhole(rect, shown) && isPicture(element) && !moves(element, moving)) found.push(rect);
    }
  }
  return distinct(found, area);
}

/** With the root itself, where that is an element. */
function elementsOf(root: Element | ShadowRoot, selector: string): Element[] {
  return root instanceof Element
    ? [root, ...all(root, selector)]
    : [...DocumentFragment.prototype.querySelectorAll.call(root, selector)];
}

/** Large enough, and all of it in view: of a part, no other picture of the same would look alike. */
function isWhole({ x, y, w, h }: Rect, shown: Rect): boolean {
  if (w < SMALLEST || h < SMALLEST || x < shown.x - SLACK || y < shown.y - SLACK) return false;
  return x + w <= shown.x + shown.w + SLACK && y + h <= shown.y + shown.h + SLACK;
}

function isPicture(element: Element): boolean {
  const seen = Element.prototype.checkVisibility.call(element, {
    opacityProperty: true,
    visibilityProperty: true,
  });
  if (!seen) return false;
  if (element instanceof HTMLImageElement)
    return Number(property(HTMLImageElement, 'naturalWidth', element)) > 0;
  if (element instanceof HTMLVideoElement || element instanceof HTMLCanvasElement) return true;
  if (element instanceof SVGImageElement) return true;
  return getComputedStyle(element).backgroundImage.includes('url(');
}

/** What is in motion may be elsewhere by now than it was in the shot. */
function movingElements(): Set<Element> {
  const running = Document.prototype.getAnimations
    .call(document)
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target : null));
  return new Set(running.filter((target) => target !== null));
}

function moves(element: Element, moving: ReadonlySet<Element>): boolean {
  if (moving.size === 0) return false;
  for (let at: Element | null = element; at !== null; at = around(at)) if (moving.has(at)) return true;
  return false;
}

/** Each place once (pictures often lie over their own blurred ground), without what fills the post, the largest first. */
function distinct(found: readonly Rect[], area: Rect): Rect[] {
  const size = ({ w, h }: Rect): number => w * h;
  const kept: Rect[] = [];
  for (const rect of found.toSorted((a, b) => size(b) - size(a)))
    if (!near(rect, area) && !kept.some((one) => near(one, rect))) kept.push(rect);
  return kept.slice(0, MOST);
}

function near(a: Rect, b: Rect): boolean {
  return (['x', 'y', 'w', 'h'] as const).every((side) => Math.abs(a[side] - b[side]) <= 4);
}

function within(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return { x, y, w: Math.min(a.x + a.w, b.x + b.w) - x, h: Math.min(a.y + a.h, b.y + b.h) - y };
}
