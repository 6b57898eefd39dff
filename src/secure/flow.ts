// Gesture -> durable record, in the order that loses nothing: intent, pin, shot, read, digest, one strict transaction.
// Runs in the worker. Announces nothing and opens nothing: that comes after, in announce.ts.
import { FlagpostError } from '../errors';
import type { Artefact } from '../flag/artefact';
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
import type { Pin, Place } from './page-calls';
import { absent, develop, type Picture, present } from './picture';
import { currentSession } from './session';
import type { Camera, Shot } from './shoot';
import type { TabWatch } from './watch';

export interface FlowDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly camera: Camera;
  readonly watch: (tabId: number, windowId: number) => TabWatch;
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
  /** The viewport's picture as it was stored, or why there is none. */
  readonly shot: Artefact;
  /** Of that picture. */
  readonly bytes: Blob | undefined;
  /** How the page is asked for the same post again; undefined when it cannot be. */
  readonly pinned: { readonly token: string; readonly again: Pin } | undefined;
}

/** Throws FlagpostError page_not_capturable, nothing_found, disk_full, store_unavailable: then nothing is stored. */
export async function secure(gesture: Gesture, deps: FlowDeps): Promise<Secured> {
  const { clock, db } = deps;
  await step('flag_begun');
  const id = gesture.ordered?.flagId ?? clock.id();
  const host = URL.canParse(gesture.tabUrl) ? new URL(gesture.tabUrl).host : '';
  const intended = recordIntent(db, { id, at: timeOf(gesture.at), host }).then(() =>
    step('flag_intent_stored'),
  );
  try {
    return await secureIntended(gesture, deps, id, intended);
  } catch (error) {
    await dropIntent(db, id); // the analyst hears of this error: it is no cut gesture
    throw error;
  }
}

/** The session that the flag goes to, and the number that it gives next, where that was read. */
interface Goes {
  readonly id: string;
  readonly nextSeq?: number;
}

async function secureIntended(
  gesture: Gesture,
  deps: FlowDeps,
  id: string,
  intended: Promise<void>,
): Promise<Secured> {
  const { clock, db } = deps;
  const session: Promise<Goes> = gesture.ordered
    ? Promise.resolve({ id: gesture.ordered.sessionId })
    : deps.settings.then((settings) => currentSession(db, settings, clock));
  session.catch(() => undefined); // heard below, unless something else fails first
  const { moment, shot, picture, top } = await view(gesture, deps, intended);
  await step('flag_read');
  const settings = await deps.settings;
  const [evidence, environment, { id: sessionId, nextSeq }] = await Promise.all([
    evidenceOf(id, moment, shot, picture, clock),
    deps.environment,
    session,
  ]);
  await step('flag_digested');
  const { profile } = settings;
  const collector = profile && { analystId: profile.pseudonym, unit: profile.unit, country: profile.country };
  const unnumbered = assemble(gesture, moment, { id, sessionId, collector, environment, clock });
  const stored = await commit(db, unnumbered, evidence, clock, nextSeq);
  await step('flag_committed');
  return { ...stored, top, bytes: stored.pictureLost ? undefined : evidence.bytes, pinned: pinnedIn(moment) };
}

function pinnedIn(moment: Moment | null): Secured['pinned'] {
  const { again, look } = moment ?? {};
  return look && again && { token: look.token, again };
}

interface View {
  /** Null when the page could not be asked: the picture, if there is one, is then stored unverified. */
  readonly moment: Moment | null;
  readonly shot: Shot | undefined;
  readonly picture: Picture | undefined;
  readonly top: Place | undefined;
}

async function view(gesture: Gesture, deps: FlowDeps, intended: Promise<void>): Promise<View> {
  const top: Place = { tabId: gesture.tabId, frameId: 0 };
  const place: Place = { tabId: gesture.tabId, frameId: gesture.frameId };
  const { platform } = platformOf(gesture.frameUrl ?? gesture.tabUrl);
  const pictureOff = deps.settings.then(({ withoutPicture }) => withoutPicture || gesture.withoutPicture);
  const watch = (): TabWatch => deps.watch(gesture.tabId, gesture.windowId);
  let moment: Moment | null;
  try {
    moment = await takeMoment({
      gesture,
      place,
      top,
      platform,
      camera: deps.camera,
      pictureOff,
      watch,
      intended,
    });
  } catch {
    await intended; // a store that cannot be written is no fault of the page: that error goes up
    // a page that lets nobody in (PDF viewer, error page) can still be shot, when it has an address to put beside it
    if (!/^https?:/u.test(gesture.tabUrl)) throw new FlagpostError('page_not_capturable');
    const shot = (await pictureOff) ? undefined : await blindShot(gesture, deps);
    return { moment: null, shot, picture: shot && develop(shot), top: undefined };
  }
  if (moment === null) throw new FlagpostError('nothing_found');
  return { moment, shot: moment.shot, picture: moment.picture, top };
}

async function blindShot(
  { tabId, windowId }: Gesture,
  { camera, watch }: FlowDeps,
): Promise<Shot | undefined> {
  const watched = watch(tabId, windowId);
  const alone = (): boolean => watched.problems().length === 0 && !watched.closed();
  try {
    await watched.look();
    if (!alone()) return undefined;
    const shot = await camera.shoot(windowId);
    await watched.look();
    return alone() ? shot : undefined;
  } catch {
    return undefined; // absent with permission_denied
  } finally {
    watched.stop();
  }
}

async function evidenceOf(
  flagId: string,
  moment: Moment | null,
  shot: Shot | undefined,
  picture: Picture | undefined,
  clock: Clock,
): Promise<Evidence> {
  const capturedAt = shot?.startedAt ?? clock.now();
  const made = { flagId, kind: 'screenshot_viewport', role: 'evidentiary', capturedAt } as const;
  const problems = moment?.problems ?? [];
  if (problems.includes('shot_off')) return absent(made, 'analyst_off', clock);
  // another tab was in front: the picture may show anything, so it is not kept with this post
  if (problems.includes('tab_switched')) return absent(made, 'tab_changed', clock);
  if (picture === undefined) return absent(made, 'permission_denied', clock);
  return present(made, picture, clock);
}

/** When the picture does not fit on the disk, the rest is stored without it: small writes often still succeed. */
async function commit(
  db: Database,
  unnumbered: Parameters<typeof commitCapture>[1],
  picture: Evidence,
  clock: Clock,
  nextSeq: number | undefined,
): Promise<Pick<Secured, 'capture' | 'pictureLost' | 'shot'>> {
  try {
    const capture = await commitCapture(db, unnumbered, [picture], nextSeq);
    return { capture, pictureLost: false, shot: picture.artefact };
  } catch (error) {
    const full = error instanceof FlagpostError && error.code === 'disk_full';
    if (!full || picture.bytes === undefined) throw error;
    const { flagId, kind, role, capturedAt } = picture.artefact;
    const made = { flagId, kind, role, capturedAt: Date.parse(capturedAt) };
    const lost = absent(made, 'quota', clock);
    const capture = await commitCapture(db, unnumbered, [lost]);
    return { capture, pictureLost: true, shot: lost.artefact };
  }
}
