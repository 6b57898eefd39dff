// Text of an element as a reader sees it: emoji from their alternative text, a line per block. Runs in the page.
// Nothing is cleaned: direction marks and broken surrogates stay for whoever stores it. Changes nothing.
import { closest, one, property } from './reading';

/** More than any post; a page may hold a node of many megabytes. */
export const LONGEST_TEXT = 200_000;

const BLOCK =
  'article,aside,blockquote,dd,div,dt,figure,h1,h2,h3,h4,h5,h6,header,footer,li,main,p,pre,section,td';
const UNSEEN = /^(?:script|style|noscript|template|textarea|select|svg)$/i;

/** In text that is kept as written only these begin a line of their own: pages lay out the rest as they like. */
const BLOCK_AS_WRITTEN = 'blockquote,p,pre';

export interface Look {
  /** True where the page keeps spaces and line ends as written (white-space: pre-wrap). */
  readonly asWritten?: boolean;
  /** Elements that are left out with all that is in them. */
  readonly without?: ((el: Element) => boolean) | undefined;
}

export function displayedText(root: Element | null | undefined, look: Look = {}): string {
  if (!root) return '';
  const blocks = look.asWritten ? BLOCK_AS_WRITTEN : BLOCK;
  // most posts have no block in them: then no word has to be asked for its own
  const said: Said = { parts: [], size: 0, last: '\n', block: null, blocks: one(root, blocks) && blocks };
  walk(root, look, said, 0);
  return said.parts.join('').trim();
}

interface Said {
  readonly parts: string[];
  size: number;
  /** The last character. */
  last: string;
  /** The block that the last words stand in. */
  block: Element | null;
  /** What is a block, if there are any. */
  readonly blocks: string | null;
}

function walk(root: Element | ShadowRoot, look: Look, said: Said, depth: number): void {
  const hidden = (node: Node): boolean =>
    node instanceof Element &&
    node !== root &&
    (UNSEEN.test(String(property(Element, 'tagName', node))) || look.without?.(node) === true);
  const walker = Document.prototype.createTreeWalker.call(document, root, 5);
  let node: Node | null = root;
  while (node && said.size < LONGEST_TEXT) {
    if (hidden(node)) {
      node = afterwards(walker);
      continue;
    }
    if (node instanceof Text) words(node, node.data, look, said);
    else if (node instanceof HTMLImageElement) words(node, node.alt, look, said);
    else if (node instanceof HTMLBRElement) say('\n', said);
    const shadow = node instanceof Element ? property(Element, 'shadowRoot', node) : null;
    if (shadow instanceof ShadowRoot && depth < 20) walk(shadow, look, said, depth + 1);
    node = walker.nextNode();
  }
}

/** The next node after the current one and all in it. A filter would do, but none runs where page scripts are blocked. */
function afterwards(walker: TreeWalker): Node | null {
  for (;;) {
    const sibling = walker.nextSibling();
    if (sibling) return sibling;
    if (!walker.parentNode()) return null;
  }
}

function words(node: Node, data: string, { asWritten }: Look, said: Said): void {
  const parent = property(Node, 'parentElement', node);
  const block = said.blocks && parent instanceof Element ? closest(parent, said.blocks) : null;
  let part = data.slice(0, LONGEST_TEXT - said.size);
  if (!asWritten) part = part.replace(/[ \t\r\n\f]+/g, ' ');
  if (block !== said.block) {
    if (/^\s*$/.test(part)) return;
    if (said.last !== '\n') say(`${said.parts.pop()?.replace(/ $/, '')}\n`, said);
    said.block = block;
  }
  say(asWritten || !/\s/.test(said.last) ? part : part.replace(/^ /, ''), said);
}

function say(part: string, said: Said): void {
  said.parts.push(part);
  said.size += part.length;
  said.last = part.at(-1) ?? said.last;
}
