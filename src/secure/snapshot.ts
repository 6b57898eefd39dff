// The page as a document that opens offline and runs nothing, joined after commit 1. Runs in the worker.
// Changes nothing in the page; what may be fetched is decided by the browser's grants, and what is missing is counted.
import type { AbsentReason, SameState } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import type { Job } from '../page/snapshot/job';
import { platformOf } from '../platforms/hosts';
import { ownAccountOf } from '../platforms/own-account';
import type { Evidence } from '../queue/captures';
import { mayFetch } from './fetch-bytes';
import type { Joining, Take } from './joining';
import { absent, pictureFrom, present } from './picture';
import { pack, type Written, writeHtml } from './snapshot-html';
import { type Taken, takeDocument } from './snapshot-page';
import { fetchResources } from './snapshot-resources';
import { placeOf, stateNow, type Whereabouts } from './whereabouts';

/** Of everything together: after that the analyst may long be elsewhere. */
const GIVE_UP_MS = 10_000;
/** Kept of that for what comes after the fetching. */
const PACKING_MS = 2000;
const PAGE = { maxChars: 50_000_000, busyMs: 1000, wallMs: 5000 };
const MOST_BYTES = 40_000_000;

export const takeSnapshot: Take = async (joining) => {
  const { capture, clock } = joining;
  const capturedAt = clock.now();
  const made = { flagId: capture.id, kind: 'dom_snapshot', role: 'evidentiary', capturedAt } as const;
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<AbsentReason>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), GIVE_UP_MS);
  });
  const taken = await Promise.race([late, takeWhole(joining, stop.signal)]);
  clearTimeout(timer);
  stop.abort();
  if (typeof taken === 'string') return [absent(made, taken, clock)];
  const picture = pictureFrom(taken.bytes, 'application/gzip');
  const durationMs = clock.now() - capturedAt;
  const { sameState } = taken;
  const alterations = [...taken.alterations];
  const evidence: Evidence = await present(made, picture, clock, { sameState, alterations, durationMs });
  return [evidence];
};

interface Whole {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sameState: SameState;
  readonly alterations: Written['alterations'];
}

async function takeWhole(
  { before: asked, capture, where }: Joining,
  signal: AbortSignal,
): Promise<Whole | AbsentReason> {
  try {
    const before = asked ?? (await stateNow(where, capture));
    if (before === 'gone') return 'tab_closed';
    const taken = await takeDocuments(capture, where);
    const after = await stateNow(where, capture);
    // another document by now: parts of it could be among what was read
    if (after === 'gone') return 'page_changed';
    const written = await fill(taken, capture, signal);
    const bytes = await pack(written.parts);
    if (bytes.length > MOST_BYTES) return 'too_large';
    return { bytes, sameState: after === 'same' ? before : after, alterations: written.alterations };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return reasonOf(where, capture);
  }
}

interface Documents {
  readonly top: Taken;
  /** The frame that holds the post. */
  readonly inner?: Taken;
}

async function takeDocuments(capture: Capture, where: Whereabouts): Promise<Documents> {
  const common = { ...PAGE, ...ownAccountOf(capture.platform) };
  const { tabId } = where;
  if (where.frameId === 0)
    return { top: await takeDocument(placeOf(where), { ...common, token: where.token }) };
  const inner = await takeDocument(placeOf(where), { ...common, token: where.token });
  const { frameUrl = '' } = capture.capture;
  // the account in the page around the frame is that page's, not the post's platform's
  const around = ownAccountOf(platformOf(capture.pageUrl).platform);
  const job: Job = { ...PAGE, ...around, frame: { url: frameUrl, ...inner.size } };
  return { top: await takeDocument({ tabId, frameId: 0 }, job), inner };
}

async function fill({ inner, top }: Documents, capture: Capture, signal: AbortSignal): Promise<Written> {
  const allowed = mayFetch(capture.pageUrl);
  const soon = AbortSignal.any([signal, AbortSignal.timeout(GIVE_UP_MS - PACKING_MS - PAGE.wallMs)]);
  const bounds = { pageUrl: capture.pageUrl, allowed, signal: soon };
  if (inner === undefined) return writeHtml(top, await fetchResources(top.resources, bounds));
  const inFrame = writeHtml(inner, await fetchResources(inner.resources, bounds));
  return writeHtml(top, await fetchResources(top.resources, bounds), inFrame);
}

/** Why the page could not be asked: it is another by now, it is gone, or it lets nobody in. */
async function reasonOf(where: Whereabouts, capture: Capture): Promise<AbsentReason> {
  const now = await stateNow(where, capture).catch(() => 'gone' as const);
  return now === 'gone' ? 'page_changed' : 'page_locked';
}
