// Pictures and style sheets that a snapshot names, as text that can be put in their places. Runs in the worker.
// Bounded in number, in bytes and in time; what cannot be had is left out, and its place says so.
import type { ArtefactAlteration } from '../flag/artefact';
import { inertCss, NO_IMAGE } from '../page/snapshot/css';
import { type Fetched, type FetchLimits, fetchBytes } from './fetch-bytes';
import type { Resource } from './snapshot-page';

export interface Resources {
  /** A data address; undefined when it was not to be had. */
  image(n: number): string | undefined;
  sheet(n: number): string | undefined;
  /** What the fetched sheets named in turn. */
  readonly leftOut: readonly ArtefactAlteration[];
}

interface Bounds {
  readonly pageUrl: string;
  readonly allowed: FetchLimits['allowed'];
  /** Ends all of it. */
  readonly signal: AbortSignal;
}

const AT_ONCE = 6;
const MOST_IMAGES = 150;
const MOST_SHEETS = 60;
const ITEM_TIMEOUT_MS = 4000;
/** Of the post itself, of what is beside it, of one sheet. */
const POST_IMAGE_BYTES = 8_000_000;
const IMAGE_BYTES = 1_500_000;
const SHEET_BYTES = 4_000_000;
const ALL_BYTES = 24_000_000;
/** A picture or nothing; what a picture may not run or load as a picture, it may not here. */
const IMAGE_TYPE = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/u;

export async function fetchResources(all: readonly Resource[], bounds: Bounds): Promise<Resources> {
  const images = new Map<number, string>();
  const sheets = new Map<number, string>();
  const named = { styles: 0, images: 0 };
  let left = ALL_BYTES;
  const get = async (n: number, { kind, rank, url }: Resource): Promise<void> => {
    const max = kind === 'sheet' ? SHEET_BYTES : rank === 0 ? POST_IMAGE_BYTES : IMAGE_BYTES;
    if (left <= 0) return;
    const limits = { maxBytes: Math.min(max, left), timeoutMs: ITEM_TIMEOUT_MS, ...bounds };
    const fetched = await fetchBytes(url, limits);
    if (typeof fetched === 'string') return;
    left -= fetched.bytes.length;
    if (kind === 'sheet') sheets.set(n, cssOf(fetched, url, bounds.pageUrl, named));
    else if (IMAGE_TYPE.test(fetched.mediaType)) images.set(n, dataUrl(fetched));
  };
  const line = inOrder(all);
  const next = async (): Promise<void> => {
    for (let one = line.shift(); one !== undefined && !bounds.signal.aborted; one = line.shift())
      await get(...one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  const leftOut = [
    { kind: 'styles_left_out', count: named.styles },
    { kind: 'images_left_out', count: named.images },
  ] as const;
  return {
    image: (n) => images.get(n),
    sheet: (n) => sheets.get(n),
    leftOut: leftOut.filter(({ count }) => count > 0),
  };
}

/** The post's own pictures first, then what gives the page its look, then what is in view, then what styles name. */
function inOrder(all: readonly Resource[]): [number, Resource][] {
  const weight = ({ kind, rank }: Resource): number => (kind === 'sheet' ? 0.5 : rank);
  const line = [...all.entries()].filter(([, { kind }]) => kind !== 'frame');
  const sheets = line.filter(([, { kind }]) => kind === 'sheet').slice(0, MOST_SHEETS);
  const byRank = line.filter(([, { kind }]) => kind === 'image').sort(([, a], [, b]) => a.rank - b.rank);
  return [...sheets, ...byRank.slice(0, MOST_IMAGES)].sort(([, a], [, b]) => weight(a) - weight(b));
}

function dataUrl({ bytes, mediaType }: Fetched): string {
  return `data:${mediaType};base64,${bytes.toBase64()}`;
}

/** What such a sheet names in turn is not fetched, only counted. */
function cssOf(
  { bytes, mediaType }: Fetched,
  url: string,
  pageUrl: string,
  named: { styles: number; images: number },
): string {
  if (mediaType !== 'text/css') return '';
  const notes = {
    styleLeftOut(): void {
      named.styles += 1;
    },
    imageLeftOut(): void {
      named.images += 1;
    },
  };
  const parts = inertCss(new TextDecoder().decode(bytes), url, pageUrl, notes);
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      notes.imageLeftOut();
      return NO_IMAGE;
    })
    .join('');
}
