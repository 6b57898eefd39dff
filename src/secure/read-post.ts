// Whose reader reads the post: the platform's own, else the generic one, which says so. Runs in the worker.
// Where the host is nobody's the page itself may show whose it is.
import * as z from 'zod/mini';
import { KIN } from '../platforms/hosts';
import { type Accepted, accept } from './accept';
import { forPage, type Gesture } from './gesture';
import { withLanguage } from './language';
import { call, inject, Look, type Place } from './page-calls';

/** What the reader found, and the same cleaned: during the shot there is time for it. */
export interface Seen extends Look {
  readonly accepted: Accepted;
}

interface Asked {
  readonly gesture: Gesture;
  readonly place: Place;
  /** Whose host the document has; "other" when nobody's. */
  readonly platform: string;
}

const OTHER = 'other';
const Kin = z.enum(KIN);

/** Null when there is nothing to flag where the gesture was; rejects when the browser lets nobody into the document. */
export async function readPost({ gesture, place, platform }: Asked): Promise<Seen | null> {
  const own = platform === OTHER ? await kinOf(place) : platform;
  // a reader that a page makes stumble is no reason to read nothing: the generic one is asked
  const look = own && (await lookBy(own, place, gesture).catch(() => null));
  return look || lookBy(OTHER, place, gesture, platform !== OTHER);
}

async function kinOf(place: Place): Promise<string | undefined> {
  await inject(place, 'generic');
  return z.safeParse(Kin, await call(place, 'kin')).data;
}

async function lookBy(
  platform: string,
  place: Place,
  gesture: Gesture,
  fallback = false,
): Promise<Seen | null> {
  await inject(place, platform === OTHER ? 'generic' : platform);
  const look = z.parse(Look, (await call(place, 'look', platform, forPage(gesture), fallback)) ?? null);
  return look && { ...look, accepted: described(accept(look)) };
}

/** With a guess at the language, which is not worth a flag: without one the post is taken as it is. */
function described(accepted: Accepted): Accepted {
  try {
    return accepted.post ? { ...accepted, post: withLanguage(accepted.post) } : accepted;
  } catch {
    return accepted;
  }
}
