// What joins a flag after commit 1: the post's crop and a thumbnail, made from the stored shot. Runs in the worker.
import type { PresentArtefact } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import { addEvidence, type Evidence } from '../queue/captures';
import type { Database } from '../queue/database';
import { readBlob, readFlag } from '../queue/read';
import { absent, pictureFrom, present } from './picture';

const THUMBNAIL_PX = 320;

/** Adds the crop and the thumbnail, or the reason why there is none. Safe to call again: what is there is left alone. */
export async function complete(db: Database, flagId: string, clock: Clock): Promise<void> {
  const { capture, artefacts } = await readFlag(db, flagId);
  if (artefacts.some(({ kind }) => kind === 'screenshot_post')) return;
  const shot = artefacts.find(({ kind }) => kind === 'screenshot_viewport');
  if (shot?.status !== 'present') return;
  const image = await createImageBitmap(await readBlob(db, shot.sha256), { colorSpaceConversion: 'none' });
  try {
    const area = cropArea(capture, image.width, image.height);
    const crop = await makeCrop(capture, shot, image, area, clock);
    const thumbnail = await makeThumbnail(capture, shot, image, area, clock);
    await addEvidence(db, flagId, [crop, thumbnail], new Date(clock.now()).toISOString());
  } finally {
    image.close();
  }
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The visible part of the post in the shot's own pixels; undefined when it cannot be told where the post is. */
export function cropArea({ capture }: Capture, width: number, height: number): Area | undefined {
  const { rectCssPx, before, verified } = capture;
  if (!verified || rectCssPx === undefined || before === undefined || before.viewport.w === 0)
    return undefined;
  // the shot is the viewport with its scrollbar, scaled by zoom and pixel ratio together
  const scale = width / before.viewport.w;
  const x = Math.max(0, Math.floor(rectCssPx.x * scale));
  const y = Math.max(0, Math.floor(rectCssPx.y * scale));
  const w = Math.min(width, Math.ceil((rectCssPx.x + rectCssPx.w) * scale)) - x;
  const h = Math.min(height, Math.ceil((rectCssPx.y + rectCssPx.h) * scale)) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : undefined;
}

async function makeCrop(
  capture: Capture,
  shot: PresentArtefact,
  image: ImageBitmap,
  area: Area | undefined,
  clock: Clock,
): Promise<Evidence> {
  const made = {
    flagId: capture.id,
    kind: 'screenshot_post',
    role: 'evidentiary',
    capturedAt: Date.parse(shot.capturedAt),
  } as const;
  if (area === undefined) return absent(made, 'not_locatable', clock);
  const bytes = await draw(image, area, area.w, area.h, 'image/png');
  return present(made, pictureFrom(bytes, 'image/png'), clock, {
    widthPx: area.w,
    heightPx: area.h,
    derivedFrom: shot.sha256,
    transform: `crop ${area.x},${area.y},${area.w},${area.h}`,
  });
}

async function makeThumbnail(
  capture: Capture,
  shot: PresentArtefact,
  image: ImageBitmap,
  area: Area = { x: 0, y: 0, w: image.width, h: image.height },
  clock: Clock,
): Promise<Evidence> {
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(area.w, area.h));
  const widthPx = Math.max(1, Math.round(area.w * scale));
  const heightPx = Math.max(1, Math.round(area.h * scale));
  const bytes = await draw(image, area, widthPx, heightPx, 'image/webp');
  const capturedAt = Date.parse(shot.capturedAt);
  const made = { flagId: capture.id, kind: 'thumbnail', role: 'working', capturedAt } as const;
  return present(made, pictureFrom(bytes, 'image/webp'), clock, {
    widthPx,
    heightPx,
    derivedFrom: shot.sha256,
    transform: `crop ${area.x},${area.y},${area.w},${area.h}; scale ${widthPx}x${heightPx}`,
  });
}

async function draw(
  image: ImageBitmap,
  { x, y, w, h }: Area,
  width: number,
  height: number,
  type: 'image/png' | 'image/webp',
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  context.drawImage(image, x, y, w, h, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type, quality: 0.8 });
  return new Uint8Array(await blob.arrayBuffer());
}
