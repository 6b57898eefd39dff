// Gesture -> durable record, in the order that loses nothing: intent, pin, shot, read, digest, one strict transaction.
// Runs in the worker. Announces nothing and opens nothing: that comes after, in announce.ts.

import { FlagpostError } from '../errors';
import type { Capture, Collector, Environment } from '../flag/capture';
import type { Clock } from '../flag/time';
import { timeOf } from '../flag/time';
import { platformOf } from '../platforms/hosts';
import { commitCapture, type Evidence } from '../queue/captures';
import type { Database } from '../queue/database';
import { dropIntent, recordIntent } from '../queue/intents';
import { step } from '../steps';
import { assemble, type Context } from './assemble';
import type { Gesture } from './gesture';
import { type Moment, takeMoment } from './moment';
import { inject, type Place } from './page-calls';
import { absent, present } from './picture';
import type { Camera, Shot } from './shoot';
import type { TabWatch } from './watch';

export interface FlowDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly camera: Camera;
  readonly watch: (tabId: number, windowId: number) => TabWatch;
  /** Folders under src/platforms that have a reader. */
  readonly readers: ReadonlySet<string>;
  readonly sessionId: () => Promise<string>;
  readonly collector: Collector | undefined;
  readonly environment: Environment;
  readonly withoutPicture: boolean;
}

export interface Secured {
  readonly capture: Capture;
  /** Where the toast goes; undefined when the page lets nobody in. */
  readonly top: Place | undefined;
  /** The picture did not fit on the disk; everything else is stored. */
  readonly pictureLost: boolean;
}

/** Throws FlagpostError page_not_capturable, window_closed, disk_full, store_unavailable: then nothing is stored. */
export async function secure(gesture: Gesture, deps: FlowDeps): Promise<Secured> {
  const { clock, db } = deps;
  await step('flag_begun');
  const id = clock.id();
  const startedAt = gesture.at;
  const host = URL.canParse(gesture.tabUrl) ? new URL(gesture.tabUrl).host : '';
  await recordIntent(db, { id, at: timeOf(startedAt), host });
  await step('flag_intent_stored');
  try {
    return await secureIntended(gesture, deps, id, startedAt);
  } catch (error) {
    await dropIntent(db, id); // the analyst hears of this error: it is no cut gesture
    throw error;
  }
}

async function secureIntended(
  gesture: Gesture,
  deps: FlowDeps,
  id: string,
  startedAt: number,
): Promise<Secured> {
  const { clock, db } = deps;
  const { moment, shot, top } = await look(gesture, deps);
  if (top === undefined && !/^https?:/u.test(gesture.tabUrl)) throw new FlagpostError('page_not_capturable');
  await step('flag_read');
  const context: Context = {
    id,
    sessionId: await deps.sessionId(),
    collector: deps.collector,
    environment: deps.environment,
    startedAt,
    clock,
  };
  const unnumbered = assemble(gesture, moment, context);
  const evidence = [await shotEvidence(id, moment, shot, clock)];
  await step('flag_digested');
  const stored = await commit(db, unnumbered, evidence, clock);
  await step('flag_committed');
  return { ...stored, top };
}

interface Look {
  /** Null when the page could not be asked: the picture, if there is one, is then stored unverified. */
  readonly moment: Moment | null;
  readonly shot: Shot | undefined;
  readonly top: Place | undefined;
}

async function look(gesture: Gesture, deps: FlowDeps): Promise<Look> {
  const top: Place = { tabId: gesture.tabId, frameId: 0 };
  const place: Place = { tabId: gesture.tabId, frameId: gesture.frameId };
  const { platform } = platformOf(gesture.frameUrl ?? gesture.tabUrl);
  const pictureOff = deps.withoutPicture || gesture.withoutPicture;
  try {
    await inject(place, deps.readers.has(platform) ? platform : 'generic');
    if (place.frameId !== 0) await inject(top, 'generic');
  } catch {
    // a page that lets nobody in (PDF viewer, error page) can still be shot, or is told as page_not_capturable
    return { moment: null, shot: pictureOff ? undefined : await blindShot(gesture, deps), top: undefined };
  }
  const moment = await takeMoment({
    gesture,
    place,
    top,
    camera: deps.camera,
    watch: () => deps.watch(gesture.tabId, gesture.windowId),
    withPicture: (pin) => !(pictureOff || pin.shiftKey),
  }).catch(() => null); // the document went away while it was being read: kept as read_failed
  return { moment, shot: moment?.shot, top };
}

async function blindShot(
  { tabId, windowId }: Gesture,
  { camera, watch }: FlowDeps,
): Promise<Shot | undefined> {
  const watched = watch(tabId, windowId);
  try {
    const shot = await camera.shoot(windowId);
    return watched.problems().length === 0 && !watched.closed() ? shot : undefined;
  } catch {
    return undefined; // absent with permission_denied
  } finally {
    watched.stop();
  }
}

async function shotEvidence(
  flagId: string,
  moment: Moment | null,
  shot: Shot | undefined,
  clock: Clock,
): Promise<Evidence> {
  const made = {
    flagId,
    seq: 1,
    kind: 'screenshot_viewport',
    role: 'evidentiary',
    capturedAt: shot?.startedAt ?? clock.now(),
  } as const;
  if (moment?.shotProblem === 'shot_off') return absent(made, 'analyst_off', clock);
  // another tab was in front: the picture may show anything, so it is not kept with this post
  if (moment?.problems.includes('tab_switched')) return absent(made, 'tab_changed', clock);
  if (shot === undefined) return absent(made, 'permission_denied', clock);
  return present(made, shot.bytes, 'image/png', clock);
}

/** When the picture does not fit on the disk, the rest is stored without it: small writes often still succeed. */
async function commit(
  db: Database,
  unnumbered: Parameters<typeof commitCapture>[1],
  evidence: Evidence[],
  clock: Clock,
): Promise<{ capture: Capture; pictureLost: boolean }> {
  try {
    return { capture: await commitCapture(db, unnumbered, evidence), pictureLost: false };
  } catch (error) {
    const full = error instanceof FlagpostError && error.code === 'disk_full';
    if (!full || evidence.every(({ bytes }) => bytes === undefined)) throw error;
    const without = evidence.map(({ artefact }) => {
      const { flagId, seq, kind, role, capturedAt } = artefact;
      return absent({ flagId, seq, kind, role, capturedAt: Date.parse(capturedAt) }, 'quota', clock);
    });
    return { capture: await commitCapture(db, unnumbered, without), pictureLost: true };
  }
}
