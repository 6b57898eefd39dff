// Where the pictures of a flag's post are, asked of the page right after commit 1. Runs in the worker.
// Heard only when the page is provably as it was when the shot had been taken: same document, scroll, events, content.
import * as z from 'zod/mini';
import type { SameState } from '../flag/artefact';
import { inTime } from './in-time';
import { callImages, Pin, type Place, Rect } from './page-calls';
import { sameMoment } from './same-moment';

export interface PostImages {
  readonly state: SameState;
  /** CSS pixels in the top viewport; empty unless the state is `same`. */
  readonly rects: readonly z.infer<typeof Rect>[];
}

const Found = z.object({
  rects: z.array(Rect).check(z.maxLength(50)),
  pin: Pin,
});

export const NO_IMAGES: PostImages = { state: 'unknown', rects: [] };

/** The crop waits for it, and a dialog may hold the page. */
const ANSWER_MS = 2000;

/** `pin`: the post as it was after the shot. Never rejects. */
export async function imagesOf(place: Place, token: string, pin: Pin): Promise<PostImages> {
  if (pin.rect === undefined) return NO_IMAGES;
  // asked in frames too: from now on the page can tell whether the post is still the same
  const asked = callImages(place, token).catch(() => null); // the page is gone
  const answer = await inTime(asked, ANSWER_MS, null);
  // the shot shows a frame's content at a place of its own, which may have moved since
  if (place.frameId !== 0) return NO_IMAGES;
  const found = z.safeParse(Found, answer ?? null);
  if (!found.success || found.data.pin === null) return NO_IMAGES;
  const { pin: now, rects } = found.data;
  const differs = sameMoment(pin, { ...pin, navigated: false, reused: false }, now, pin.state, now.state);
  if (differs.length > 0) return { state: 'changed', rects: [] };
  return { state: 'same', rects };
}
