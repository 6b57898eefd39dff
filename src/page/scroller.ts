// Shows a post, or the page, row by row to the camera, and puts everything back. Runs in the page, injected then only.
// The analyst comes first: their wheel, mouse or key, a new flag, or a worker that stays silent ends it at once.
import type { PageState, Rect } from '../flag/capture';
import { all, property } from '../platforms/reading';
import { linksOf, rectOf, stateNow } from './glance';
import { type Aside, createAside } from './put-aside';
import * as box from './scroll-box';
import { world } from './world';

export interface View {
  readonly state: PageState;
  /** The whole of the post or page, as it lies in the viewport now. */
  readonly target: Rect;
  /** The part of the viewport in which it is shown. */
  readonly port: Rect;
  /** Of the box that scrolls. */
  readonly top: number;
  readonly length: number;
  readonly connected: boolean;
  /** The post's first links: another post in the same element has others. */
  readonly links: string;
  /** Elements put aside so far. */
  readonly hidden: number;
  /** What scrolls it is a box in the page, not the page. */
  readonly boxed: boolean;
}

export interface Scroller {
  /** Where the post (or, without a token, the page) is. Changes nothing. Null when there is no such pin. */
  survey(token: string | null): View | null;
  /** Begins, once the last flag's toast is gone. Null when there is no such pin. */
  begin(token: string | null): Promise<View | null>;
  /** Puts aside what lies in front without scrolling anywhere. Null when it ended. */
  uncover(): Promise<View | null>;
  /** Brings a row of the target to the top of the port. Null when it ended: then everything is back already. */
  go(row: number): Promise<View | null>;
  /** As it is, after the shot. Null when it ended. */
  view(): View | null;
  /** Puts everything back; false when that was done already, for another reason. */
  end(): Promise<boolean>;
}

interface Run {
  readonly root: Element | undefined;
  readonly box: Element;
  readonly before: readonly box.Position[];
  readonly targetBefore: Rect;
  readonly aside: Aside;
  hidden: number;
  timer?: ReturnType<typeof setTimeout>;
}

/** A worker that does not call for so long is dead. */
export const SILENCE_MS = 5000;
const TOAST_MS = 6500;
const SETTLE_MS = 700;
const SWALLOW_MS = 1500;
const DRAWN_MS = 1500;
/** What the analyst does that ends it. */
const ENDS = ['wheel', 'touchmove', 'mousedown', 'keydown'] as const;

let run: Run | undefined;
let swallowUntil = 0;
/** A frame of the page as it was is on the screen. */
let drawn = Promise.resolve();

export function installScroller(): void {
  const own = world();
  if (own.scroller !== undefined) return;
  own.scroller = { survey, begin, uncover, go, view: () => (run ? viewOf(run) : null), end };
  // every glance and look of a flag asks for this first: no flag's picture is of a page that we have scrolled
  const before = own.clear;
  own.clear = async () => {
    await end();
    await before?.();
  };
  for (const type of ENDS) addEventListener(type, giveWay, { capture: true, passive: true });
  addEventListener('contextmenu', swallow, { capture: true });
  addEventListener('pagehide', restore, { capture: true });
}

function giveWay(event: Event): void {
  if (!event.isTrusted || run === undefined) return;
  const moved = restore();
  // what was under the pointer is elsewhere now: a menu would be of another post than the analyst saw
  if (moved && event.type === 'mousedown') swallowUntil = Date.now() + SWALLOW_MS;
}

