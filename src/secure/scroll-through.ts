// Takes a post or a page row by row and puts the rows together; each shot is of the rows it should be of, or none is kept.
// Runs in the worker. The page is put back before this ends; when the worker dies, the page does that by itself.
import * as z from 'zod/mini';
import type { AbsentReason, ArtefactAlteration } from '../flag/artefact';
import { PageState } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Scroller } from '../page/scroller';
import { callScroller, type Place, Rect } from './page-calls';
import { quiet } from './quiet';
import type { Camera, Shot } from './shoot';
import { createStitcher, type Stitcher } from './stitch';
import type { Turn } from './tab-lock';
import { type Slice, sliceOf } from './tiles';
import type { TabWatch } from './watch';

export const View = z.nullable(
  z.object({
    state: PageState,
    target: Rect,
    port: Rect,
    top: z.number(),
    length: z.number(),
    connected: z.boolean(),
    links: z.string(),
    hidden: z.number(),
    boxed: z.boolean(),
  }),
);
export type View = NonNullable<z.infer<typeof View>>;

export interface Scene {
  readonly place: Place;
  readonly windowId: number;
  /** Of the post's pin; null for the page as a whole. */
  readonly token: string | null;
  readonly camera: Camera;
  readonly clock: Clock;
  readonly turn: Turn;
  readonly watched: TabWatch;
  /** As it was when it was made sure what is there. */
  readonly view: View;
}

/** What was taken: bytes, when, and what taking it did to the page. */
export interface Taken {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly startedAt: number;
  readonly alterations: ArtefactAlteration[];
}

/** Why nothing was; `again`: it may be there the next time. */
export interface Broken {
  readonly reason: AbsentReason;
  readonly again: boolean;
}

const MOST_TILES = 40;
const MOST_MS = 40_000;
/** One shot of the two in a second that the browser allows: a flag always finds the other. */
const PACE_MS = 1150;
const SLACK_PX = 0.5;
/** Where pixels are zoomed, a page cannot be scrolled to every row. */
const OVERLAP_PX = 2;

const CHANGED: Broken = { reason: 'page_changed', again: true };

/** Asks the page; null when it ended, is gone, or said nothing that makes sense. */
export async function ask<M extends keyof Scroller>(
  place: Place,
  method: M,
  ...args: Parameters<Scroller[M]>
): Promise<View | null> {
  const answer = await callScroller(place, method, ...args).catch(() => null); // the document is gone
  return z.safeParse(View, answer ?? null).data ?? null;
}

export async function scrollThrough(scene: Scene, limited: boolean): Promise<Taken | Broken> {
  const { clock, place, token } = scene;
  const first = await ask(place, 'begin', token);
  const stitcher = createStitcher();
  try {
    if (first === null) return brokenBy(scene);
    if (!first.connected) return { reason: 'page_changed', again: false };
    if (!isSame(scene.view, first, token)) return CHANGED;
    const startedAt = clock.now();
    const run = { ...scene, first, stitcher, pace: limited ? PACE_MS : 0 };
    const ended = await throughRows(run);
    if ('reason' in ended) return ended;
    await ask(place, 'end');
    return { png: await stitcher.png(), startedAt, alterations: alterationsOf(first, ended) };
  } finally {
    await ask(place, 'end');
    stitcher.close();
  }
}

interface Run extends Scene {
  readonly first: View;
  readonly stitcher: Stitcher;
  readonly pace: number;
}

/** The last look at the page, and how it went. */
interface Through {
  readonly last: View;
  readonly tiles: number;
  readonly scrolled: boolean;
  readonly truncated: boolean;
}

async function throughRows(run: Run): Promise<Through | Broken> {
  const { clock, first, stitcher } = run;
  const begun = clock.monotonic();
  let shotAt = Number.NEGATIVE_INFINITY;
  let scale = first.state.devicePixelRatio;
  let scrolled = false;
  for (let tiles = 1; ; tiles += 1) {
    const row = stitcher.rows() / scale - OVERLAP_PX;
    const tile = await takeTile(run, row, shotAt + run.pace);
    if ('reason' in tile) return tile;
    const { after, shot, slice } = tile;
    shotAt = tile.shotAt;
    scrolled ||= Math.abs(after.top - first.top) > SLACK_PX;
    try {
      if (slice === 'gap') return CHANGED;
      if (slice !== null) await stitcher.add(shot, slice);
    } catch (error) {
      if (error instanceof RangeError) return CHANGED;
      throw error;
    } finally {
      shot.close();
    }
    const seen = { last: after, tiles, scrolled };
    // the end of what scrolls came before the end of the post: something else cuts it off
    if (slice === null) return stitcher.rows() === 0 ? { reason: 'not_locatable', again: false } : cut(seen);
    scale = slice.scale;
    if (stitcher.rows() >= slice.rows) return { ...seen, truncated: slice.narrowed };
    const late = clock.monotonic() - begun > MOST_MS;
    if (stitcher.rows() >= slice.allowed || tiles >= MOST_TILES || late) return cut(seen);
  }
}

