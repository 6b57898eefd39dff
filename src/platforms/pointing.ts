// Which element of the page is meant: the clicked one, the one that the menu named, the focused, hovered or nearest post.
// Runs in the page. Reads only: nothing is focused or scrolled.
import type { FoundVia } from '../flag/capture';
import type { From } from './platform';
import { all, around, contains, property } from './reading';

export interface Pointed {
  /** Innermost first. */
  readonly path: readonly Element[];
  readonly via: FoundVia;
  /** The element itself, when one is known. */
  readonly target?: Element | undefined;
}

type Hint = Extract<From, { kind: 'hint' }>;

/** What `from` points at among these posts; null when it is none of them. A click may be anywhere on the page. */
export function pointed(from: From, posts: () => readonly Element[]): Pointed | null {
  if (from.kind === 'hint') return byHint(from, posts());
  if (from.kind === 'focus') return byFocus(posts());
  const path = from.path.filter((node) => node instanceof Element);
  return path[0] ? { path, via: 'clicked', target: path[0] } : null;
}

function at(target: Element, via: FoundVia): Pointed {
  const path: Element[] = [];
  for (let el: Element | null = target; el; el = around(el)) path.push(el);
  return { path, via, target };
}

const inside = (el: Element, posts: readonly Element[]): boolean => posts.some((post) => contains(post, el));

function byFocus(posts: readonly Element[]): Pointed | null {
  let active = property(Document, 'activeElement', document);
  for (let depth = 0; active instanceof Element && depth < 20; depth++) {
    const shadow: unknown = property(Element, 'shadowRoot', active);
    const inner = shadow instanceof ShadowRoot ? shadow.activeElement : null;
    if (!inner) break;
    active = inner;
  }
  if (active instanceof Element && at(active, 'focused').path.some((el) => posts.includes(el)))
    return at(active, 'focused');
  const hovered = all(document, ':hover').at(-1);
  if (hovered && inside(hovered, posts)) return at(hovered, 'hovered');
  return nearest(posts);
}

/** The post nearest to the viewport's centre. */
function nearest(posts: readonly Element[]): Pointed | null {
  const distance = (low: number, high: number, size: number): number =>
    Math.max(low - size / 2, size / 2 - high, 0);
  const [best] = posts
    .map((post) => ({ post, rect: Element.prototype.getBoundingClientRect.call(post) }))
    .filter(({ rect }) => rect.width > 0 && rect.height > 0)
    .map(({ post, rect: { left, right, top, bottom } }) => ({
      post,
      far: Math.hypot(distance(left, right, innerWidth), distance(top, bottom, innerHeight)),
    }))
    .sort((a, b) => a.far - b.far);
  return best ? { ...at(best.post, 'nearest'), target: undefined } : null;
}

/** Elements that the menu's words fit, the surest kind first. */
export function hinted(hint: Hint): { via: FoundVia; elements: Element[] }[] {
  const { linkUrl, srcUrl, selectionText } = hint;
  const links = linkUrl
    ? all(document, 'a[href]').filter((a) => property(HTMLAnchorElement, 'href', a) === linkUrl)
    : [];
  const media = srcUrl ? all(document, 'img,video,audio').filter((el) => sources(el).includes(srcUrl)) : [];
  const node = selectionText ? getSelection()?.anchorNode : null;
  const selected = node instanceof Element ? node : node ? property(Node, 'parentElement', node) : null;
  return [
    { via: 'link', elements: links },
    { via: 'media', elements: media },
    { via: 'selection', elements: selected instanceof Element ? [selected] : [] },
  ];
}

function sources(el: Element): unknown[] {
  const type = el instanceof HTMLImageElement ? HTMLImageElement : HTMLMediaElement;
  return el instanceof type ? [property(type, 'currentSrc', el), property(type, 'src', el)] : [];
}

/** One post that fits, on the screen if need be; among several on the screen the nearest, and that is what `via` says. */
function byHint(hint: Hint, posts: readonly Element[]): Pointed | null {
  for (const { via, elements } of hinted(hint)) {
    const fitting = posts.filter((post) => elements.some((el) => contains(post, el)));
    const seen = fitting.length > 1 ? fitting.filter(onScreen) : fitting;
    const element = seen[0] && elements.find((el) => contains(seen[0] ?? el, el));
    if (seen.length === 1 && element) return at(element, via);
    if (fitting.length > 1) return nearest(seen.length > 0 ? seen : fitting);
  }
  return null;
}

function onScreen(post: Element): boolean {
  const { top, bottom, left, right } = Element.prototype.getBoundingClientRect.call(post);
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
}
