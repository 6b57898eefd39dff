// Writes a document as HTML that opens offline and runs nothing, in steps between which the page goes on. Runs in the page.
// Changes nothing there. A node that the page moves away meanwhile is left out; nothing that it does makes this throw.
import { writeAttributes } from './attributes';
import {
  adoptedBy,
  attribute,
  baseURI,
  bodyOf,
  CDATA,
  data,
  delegatesFocus,
  ELEMENT,
  frameDocument,
  hasClosedShadow,
  localName,
  namespace,
  nodeType,
  oldFrameDocument,
  openShadow,
  parentNode,
  TEXT,
} from './dom';
import { type Around, HTML, needsCell, VOID, within, writtenName } from './names';
import { cut, escaped, type Out } from './pieces';
import { inView, withSize } from './place';
import type { Styles } from './sheets';
import { type Setting, special, writeMeta } from './special';
import { childrenIn, noteNames, type Tree, type Waiting, writeSheet, writeStyle } from './tree';

/** Nodes between two looks at the clock. */
const STRIDE = 24;
/** Longer texts are escaped in several steps. */
const TEXT_STEP = 200_000;
/** Parsers nest no more deeply than 512. */
const DEEPEST = 480;
const FRAMES = 20;
export const FRAMES_DEEP = 3;

/** What stays the same over all documents of one snapshot. */
export interface Walk {
  readonly out: Out;
  readonly setting: Setting;
  readonly styles: Styles;
  /** Element of the post. */
  readonly root: Element | undefined;
  readonly frame: { readonly url: string; readonly w: number; readonly h: number } | undefined;
  readonly waiting: Waiting[];
  readonly inFrame: (doc: Document, depth: number) => Generator<void>;
  rootSeen: boolean;
  frameSeen: boolean;
  elements: number;
  frames: number;
}

interface Open {
  readonly parent: Node;
  readonly children: readonly Node[];
  at: number;
  readonly close: string;
  readonly around: Around;
  readonly tree: Tree;
  readonly inPost: boolean;
}

const TOP: Around = { content: HTML, parent: 'body', open: new Set() };

/** Writes these children of `parent`, which is written already. */
export function* writeChildren(
  parent: Node,
  children: readonly Node[],
  tree: Tree,
  walk: Walk,
  name = 'body',
): Generator<void> {
  const around = { ...TOP, parent: name };
  yield* run([{ parent, children, at: 0, close: '', around, tree, inPost: false }], walk);
}

/** Writes the post alone: when there was no room for the page around it. */
export function* writePost(root: Element, tree: Tree, walk: Walk): Generator<void> {
  const parent = parentNode(root);
  if (parent === null) return;
  yield* run([{ parent, children: [root], at: 0, close: '', around: TOP, tree, inPost: true }], walk);
}

function* run(stack: Open[], walk: Walk): Generator<void> {
  const { out } = walk;
  let steps = 0;
  for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) {
    const { depth } = open.tree.scene;
    const node = out.full ? undefined : open.children[open.at++];
    if (node === undefined) {
      if (open.close !== '') out.text(open.close, depth);
      stack.pop();
      continue;
    }
    steps += 1;
    if (steps % STRIDE === 0) yield;
    if (parentNode(node) !== open.parent) continue;
    const type = nodeType(node);
    if (type === TEXT || type === CDATA) yield* writeText(data(node) ?? '', open, out);
    else if (type === ELEMENT) {
      // told to be an element by its own type; frames' elements are of other types than ours
      const frame = visit(node as Element, open, stack, walk);
      if (frame !== undefined) yield* frame;
    }
  }
}

function* writeText(text: string, { around, tree }: Open, out: Out): Generator<void> {
  const { depth } = tree.scene;
  if (text === '' || around.parent === 'select' || around.parent === 'optgroup') return;
  const cell = needsCell(around.parent, '#text') && /\S/.test(text);
  if (cell) out.text('<td>', depth);
  for (const [n, step] of cut(text, TEXT_STEP).entries()) {
    if (n > 0) yield;
    if (out.full) break;
    out.text(escaped(step), depth);
  }
  if (cell) out.text('</td>', depth);
}