const cut = (seen: Omit<Through, 'truncated'>): Through => ({ ...seen, truncated: true });

interface Tile {
  readonly after: View;
  readonly shot: ImageBitmap;
  readonly shotAt: number;
  readonly slice: Slice | 'gap' | null;
}

async function takeTile(run: Run, row: number, notBefore: number): Promise<Tile | Broken> {
  const { camera, clock, first, place, turn, watched, windowId } = run;
  await quiet();
  if (turn.lost()) return CHANGED;
  const before = await ask(place, 'go', row);
  const early = notBefore - clock.monotonic();
  if (early > 0) await new Promise((passed) => setTimeout(passed, early));
  await watched.look();
  if (before === null || turn.lost() || disturbed(watched)) return brokenBy(run);
  const shotAt = clock.monotonic();
  const shot = await camera.shoot(windowId).catch((error: unknown) => refusal(error));
  const after = await ask(place, 'view');
  await watched.look();
  if (after === null || turn.lost() || disturbed(watched)) return brokenBy(run);
  if ('reason' in shot) return shot;
  if (!isSame(first, before, run.token) || !isSame(before, after, run.token)) return CHANGED;
  if (!isStill(before, after)) return CHANGED;
  const bitmap = await createImageBitmap(blobOf(shot), { colorSpaceConversion: 'none' });
  const seen = { ...after, viewport: after.state.viewport };
  return { after, shot: bitmap, shotAt, slice: sliceOf(seen, bitmap, run.stitcher.rows()) };
}

function blobOf({ dataUrl }: Shot): Blob {
  const bytes = Uint8Array.fromBase64(dataUrl.slice(dataUrl.indexOf(',') + 1));
  return new Blob([bytes], { type: 'image/png' });
}

const disturbed = (watched: TabWatch): boolean => watched.closed() || watched.problems().length > 0;

/** The same post in the same document, no taller than before. A page may grow; what it shows of its rows may not move. */
export function isSame(was: View, is: View, token: string | null): boolean {
  const { state: a, target: from } = was;
  const { state: b, target: to } = is;
  if (a.documentId !== b.documentId || a.url !== b.url || !is.connected) return false;
  if (a.viewport.w !== b.viewport.w || a.viewport.h !== b.viewport.h || was.links !== is.links) return false;
  return near(from.x, to.x) && near(from.w, to.w) && (token === null || near(from.h, to.h));
}

/** Nothing moved while the camera was at it. */
export function isStill(before: View, after: View): boolean {
  const sides = ['x', 'y', 'w'] as const;
  const stands = (of: 'target' | 'port'): boolean =>
    sides.every((side) => near(before[of][side], after[of][side]));
  return near(before.top, after.top) && stands('target') && stands('port');
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= SLACK_PX;

/** Who ended it. */
export function brokenBy({ watched }: Pick<Scene, 'watched'>): Broken {
  if (watched.closed()) return { reason: 'tab_closed', again: false };
  const problems = watched.problems();
  if (problems.includes('tab_switched')) return { reason: 'tab_changed', again: true };
  return CHANGED;
}

/** activeTab ends with the page that it was given for. */
export function refusal(error: unknown): Broken {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const denied = /permission/iu.test(String(cause));
  return { reason: denied ? 'permission_denied' : 'error', again: !denied };
}

function alterationsOf(first: View, { last, scrolled, tiles, truncated }: Through): ArtefactAlteration[] {
  return [
    ...(scrolled ? [{ kind: 'scrolled' } as const] : []),
    ...(last.hidden > 0 ? [{ kind: 'fixed_hidden', count: last.hidden } as const] : []),
    ...(tiles > 1 ? [{ kind: 'stitched', count: tiles } as const] : []),
    ...(last.length > first.length + 1 ? [{ kind: 'lazy_load_triggered' } as const] : []),
    ...(truncated ? [{ kind: 'truncated' } as const] : []),
  ];
}
