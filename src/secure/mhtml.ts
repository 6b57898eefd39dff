// The page as the browser itself saves it, in one MHTML file: Chromium only, by an optional permission. Runs in the worker.
// Shows the analyst's account as the page does: it never leaves the unit.
import browser from 'webextension-polyfill';
import type { AbsentReason } from '../flag/artefact';
import { hasPageCapture } from './grants';
import type { Joining, Take } from './joining';
import { absent, pictureFrom, present } from './picture';
import { canShootRectangles } from './rectangle';
import { stateNow } from './whereabouts';
import { isPictureOff } from './whole-post';

export const MHTML_MAX_BYTES = 100_000_000;

/** Not in the polyfill's types: Firefox has no such API. */
interface PageCapture {
  saveAsMHTML(details: { tabId: number }): Promise<Blob | undefined>;
}
const api = (): PageCapture | undefined => {
  const { pageCapture }: { pageCapture?: PageCapture } = Object(browser);
  return pageCapture;
};

export const takeMhtml: Take = async (joining) => {
  const { capture, clock, where } = joining;
  const startedAt = clock.now();
  const made = { flagId: capture.id, kind: 'mhtml', role: 'evidentiary', capturedAt: startedAt } as const;
  const begun = clock.monotonic();
  try {
    const before = await stateNow(where, capture);
    const bytes = before === 'gone' ? 'page_changed' : await save(joining);
    if (typeof bytes === 'string') return [absent(made, bytes, clock)];
    const after = await stateNow(where, capture);
    if (before === 'gone' || after === 'gone') return [absent(made, 'page_changed', clock)];
    const sameState = before === after ? before : 'changed';
    const durationMs = Math.round(clock.monotonic() - begun);
    const said = { sameState, alterations: [], durationMs };
    return [await present(made, pictureFrom(bytes, 'multipart/related'), clock, said)];
  } catch {
    return [absent(made, 'error', clock)]; // the browser could not save this page
  }
};

async function save(joining: Joining): Promise<Uint8Array<ArrayBuffer> | AbsentReason> {
  if (canShootRectangles()) return 'unsupported_browser';
  if (isPictureOff(joining)) return 'analyst_off';
  if (!(await hasPageCapture())) return 'permission_denied';
  const { tabId } = joining.where;
  // the first read of such a blob sometimes fails (NotFoundError, Chromium 156): saved and read once more
  return read(tabId).catch(() => read(tabId));
}

async function read(tabId: number): Promise<Uint8Array<ArrayBuffer> | AbsentReason> {
  const blob = await api()?.saveAsMHTML({ tabId });
  if (blob === undefined) return 'page_locked';
  if (blob.size > MHTML_MAX_BYTES) return 'too_large';
  return new Uint8Array(await blob.arrayBuffer());
}
