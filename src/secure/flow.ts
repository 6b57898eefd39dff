// Gesture -> durable record, in the order that loses nothing: intent, pin, shot, read, digest, one strict transaction.
// Runs in the worker. Announces nothing and opens nothing: that comes after, in announce.ts.
import { FlagpostError } from '../errors';
import type { Capture, Environment } from '../flag/capture';
import { type Clock, timeOf } from '../flag/time';
import { platformOf } from '../platforms/hosts';
import { commitCapture, type Evidence } from '../queue/captures';
import type { Database } from '../queue/database';
import { dropIntent, recordIntent } from '../queue/intents';
import type { Settings } from '../settings';
import { step } from '../steps';
import { assemble } from './assemble';
import type { Gesture } from './gesture';
import { type Moment, takeMoment } from './moment';
import type { Place } from './page-calls';
import { absent, present } from './picture';
import { currentSession } from './session';
import type { Camera, Shot } from './shoot';
import type { TabWatch } from './watch';

export interface FlowDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly camera: Camera;
  readonly watch: (tabId: number, windowId: number) => TabWatch;
  /** Folders under src/platforms that have a reader. */
  readonly readers: ReadonlySet<string>;
  /** Already under way: nothing waits for these before it needs them. */
  readonly settings: Promise<Settings>;
  readonly environment: Promise<Environment>;
}

export interface Secured {
  readonly capture: Capture;
  /** Where the toast goes; undefined when the page lets nobody in. */
  readonly top: Place | undefined;
  /** The picture did not fit on the disk; everything else is stored. */
  readonly pictureLost: boolean;
}

/** Throws FlagpostError page_not_capturable, nothing_found, disk_full, store_unavailable: then nothing is stored. */
export async function secure(gesture: Gesture, deps: FlowDeps): Promise<Secured> {
  const { clock, db } = deps;
  await step('flag_begun');
  const id = clock.id();
  const host = URL.canParse(gesture.tabUrl) ? new URL(gesture.tabUrl).host : '';
  await recordIntent(db, { id, at: timeOf(gesture.at), host });
  await step('flag_intent_stored');
  try {
    return await secureIntended(gesture, deps, id);
  } catch (error) {
    await dropIntent(db, id); // the analyst hears of this error: it is no cut gesture
    throw error;
  }
}

async function secureIntended(gesture: Gesture, deps: FlowDeps, id: string): Promise<Secured> {
  const { clock, db } = deps;
  const settings = await deps.settings;
  const { moment, shot, top } = await view(gesture, deps, settings);
  await step('flag_read');
  const [picture, environment, sessionId] = await Promise.all([
    pictureOf(id, moment, shot, clock),
    deps.environment,
    currentSession(db, settings, clock),
  ]);
  await step('flag_digested');
  const { profile } = settings;
  const collector = profile && { analystId: profile.pseudonym, unit: profile.unit, country: profile.country };
  const unnumbered = assemble(gesture, moment, { id, sessionId, collector, environment, clock });
  const stored = await commit(db, unnumbered, picture, clock);
  await step('flag_committed');
  return { ...stored, top };
}

interface View {
  /** Null when the page could not be asked: the picture, if there is one, is then stored unverified. */
  readonly moment: Moment | null;
  readonly shot: Shot | undefined;
  readonly top: Place | undefined;
}

async function view(gesture: Gesture, deps: FlowDeps, settings: Settings): Promise<View> {
  const top: Place = { tabId: gesture.tabId, frameId: 0 };
  const place: Place = { tabId: gesture.tabId, frameId: gesture.frameId };
  const { platform } = platformOf(gesture.frameUrl ?? gesture.tabUrl);
  const reader = deps.readers.has(platform) ? platform : 'generic';
  const pictureOff = settings.withoutPicture || gesture.withoutPicture;
  const watch = (): TabWatch => deps.watch(gesture.tabId, gesture.windowId);
  let moment: Moment | null;
  try {
    moment = await takeMoment({ gesture, place, top, reader, camera: deps.camera, pictureOff, watch });
  } catch {
    // a page that lets nobody in (PDF viewer, error page) can still be shot, when it has an address to put beside it
    if (!/^https?:/u.test(gesture.tabUrl)) throw new FlagpostError('page_not_capturable');
    return { moment: null, shot: pictureOff ? undefined : await blindShot(gesture, deps), top: undefined };
  }
  if (moment === null) throw new FlagpostError('nothing_found');
  return { moment, shot: moment.shot, top };
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

async function pictureOf(
  flagId: string,
  moment: Moment | null,
  shot: Shot | undefined,
  clock: Clock,
): Promise<Evidence> {
  const capturedAt = shot?.startedAt ?? clock.now();
  const made = { flagId, seq: 1, kind: 'screenshot_viewport', role: 'evidentiary', capturedAt } as const;
  const problems = moment?.problems ?? [];
  if (problems.includes('shot_off')) return absent(made, 'analyst_off', clock);
  // another tab was in front: the picture may show anything, so it is not kept with this post
  if (problems.includes('tab_switched')) return absent(made, 'tab_changed', clock);
  if (shot === undefined) return absent(made, 'permission_denied', clock);
  return present(made, shot.bytes, 'image/png', clock);
}

/** When the picture does not fit on the disk, the rest is stored without it: small writes often still succeed. */
async function commit(
  db: Database,
  unnumbered: Parameters<typeof commitCapture>[1],
  picture: Evidence,
  clock: Clock,
): Promise<{ capture: Capture; pictureLost: boolean }> {
  try {
    return { capture: await commitCapture(db, unnumbered, [picture]), pictureLost: false };
  } catch (error) {
    const full = error instanceof FlagpostError && error.code === 'disk_full';
    if (!full || picture.bytes === undefined) throw error;
    const { flagId, seq, kind, role, capturedAt } = picture.artefact;
    const made = { flagId, seq, kind, role, capturedAt: Date.parse(capturedAt) };
    const capture = await commitCapture(db, unnumbered, [absent(made, 'quota', clock)]);
    return { capture, pictureLost: true };
  }
}
