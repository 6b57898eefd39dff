// Puts what a page keeps in front of its content aside while it is pictured, and restores every style as it was.
// Runs in the page. Fixed elements become invisible; sticky ones go where they stand in the page.
import type { Rect } from '../flag/capture';
import { attr, contains, property } from '../platforms/reading';
import { rectOf } from './glance';
import { common } from './scroll-box';

/** Pages with more elements than this are only looked through so far. */
const MOST = 60_000;

const HIDDEN = { visibility: 'hidden', transition: 'none' } as const;
const UNSTUCK = { position: 'relative', inset: 'auto' } as const;
const UNSNAPPED = { 'scroll-snap-type': 'none' } as const;

interface Saved {
  /** The style attribute as it was, null where there was none, and as we left it. */
  readonly had: string | null;
  readonly left: string | null;
  readonly properties: readonly (readonly [name: string, value: string, priority: string])[];
}

export interface Aside {
  /** Puts aside what covers `port` and is not around `root`; `spared` says what may stay. Gives how many are aside by now. */
  clear(port: Rect, root: Element | undefined, spared: (rect: Rect) => boolean): number;
  /** A box that snaps cannot be scrolled to any row. */
  unsnap(box: Element): void;
  restore(): void;
}

export function createAside(): Aside {
  const saved = new Map<Element, Saved>();
  let unsnapped = 0;
  return {
    clear(port, root, spared) {
      for (const element of elements(document)) {
        const how = saved.has(element) ? undefined : wayOf(element, port, root, spared);
        if (how !== undefined) saved.set(element, put(element, how));
      }
      return saved.size - unsnapped;
    },
    unsnap(box) {
      if (getComputedStyle(box).getPropertyValue('scroll-snap-type') === 'none') return;
      saved.set(box, put(box, UNSNAPPED));
      unsnapped = 1;
    },
    restore() {
      const untouched = new Set(
        [...saved.keys()].filter((one) => attr(one, 'style') === saved.get(one)?.left),
      );
      for (const [element, { properties }] of saved)
        giveBack(element, properties, (name) => name !== 'transition');
      // seen as they were before their own transitions are back: a bar must not fade in under the next flag's shot
      for (const element of saved.keys()) void getComputedStyle(element).visibility;
      for (const [element, before] of saved) putBack(element, before, untouched.has(element));
      saved.clear();
    },
  };
}

function wayOf(
  element: Element,
  port: Rect,
  root: Element | undefined,
  spared: (rect: Rect) => boolean,
): Readonly<Record<string, string>> | undefined {
  const { position, visibility } = getComputedStyle(element);
  if ((position !== 'fixed' && position !== 'sticky') || visibility === 'hidden') return undefined;
  // what the post itself is in must stay
  if (root !== undefined && contains(element, root)) return undefined;
  const rect = rectOf(element);
  const { w, h } = common(rect, port);
  if (w <= 0 || h <= 0) return undefined;
  if (position === 'sticky') return UNSTUCK;
  return spared(rect) ? undefined : HIDDEN;
}

/** Of the document and all open shadow roots in it. */
function elements(root: Document | ShadowRoot): Element[] {
  const { querySelectorAll } = root instanceof Document ? Document.prototype : DocumentFragment.prototype;
  const found: Element[] = [];
  for (const element of querySelectorAll.call(root, '*')) {
    found.push(element);
    const shadow = property(Element, 'shadowRoot', element);
    if (shadow instanceof ShadowRoot) found.push(...elements(shadow));
    if (found.length > MOST) break;
  }
  return found;
}

function styleOf(element: Element): CSSStyleDeclaration | undefined {
  const type = element instanceof HTMLElement ? HTMLElement : SVGElement;
  const style = element instanceof type ? property(type, 'style', element) : undefined;
  return style instanceof CSSStyleDeclaration ? style : undefined;
}

function put(element: Element, how: Readonly<Record<string, string>>): Saved {
  const style = styleOf(element);
  const had = attr(element, 'style');
  const properties = Object.keys(how).map(
    (name) => [name, style?.getPropertyValue(name) ?? '', style?.getPropertyPriority(name) ?? ''] as const,
  );
  for (const [name, value] of Object.entries(how)) style?.setProperty(name, value, 'important');
  return { had, left: attr(element, 'style'), properties };
}

function putBack(element: Element, { had, properties }: Saved, untouched: boolean): void {
  // where the page wrote there in the meantime only what is ours goes
  if (!untouched) giveBack(element, properties, (name) => name === 'transition');
  else if (had === null) Element.prototype.removeAttribute.call(element, 'style');
  else Element.prototype.setAttribute.call(element, 'style', had);
}

function giveBack(element: Element, properties: Saved['properties'], which: (name: string) => boolean): void {
  const style = styleOf(element);
  for (const [name, value, priority] of properties.filter(([one]) => which(one))) {
    if (value === '') style?.removeProperty(name);
    else style?.setProperty(name, value, priority);
  }
}
