// A whole document of the snapshot: what comes before and after its body, and the policy that keeps it inert. Runs in the page.
import { writeAttributes } from './attributes';
import { adoptedBy, bodyOf, compatMode, documentElement, localName, namespace, openShadow } from './dom';
import { HTML, RENAMED_STYLE } from './names';
import { escaped } from './pieces';
import { withoutSecrets } from './secrets';
import { childrenIn, treeOf, writeSheet } from './tree';
import { type Walk, writeChildren, writePost } from './walk';

/** First of all: whatever remains in what follows can neither run nor load anything. */
const POLICY =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; media-src data:; form-action 'none'; base-uri 'none'";
/** Of room and time that are kept for the post, when they did not suffice for all. */
const POST_CHARS = 2_000_000;

export function* writeDocument(doc: Document, depth: number, walk: Walk): Generator<void> {
  const { out } = walk;
  const tree = treeOf(doc, depth, out);
  const { scene } = tree;
  const html = documentElement(doc);
  const body = bodyOf(doc);
  out.text(compatMode(doc) === 'BackCompat' ? '<html' : '<!doctype html><html', depth);
  if (html !== null && namespace(html) === HTML) writeAttributes(html, scene);
  out.text(
    `><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    depth,
  );
  out.text(
    '<meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off">',
    depth,
  );
  if (depth === 0) {
    const address = withoutSecrets(scene.page) ?? scene.page;
    out.text(`<meta name="flagpost:address" content="${escaped(address.slice(0, 8192))}">`, depth);
    out.text(`<meta name="flagpost:captured-at" content="${new Date().toISOString()}">`, depth);
  }
  out.text(`<style>${RENAMED_STYLE}</style>`, depth);
  const parts = html === null ? [] : childrenIn(html, out);
  const heads = parts.filter((part) => localName(part) === 'head');
  for (const head of heads) yield* writeChildren(head, childrenIn(head, out), tree, walk, 'head');
  out.text('</head><body', depth);
  if (body !== null) writeAttributes(body, scene);
  if (body !== null && openShadow(body) !== null) out.count('shadow_left_out');
  out.text('>', depth);
  if (body !== null) yield* writeChildren(body, childrenIn(body, out), tree, walk);
  const others = parts.filter((part) => part !== body && !heads.includes(part));
  if (html !== null && namespace(html) === HTML) yield* writeChildren(html, others, tree, walk);
  else if (html !== null) yield* writeChildren(doc, [html], tree, walk);
  if (depth === 0 && walk.root !== undefined && !walk.rootSeen) {
    if (out.full) out.resume(POST_CHARS);
    yield* writePost(walk.root, tree, walk);
  }
  for (const sheet of adoptedBy(doc)) walk.waiting.push(writeSheet(sheet, tree, walk.styles, null));
  out.text('</body></html>', depth);
}