function swallow(event: Event): void {
  if (!event.isTrusted || Date.now() > swallowUntil) return;
  swallowUntil = 0;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function targetOf({ root, box: within }: Pick<Run, 'root' | 'box'>): Rect {
  return root === undefined ? box.contentOf(within) : rectOf(root);
}

function viewOf(of: Pick<Run, 'root' | 'box' | 'hidden'>): View {
  if (of === run) stayAwake(run);
  return {
    state: stateNow(),
    target: targetOf(of),
    port: box.portOf(of.box),
    top: box.topOf(of.box),
    length: box.lengthOf(of.box),
    connected: property(Node, 'isConnected', of.root ?? of.box) === true,
    links: of.root === undefined ? '' : linksOf(of.root),
    hidden: of.hidden,
    boxed: of.box !== box.documentBox(),
  };
}

/** Null for a pin that is not known, or was never put into the page. */
function placed(token: string | null): Pick<Run, 'root' | 'box' | 'hidden'> | null {
  if (token === null) return { root: undefined, box: box.mainBox(), hidden: 0 };
  const root = world().reader?.pins.get(token)?.found.root;
  if (root === undefined) return null;
  return { root, box: boxFor(root), hidden: 0 };
}

/** The innermost box that cuts the post off; where none in the page does, the document. */
function boxFor(root: Element): Element {
  const { y, h } = rectOf(root);
  const cutting = box.boxesAround(root).find((one) => {
    const inner = box.innerOf(one);
    return y < inner.y || y + h > inner.y + inner.h;
  });
  return cutting ?? box.documentBox();
}

function survey(token: string | null): View | null {
  const of = placed(token);
  return of && viewOf(of);
}

async function begin(token: string | null): Promise<View | null> {
  const until = Date.now() + TOAST_MS;
  while (world().toastHost !== undefined && Date.now() < until) await sleep(100);
  restore();
  const of = placed(token);
  if (of === null) return null;
  const boxes = box.boxesAround(of.root ?? of.box);
  const all = boxes.includes(of.box) ? boxes : [of.box, ...boxes];
  const own = { ...of, before: all.map(box.positionOf), targetBefore: targetOf(of), aside: createAside() };
  run = own;
  own.aside.unsnap(of.box);
  return viewOf(own);
}

async function uncover(): Promise<View | null> {
  const own = run;
  if (own === undefined) return null;
  own.hidden = own.aside.clear(targetOf(own), own.root, () => false);
  await frames();
  return own === run ? viewOf(own) : null;
}

async function go(row: number): Promise<View | null> {
  const own = run;
  if (own === undefined) return null;
  stayAwake(own);
  const port = box.portOf(own.box);
  if (port.h < 1 && own.box !== box.documentBox())
    Element.prototype.scrollIntoView.call(own.box, { block: 'nearest', behavior: 'instant' });
  const { y } = targetOf(own);
  const at = box.positionOf(own.box);
  box.scrollBox({ ...at, top: at.top + y + row - box.portOf(own.box).y });
  clearSight(own, row);
  await settled(own);
  if (own !== run) return null;
  // what was loaded meanwhile may lie in front as well
  const before = own.hidden;
  clearSight(own, row);
  if (own.hidden > before) await frames();
  return own === run ? viewOf(own) : null;
}

/** On a page's first rows, what stands at its top is where it belongs. */
function clearSight(own: Run, row: number): void {
  const port = box.portOf(own.box);
  const spared = (rect: Rect): boolean => own.root === undefined && row <= 0 && rect.y < port.y + port.h / 2;
  own.hidden = own.aside.clear(port, own.root, spared);
}

async function end(): Promise<boolean> {
  const ended = run !== undefined;
  restore();
  // whoever put it back a moment ago: the next picture is of the page as it was, however long that takes to be drawn
  await drawn;
  return ended;
}

/** Whether the page had been scrolled. */
function restore(): boolean {
  const own = run;
  if (own === undefined) return false;
  run = undefined;
  clearTimeout(own.timer);
  const moved = Math.abs(targetOf(own).y - own.targetBefore.y) > 1;
  own.aside.restore();
  for (const position of own.before.toReversed()) box.scrollBox(position);
  // content above it grew: the post stays where the analyst saw it
  const off = targetOf(own).y - own.targetBefore.y;
  const at = box.positionOf(own.box);
  if (own.root !== undefined && moved && Math.abs(off) > 1) box.scrollBox({ ...at, top: at.top + off });
  drawn = frames(DRAWN_MS);
  return moved;
}

function stayAwake(own: Run): void {
  clearTimeout(own.timer);
  own.timer = setTimeout(restore, SILENCE_MS);
}

function sleep(ms: number): Promise<void> {
  return new Promise((passed) => setTimeout(passed, ms));
}

/** Two frames, so that what was changed is drawn; a page that is not shown draws none. */
async function frames(limit = 150): Promise<void> {
  const frame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
  await Promise.race([frame().then(frame), sleep(limit)]);
}

/** Fonts and the pictures in sight are there, or have had their time. */
async function settled(own: Run): Promise<void> {
  await frames();
  const port = box.portOf(own.box);
  const inSight = all(document, 'img').filter((img) => box.common(rectOf(img), port).h > 0);
  const decoding = inSight.map((img) =>
    // one that cannot be shown keeps nothing waiting
    img instanceof HTMLImageElement
      ? HTMLImageElement.prototype.decode.call(img).catch(() => undefined)
      : null,
  );
  const fonts: unknown = Reflect.get(Object(property(Document, 'fonts', document)), 'ready');
  await Promise.race([Promise.all([fonts, ...decoding]), sleep(SETTLE_MS)]);
  await frames();
}
