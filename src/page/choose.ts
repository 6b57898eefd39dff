// Which right-click the menu choice belongs to, and from where the reader is to look. Runs in the page.
import type { From } from '../platforms/platform';
import { around } from '../platforms/reading';
import type { Click } from './world';

/** What the worker knows of the gesture. */
export interface Gesture {
  /** `page`: no click; the post that `linkUrl` leads to, where that is given. */
  readonly kind: 'menu' | 'shortcut' | 'page';
  /** Epoch ms at which the worker heard of it: clicks after that belong to another gesture. */
  readonly at: number;
  readonly linkUrl?: string | undefined;
  readonly srcUrl?: string | undefined;
  readonly selectionText?: string | undefined;
  /** Firefox only. */
  readonly targetElementId?: number | undefined;
}

export interface Chosen {
  readonly from: From;
  /** The right-click itself, when the listener saw it. */
  readonly click?: Click | undefined;
}

/** `recent` are the listener's clicks, oldest first. */
export function choose(gesture: Gesture, recent: readonly Click[]): Chosen {
  if (gesture.kind === 'shortcut') return { from: { kind: 'focus' } };
  const hint: Chosen = { from: { ...gesture, kind: 'hint' } };
  if (gesture.kind === 'page') return hint;
  const clicks = recent.filter(({ at }) => at <= gesture.at).reverse();
  const element = targetElement(gesture);
  if (element !== undefined) {
    const click = clicks.find(({ path }) => path[0] === element);
    return { from: { kind: 'path', path: click?.path ?? ancestors(element) }, click };
  }
  // the latest click that agrees with what the menu said: a second right-click cannot take the first one's place
  const click = clicks.find(({ path }) => agrees(path, gesture)) ?? clicks[0];
  if (click !== undefined) return { from: { kind: 'path', path: click.path }, click };
  return hint;
}

/** Firefox knows the element of this very menu, also where no listener was (Shift+right-click hides it from pages). */
function targetElement({ targetElementId }: Gesture): Element | undefined {
  if (targetElementId === undefined) return undefined;
  return browser.menus.getTargetElement(targetElementId) ?? undefined;
}

function ancestors(element: Element): Element[] {
  const outer = around(element);
  return [element, ...(outer === null ? [] : ancestors(outer))];
}

function agrees(path: readonly EventTarget[], { linkUrl, srcUrl }: Gesture): boolean {
  const link = path.find((node) => node instanceof HTMLAnchorElement && node.href !== '');
  if (linkUrl !== undefined && (link === undefined || (link as HTMLAnchorElement).href !== linkUrl))
    return false;
  if (linkUrl === undefined && link !== undefined) return false;
  if (srcUrl === undefined) return true;
  const [target] = path;
  return target instanceof HTMLImageElement || target instanceof HTMLMediaElement
    ? target.currentSrc === srcUrl || target.src === srcUrl
    : true;
}
