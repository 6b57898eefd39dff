// From the page's pieces and what was fetched to one HTML text, and to the bytes that are stored. Runs in the worker.
import type { ArtefactAlteration } from '../flag/artefact';
import { NO_IMAGE } from '../page/snapshot/css';
import { escaped, escapedTimes } from '../page/snapshot/pieces';
import { withoutSecrets } from '../page/snapshot/secrets';
import type { Piece, Taken } from './snapshot-page';
import type { Resources } from './snapshot-resources';

type Kind = ArtefactAlteration['kind'];

export interface Written {
  readonly parts: readonly string[];
  readonly alterations: readonly ArtefactAlteration[];
}

/** `inFrame`: the document of another origin that holds the post, whole. */
export function writeHtml(taken: Taken, resources: Resources, inFrame?: Written): Written {
  const counts = new Map<Kind, number>();
  const add = ({ count = 1, kind }: ArtefactAlteration): void =>
    void counts.set(kind, (counts.get(kind) ?? 0) + count);
  for (const alteration of [...taken.alterations, ...resources.leftOut, ...(inFrame?.alterations ?? [])])
    add(alteration);
  const leftOut = (kind: Kind): void => add({ kind });
  const filling = fillingOf(resources);
  const parts = taken.pieces.map((piece) => textOf(piece, taken, filling, inFrame, leftOut));
  if (inFrame !== undefined && !taken.frameSeen) parts.push(frameOf(inFrame, 0, true));
  return { parts, alterations: Array.from(counts, ([kind, count]) => ({ kind, count })) };
}

/** Of text: what stands in one place only is bounded already, but a page may name one picture in thousands of them. */
const MOST_REPEATED = 24_000_000;

interface Filling {
  image(n: number): string | undefined;
  /** As it is written in so many frames' documents. */
  sheet(n: number, depth: number): string | undefined;
}

function fillingOf(resources: Resources): Filling {
  const filled = new Set<number>();
  let left = MOST_REPEATED;
  const fill = (n: number, text: string | undefined, depth: number): string | undefined => {
    const again = filled.has(n);
    if (text === undefined || (again && text.length > left)) return undefined;
    filled.add(n);
    const written = escapedTimes(text, depth);
    if (again) left -= written.length;
    return written;
  };
  return {
    image: (n) => fill(n, resources.image(n), 0),
    sheet: (n, depth) => fill(n, resources.sheet(n), depth),
  };
}

function textOf(
  piece: Piece,
  taken: Taken,
  filling: Filling,
  inFrame: Written | undefined,
  leftOut: (kind: Kind) => void,
): string {
  if (typeof piece === 'string') return piece;
  const [n, how, depth] = piece;
  if (how === 'frame') return inFrame === undefined ? '' : frameOf(inFrame, depth, false);
  if (how === 'sheet') {
    const css = filling.sheet(n, depth);
    if (css === undefined) leftOut('styles_left_out');
    return css ?? '';
  }
  const image = filling.image(n);
  if (image === undefined) leftOut('images_left_out');
  if (how === 'css') return image === undefined ? NO_IMAGE : `url(${image})`;
  const named = taken.resources[n]?.url ?? '';
  const url = (withoutSecrets(named) ?? named).slice(0, 8192);
  const attribute = image === undefined ? ` data-left-out="${escaped(url)}"` : ` ${how}="${image}"`;
  return escapedTimes(attribute, depth);
}

function frameOf({ parts }: Written, depth: number, whole: boolean): string {
  const value = ` srcdoc="${escapedTimes(parts.join(''), 1)}"`;
  return escapedTimes(
    whole ? `<iframe sandbox=""${value} width="100%" height="800"></iframe>` : value,
    depth,
  );
}

const PACKED_CHARS = 256 * 1024;

/** The same text gives the same bytes in the same browser. */
export async function pack(parts: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const gzip = new CompressionStream('gzip');
  const packed = new Response(gzip.readable).arrayBuffer();
  const [writer, encoder] = [gzip.writable.getWriter(), new TextEncoder()];
  for (const part of joined(parts)) await writer.write(encoder.encode(part));
  await writer.close();
  return new Uint8Array(await packed);
}

/** The pieces are many and small; few and large ones pack quicker. */
function* joined(parts: readonly string[]): Generator<string> {
  let open: string[] = [];
  let chars = 0;
  for (const part of parts) {
    open.push(part);
    chars += part.length;
    if (chars < PACKED_CHARS) continue;
    yield open.join('');
    [open, chars] = [[], 0];
  }
  yield open.join('');
}
