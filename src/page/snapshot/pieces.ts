// What the snapshot writes: text, and between it places where the worker puts what it fetched; with what was left out counted.
// Runs in the page. Keeps to a size, and closes what was begun when that is reached.
import type { ArtefactAlteration } from '../../flag/artefact';

/**
 * Text, or a place: number of the resource, how it is written there, and in how many frames' documents (each escapes once
 * more). "frame" stands for the document of another origin that the worker has from elsewhere.
 */
export type Piece = string | readonly [resource: number, how: PlaceKind, depth: number];
export type PlaceKind = 'src' | 'poster' | 'href' | 'css' | 'sheet' | 'frame';

export interface Resource {
  readonly kind: 'image' | 'sheet' | 'frame';
  readonly url: string;
  /** 0: in the post; 1: in view; 2: named by styles. */
  readonly rank: number;
}

type Kind = ArtefactAlteration['kind'];

const MOST_RESOURCES = 600;
/** The worker hears of no longer ones, and of how much of one is written where its picture is left out. */
const LONGEST_URL = 100_000;
const URL_WRITTEN = 8192;

export interface Out {
  readonly resources: readonly Resource[];
  readonly counts: ReadonlyMap<Kind, number>;
  /** No more is written but ends of what was begun. */
  readonly full: boolean;
  text(part: string, depth: number): void;
  /** A place for what the worker may fetch; false when there are too many, or no server has such an address. */
  place(resource: Resource, how: PlaceKind, depth: number): boolean;
  /** The same, not written yet. */
  placed(resource: Resource, how: PlaceKind, depth: number): Piece | undefined;
  count(kind: Kind): void;
  /** A place that is filled before all is read: what styles are of use is known once all is written. */
  later(): (pieces: readonly Piece[]) => void;
  /** Stops, or goes on for a last piece, with so much room. */
  stop(): void;
  resume(chars: number): void;
  /** All that was written, in parts of about `chars` characters. */
  parts(chars: number): Piece[][];
}

/** Nothing that is written can begin a tag or end a value, wherever it comes to stand. */
export function escaped(text: string): string {
  return /[&<>"\r\0]/.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll('\r', '&#13;')
        .replaceAll('\0', '')
    : text;
}

export function escapedTimes(text: string, depth: number): string {
  let so = text;
  for (let n = 0; n < depth; n += 1) so = so.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return so;
}

export function createOut(maxChars: number): Out {
  const pieces: (Piece | { pieces: readonly Piece[] })[] = [];
  const resources: Resource[] = [];
  const known = new Map<string, number>();
  const counts = new Map<Kind, number>();
  let [left, full] = [maxChars, false];
  const count = (kind: Kind): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const stop = (): void => {
    if (!full) count('truncated');
    full = true;
  };
  const spend = (chars: number): void => {
    left -= chars;
    if (left < 0) stop();
  };
  const placed: Out['placed'] = (resource, how, depth) => {
    if (resource.url.length > LONGEST_URL) return undefined;
    const key = `${resource.kind} ${resource.url}`;
    const n = known.get(key) ?? resources.length;
    const before = resources[n];
    if (before === undefined && n >= MOST_RESOURCES) return undefined;
    if (before === undefined || resource.rank < before.rank) resources[n] = resource;
    known.set(key, n);
    return [n, how, depth];
  };
  return {
    resources,
    counts,
    get full() {
      return full;
    },
    text(part, depth) {
      const written = depth === 0 ? part : escapedTimes(part, depth);
      spend(written.length);
      pieces.push(written);
    },
    place(resource, how, depth) {
      const piece = placed(resource, how, depth);
      if (piece === undefined) return false;
      spend(Math.min(resource.url.length, URL_WRITTEN));
      pieces.push(piece);
      return true;
    },
    placed,
    count,
    later() {
      const place: { pieces: readonly Piece[] } = { pieces: [] };
      pieces.push(place);
      return (found) => {
        for (const piece of found) spend(typeof piece === 'string' ? piece.length : 0);
        place.pieces = found;
      };
    },
    stop,
    resume(chars) {
      [left, full] = [chars, false];
    },
    parts: (chars) => inParts(pieces, chars),
  };
}

function inParts(all: readonly (Piece | { pieces: readonly Piece[] })[], chars: number): Piece[][] {
  const parts: Piece[][] = [];
  let part: Piece[] = [];
  let size = 0;
  const add = (piece: Piece): void => {
    const last = part.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') part[part.length - 1] = last + piece;
    else part.push(piece);
    size += typeof piece === 'string' ? piece.length : 20;
    if (size < chars) return;
    parts.push(part);
    [part, size] = [[], 0];
  };
  for (const one of all)
    for (const piece of typeof one === 'object' && 'pieces' in one ? one.pieces : [one])
      if (typeof piece === 'string') cut(piece.toWellFormed(), chars).forEach(add);
      else add(piece);
  return [...parts, part];
}

/** Never between the halves of a pair: on their own neither gets through. */
export function cut(text: string, chars: number): string[] {
  const cuts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + chars;
    const half = text.charCodeAt(end - 1) >> 10 === 0x36;
    cuts.push(text.slice(at, half ? end - 1 : end));
    at = half ? end - 1 : end;
  }
  return cuts;
}