/** Writes the beginning of an element and leaves its inside on the stack; a frame's inside is given back. */
function visit(el: Element, open: Open, stack: Open[], walk: Walk): Generator<void> | undefined {
  const { around, tree } = open;
  const { scene } = tree;
  const { out, setting } = walk;
  const tag = (localName(el) ?? '').toLowerCase();
  const isRoot = el === walk.root;
  const inPost = open.inPost || isRoot;
  if (isRoot) walk.rootSeen = true;
  if (around.parent === 'select' && !/^(?:option|optgroup|hr)$/.test(tag)) return undefined;
  if (around.parent === 'optgroup' && tag !== 'option') return undefined;
  if (tag === 'style' || tag === 'link') {
    if (namespace(el) !== around.content) return undefined;
    const waiting = writeStyle(el, tree, walk.styles);
    if (waiting !== undefined) walk.waiting.push(waiting);
    return undefined;
  }
  if (tag === 'meta') {
    if (around.parent === 'head') writeMeta(el, scene);
    return undefined;
  }
  if (around.parent === 'head' && tag !== 'title') {
    if (tag === 'script') out.count('scripts_removed');
    return undefined;
  }
  const name = writtenName(el, around);
  if (name === undefined) {
    if (tag === 'script') out.count('scripts_removed');
    return undefined;
  }
  if (needsCell(around.parent, name)) {
    out.text('<td>', scene.depth);
    stack.push({ ...open, children: [el], at: 0, close: '</td>', around: { ...around, parent: 'td' } });
    return undefined;
  }
  if (FRAME.test(tag) && namespace(el) === HTML) return writeFrame(el, tree, walk);
  const handled = special(el, tag, name, scene, setting, inPost);
  if (handled === 'done') return undefined;
  walk.elements += 1;
  noteNames(el, tree);
  out.text(`<${name}`, scene.depth);
  writeAttributes(el, scene);
  // a parser takes a line end right there for none of the text's
  out.text(name === 'pre' ? '>\n' : '>', scene.depth);
  const end = VOID.has(name) && around.content === HTML ? '' : `</${name}>`;
  const inner = within(name, around, namespace(el));
  const childless = handled === 'childless' || end === '' || stack.length > DEEPEST;
  if (stack.length > DEEPEST) out.count('truncated');
  const children = childless ? [] : childrenIn(el, out);
  stack.push({ parent: el, children, at: 0, close: end, around: inner, tree, inPost });
  if (!childless && namespace(el) === HTML) openShadowOf(el, stack, tree, walk, inPost);
  return undefined;
}

function openShadowOf(el: Element, stack: Open[], { scene }: Tree, walk: Walk, inPost: boolean): void {
  const shadow = openShadow(el);
  if (shadow === null) {
    if (hasClosedShadow(el)) walk.out.count('shadow_left_out');
    return;
  }
  const { out } = walk;
  const tree: Tree = { scene, names: new Set() };
  const focus = delegatesFocus(shadow) === true ? ' shadowrootdelegatesfocus' : '';
  out.text(`<template shadowrootmode="open"${focus}>`, scene.depth);
  for (const sheet of adoptedBy(shadow)) walk.waiting.push(writeSheet(sheet, tree, walk.styles, null));
  const around = { ...TOP, parent: 'template' };
  const children = childrenIn(shadow, out);
  stack.push({ parent: shadow, children, at: 0, close: '</template>', around, tree, inPost });
}

const FRAME = /^(?:iframe|frame|fencedframe|portal|webview)$/;

function writeFrame(el: Element, { scene }: Tree, walk: Walk): Generator<void> | undefined {
  const { depth, out } = scene;
  const doc = frameDocument(el) ?? oldFrameDocument(el);
  out.text('<iframe', depth);
  writeAttributes(el, scene);
  withSize(el, scene);
  out.text(' sandbox=""', depth);
  const isPosts = doc === null && !walk.frameSeen && fits(el, walk.frame);
  if (isPosts) {
    walk.frameSeen = true;
    out.place({ kind: 'frame', url: '', rank: 0 }, 'frame', depth);
  }
  if (
    doc === null ||
    depth >= FRAMES_DEEP ||
    walk.frames >= FRAMES ||
    !inView(el, false) ||
    bodyOf(doc) === null
  ) {
    if (!isPosts) out.count('frames_left_out');
    out.text('></iframe>', depth);
    return undefined;
  }
  walk.frames += 1;
  return (function* (): Generator<void> {
    out.text(' srcdoc="', depth);
    yield* walk.inFrame(doc, depth + 1);
    out.text('"></iframe>', depth);
  })();
}

function fits(el: Element, frame: Walk['frame']): boolean {
  if (frame === undefined) return false;
  const { clientHeight, clientWidth } = el;
  const src = attribute(el, 'src');
  const base = baseURI(el) ?? '';
  const url = src !== null && URL.canParse(src, base) ? new URL(src, base).href : '';
  return url === frame.url && clientWidth === frame.w && clientHeight === frame.h;
}
