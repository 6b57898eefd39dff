// Stage one of what joins: all that is made from bytes already stored. Crop, thumbnail, the post's text, perceptual hashes.
// Runs in the worker. Never rejects: what cannot be made is absent, with its reason.
import type { Artefact, Pdq } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Clock } from '../flag/time';
import type { Evidence } from '../queue/captures';
import { areasInCrop, written } from './complete-area';
import type { Print, Prints } from './complete-pictures';
import { absent, pictureFrom, present, type Said } from './picture';
import { hashOf } from './picture-hash';
import type { PostImages } from './post-images';

export interface Stored {
  readonly capture: Capture;
  /** The viewport's, present or absent. */
  readonly shot: Artefact;
  /** Made from its bytes; undefined when there are none. */
  readonly prints: Promise<Prints> | undefined;
  /** Where the post's pictures are, asked of the page. */
  readonly images: Promise<PostImages>;
  readonly clock: Clock;
}

export async function fromStored(stored: Stored): Promise<Evidence[]> {
  const prints = await stored.prints?.catch(() => undefined); // no picture that can be decoded: absent below
  const made = await Promise.all([cropOf(stored, prints), thumbnailOf(stored, prints), textOf(stored)]);
  return made.filter((one) => one !== undefined);
}

async function cropOf(stored: Stored, prints: Prints | undefined): Promise<Evidence> {
  const { clock, shot } = stored;
  const made = { ...madeOf(stored), kind: 'screenshot_post', role: 'evidentiary' } as const;
  if (shot.status === 'absent') return absent(made, shot.absentReason, clock);
  if (prints === undefined) return absent(made, 'error', clock);
  const { crop } = prints;
  if (crop === undefined) return absent(made, 'not_locatable', clock);
  try {
    const { state, rects } = await stored.images;
    const parts = state === 'same' ? areasInCrop(rects, crop.area, prints.scale) : [];
    const whole = { x: 0, y: 0, w: crop.area.w, h: crop.area.h };
    const pdq: Pdq[] = [
      hashOf(crop.pixels(whole), whole.w, whole.h, 'whole'),
      ...parts.map((part) => hashOf(crop.pixels(part), part.w, part.h, written(part))),
    ];
    return await present(made, await crop.picture, clock, {
      ...saidOf(crop, shot.sha256),
      transform: `crop ${written(crop.area)}`,
      pdq,
      imagesState: state,
    });
  } catch {
    return absent(made, 'error', clock); // the browser could not draw or encode it
  }
}

async function thumbnailOf(stored: Stored, prints: Prints | undefined): Promise<Evidence | undefined> {
  const { clock, shot } = stored;
  if (shot.status === 'absent' || prints === undefined) return undefined; // a working copy: its absence says nothing
  const { thumbnail } = prints;
  const { heightPx, widthPx } = thumbnail;
  const made = { ...madeOf(stored), kind: 'thumbnail', role: 'working' } as const;
  const picture = await thumbnail.picture.catch(() => undefined); // the browser could not encode it
  if (picture === undefined) return absent(made, 'error', clock);
  return present(made, picture, clock, {
    ...saidOf(thumbnail, shot.sha256),
    transform: `crop ${written(thumbnail.area)}; scale ${widthPx}x${heightPx}`,
  });
}

/** What the post says, as a file of its own. A post without words has none; one that could not be read says why. */
async function textOf({ capture, clock }: Stored): Promise<Evidence | undefined> {
  const { post } = capture;
  const { before, endedAt, problems } = capture.capture;
  const capturedAt = Date.parse(endedAt);
  const made = { flagId: capture.id, kind: 'text', role: 'evidentiary', capturedAt } as const;
  if (post.text !== undefined && post.text !== '')
    return present(made, pictureFrom(new TextEncoder().encode(post.text), 'text/plain'), clock);
  if (!problems.includes('read_failed')) return undefined;
  return absent(made, before === undefined ? 'page_locked' : 'error', clock);
}

function madeOf({ capture, shot }: Stored): { flagId: string; capturedAt: number } {
  return { flagId: capture.id, capturedAt: Date.parse(shot.capturedAt) };
}

function saidOf({ heightPx, widthPx }: Print, derivedFrom: string): Said {
  return { widthPx, heightPx, derivedFrom };
}
