// Which element of the page is meant: the clicked one, the one that the menu named, the focused, hovered or nearest post.
// Runs in the page. Reads only: nothing is focused or scrolled.
import type { FoundVia } from '../flag/capture';
import type { From } from './platform';
import { all, around, contains, property, unique } from './reading';

export interface Pointed {
  /** Innermost first. */
  readonly path: readonly Element[];
  readonly via: FoundVia;
  /** The element itself, when one is known. */
  readonly target?: Element | undefined;
}

/** Elements with one and the same address that are looked at. */
const MOST = 2000;

export type Hint = Extract<From, { kind: 'hint' }>;

/** What `from` points at among these posts; null when it is none of them. A click may be anywhere on the page. */
export function pointed(from: From, posts: () => readonly Element[]): Pointed | null {
  if (from.kind === 'hint') return byHint(from, posts());
  if (from.kind === 'focus') return byFocus(posts());
  const path = from.path.filter((node) => node instanceof Element);
  return path[0] ? { path, via: 'clicked', target: path[0] } : null;
}

/** Which of these an element stands in: of posts in each other the innermost. */
function ownerAmong(posts: readonly Element[]): (el: Element) => Element | undefined {
  const among = new Set(posts);
  return (el) => {
    for (let up: Element | null = el; up; up = around(up)) if (among.has(up)) return up;
    return undefined;
  };
}

function at(target: Element, via: FoundVia): Pointed {
  const path: Element[] = [];
  for (let el: Element | null = target; el; el = around(el)) path.push(el);
  return { path, via, target };
}

function byFocus(posts: readonly Element[]): Pointed | null {
  const owner = ownerAmong(posts);
  const active = property(Document, 'activeElement', document);
  if (active instanceof Element && owner(active)) return at(active, 'focused');
  const hovered = all(document, ':hover').at(-1);
  return hovered && owner(hovered) ? at(hovered, 'hovered') : nearest(posts);
}

/** The post nearest to the viewport's centre; a post that is not laid out is none. */
function nearest(posts: readonly Element[]): Pointed | null {
  const [x, y] = [innerWidth / 2, innerHeight / 2];
  let best: Element | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const post of posts) {
    const { left, right, top, bottom, height } = Element.prototype.getBoundingClientRect.call(post);
    const far = Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0));
    // of posts inside each other the innermost
    if (height > 0 && (far < least || (far === least && best && contains(best, post))))
      [best, least] = [post, far];
  }
  return best ? { ...at(best, 'nearest'), target: undefined } : null;
}

/** Elements that the menu's words fit, the surest kind first. */
export function hinted({ linkUrl, srcUrl, selectionText }: Hint): (readonly [FoundVia, Element[]])[] {
  const fitting = (
    selector: string,
    type: { prototype: object },
    name: string,
    value: string | undefined,
  ): Element[] => (value ? all(document, selector).filter((el) => property(type, name, el) === value) : []);
  const node = selectionText ? getSelection()?.anchorNode : null;
  const selected = node && property(Node, 'parentElement', node);
  return [
    ['link', fitting('a[href]', HTMLAnchorElement, 'href', linkUrl)],
    ['media', fitting('img', HTMLImageElement, 'currentSrc', srcUrl)],
    ['media', fitting('video,audio', HTMLMediaElement, 'currentSrc', srcUrl)],
    ['selection', selected instanceof Element ? [selected] : []],
  ];
}

/** The one post that fits; among several the nearest, and that is what `via` says. Posts come in document order. */
function byHint(hint: Hint, posts: readonly Element[]): Pointed | null {
  const owner = ownerAmong(posts);
  for (const [via, elements] of hinted(hint)) {
    const owned = elements.slice(0, MOST).filter(owner);
    const fitting = unique(owned.map(owner));
    if (owned[0]) return fitting.length === 1 ? at(owned[0], via) : nearest(fitting);
  }
  return null;
}
