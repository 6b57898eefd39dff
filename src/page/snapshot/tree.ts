// One tree of the snapshot (a document, a shadow root): its names, and the styles that are written once these are known.
// Runs in the page. Changes nothing.
import { type Scene, sceneOf } from './attributes';
import {
  attribute,
  childrenOf,
  compatMode,
  linkSheet,
  localName,
  namespace,
  styleSheet,
  svgStyleSheet,
} from './dom';
import { SVG } from './names';
import { escaped, type Out, type Piece } from './pieces';
import type { Styles } from './sheets';

export interface Tree {
  readonly scene: Scene;
  /** Null where pages may write names in any case: then every rule is kept. */
  readonly names: Set<string> | null;
}

/** More in one element than that are left out, and told. */
const MOST_CHILDREN = 100_000;

export function childrenIn(node: Node, out: Out): Node[] {
  const children = childrenOf(node, MOST_CHILDREN);
  if (children.length === MOST_CHILDREN) out.count('truncated');
  return children;
}

/** Styles that wait for the names of their tree. */
export type Waiting = () => Generator<void>;

export function treeOf(doc: Document, depth: number, out: Out): Tree {
  const names = compatMode(doc) === 'BackCompat' ? null : new Set<string>();
  return { scene: sceneOf(doc, depth, out), names };
}

export function noteNames(el: Element, { names }: Tree): void {
  if (names === null) return;
  const id = attribute(el, 'id');
  if (id) names.add(id);
  for (const name of attribute(el, 'class')?.split(/\s+/, 200) ?? []) names.add(name);
}

/** A style element, or a link to a sheet, in its place; nothing for links of other kinds. */
export function writeStyle(el: Element, tree: Tree, styles: Styles): Waiting | undefined {
  const { scene } = tree;
  const svg = namespace(el) === SVG;
  const linked = localName(el) === 'link';
  const sheet = linked ? linkSheet(el) : svg ? svgStyleSheet(el) : styleSheet(el);
  if (linked && !/(?:^|\s)stylesheet(?:\s|$)/i.test(attribute(el, 'rel') ?? '')) return undefined;
  if (sheet?.disabled === true || (linked && /(?:^|\s)alternate(?:\s|$)/i.test(attribute(el, 'rel') ?? '')))
    return undefined;
  const media = attribute(el, 'media');
  if (sheet !== null && styles.isOpen(sheet)) return writeSheet(sheet, tree, styles, media, svg);
  const url = sheet?.href ?? null;
  const { depth, out } = scene;
  if (url === null || !/^https?:/i.test(url)) {
    if (linked) out.count('styles_left_out');
    return undefined;
  }
  begin(media, scene);
  if (!out.place({ kind: 'sheet', url, rank: 0 }, 'sheet', depth)) out.count('styles_left_out');
  out.text('</style>', depth);
  return undefined;
}

function begin(media: string | null, { depth, out }: Scene): void {
  out.text(media ? `<style media="${escaped(media)}">` : '<style>', depth);
}

export function writeSheet(
  sheet: CSSStyleSheet,
  { names, scene }: Tree,
  styles: Styles,
  media: string | null,
  svg = false,
): Waiting {
  const { depth, out } = scene;
  begin(media, scene);
  const fill = out.later();
  out.text('</style>', depth);
  return function* () {
    const pieces: Piece[] = yield* styles.write(sheet, scene, names, svg);
    fill(pieces);
  };
}
