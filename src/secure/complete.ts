// What joins a flag after commit 1 by itself: first what is made from stored bytes, in one transaction; then what has to be
// taken from the page, each by itself. Runs in the worker. Safe to begin again: what is there is left alone.
import type { Artefact, ArtefactKind } from '../flag/artefact';
import type { Evidence } from '../queue/captures';
import { readBlob, readFlag } from '../queue/read';
import { step } from '../steps';
import { askedOf, fromPage, type Taking } from './complete-page';
import { printsOf } from './complete-pictures';
import { fromStored } from './complete-stored';
import { noteDue } from './due';
import { join } from './join';
import { NO_IMAGES, type PostImages } from './post-images';

export interface Completion {
  /** What is made from stored bytes is in. */
  readonly joined: Promise<void>;
  /** All is in that the settings ask for, or the reason why not. */
  readonly taken: Promise<void>;
}

/** Of a flag just committed: what is made of its picture is under way. */
export interface Begun extends Taking, Made {}

interface Made {
  /** The viewport's. */
  readonly shot: Artefact;
  /** Its bytes; undefined when there are none. */
  readonly bytes: Blob | undefined;
  readonly images: Promise<PostImages>;
}

export function complete(begun: Begun): Completion {
  const { capture, clock, db, settings } = begun;
  const kinds = askedOf(capture, settings);
  // a disk that takes no note may still take the record of an absence: only a death in between is not noticed then
  const noted = kinds.length === 0 ? undefined : noteDue(capture.id, kinds).catch(() => undefined);
  const made = madeOf(begun);
  const joined = Promise.all([
    made.then((evidence) => join(db, capture.id, evidence, clock, { once: true })),
    noted,
  ]).then(() => step('flag_joined'));
  // the page is asked while that is written; what it gives joins after it. Before it was asked for the images it cannot
  // tell whether the post is still the same
  const asked = Promise.all([made, begun.images]).then(() => fromPage(begun, kinds, joined));
  // in this order: who needs the tab next waits for the page, whatever became of the rest
  const taken = asked.then(() => joined);
  return { joined, taken };
}

/** Of a flag from before this worker. `due`: what was noted as due of the page. */
export async function completeLater(
  taking: Omit<Taking, 'capture'>,
  flagId: string,
  due: readonly ArtefactKind[],
): Promise<void> {
  const { clock, db, settings } = taking;
  const { artefacts, capture } = await readFlag(db, flagId);
  const shot = artefacts.find(({ kind }) => kind === 'screenshot_viewport');
  const cut = shot !== undefined && !artefacts.some(({ kind }) => kind === 'screenshot_post');
  if (cut) {
    // destroyed on purpose meanwhile: what would be made of it is absent, and the rest is taken all the same
    const stored = shot.status === 'absent' ? undefined : readBlob(db, shot.sha256);
    const bytes = await stored?.catch(() => undefined);
    const made = await madeOf({ ...taking, capture, shot, bytes, images: Promise.resolve(NO_IMAGES) });
    await join(db, flagId, made, clock, { once: true });
  }
  // a worker that died before the crop joined may not have got to noting the rest
  await fromPage({ ...taking, capture }, cut ? askedOf(capture, settings) : due);
}

function madeOf({ bytes, capture, clock, images, shot }: Begun): Promise<Evidence[]> {
  // not begun before commit 1 is through: on two cores the decoder would hold it up
  const prints = bytes && printsOf(capture, bytes);
  return fromStored({ capture, shot, prints, images, clock });
}
