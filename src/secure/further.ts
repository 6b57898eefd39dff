// What an analyst asks for beyond what joins by itself, while the post's page is still open. Runs in the worker.
// One at a time for each flag; what is there is not taken again, what was absent is.
import browser from 'webextension-polyfill';
import { problemOf } from '../errors';
import type { Clock } from '../flag/time';
import type { FurtherKind, Reply } from '../messages';
import type { Database } from '../queue/database';
import { readFlag } from '../queue/read';
import { loadSettings } from '../settings';
import { takeFullPage } from './full-page';
import { inFront } from './in-front';
import { join } from './join';
import type { Take } from './joining';
import { takeMedia } from './media';
import { takeMhtml } from './mhtml';
import type { Camera } from './shoot';
import { takeSnapshot } from './snapshot';
import { withTab } from './tab-lock';
import { recall, stateNow } from './whereabouts';
import { takeWholePost } from './whole-post';

export interface FurtherRequest {
  readonly flagId: string;
  readonly kind: FurtherKind;
}

export interface FurtherDeps {
  readonly database: () => Promise<Database>;
  readonly clock: Clock;
  readonly camera: Camera;
}

/** Those that scroll take the tab's turn themselves: between two tries a flag goes first. */
const alone =
  (take: Take): Take =>
  (joining) =>
    withTab(joining.where.tabId, () => take(joining));

/** Asked for in the tab of Flagpost: what is to be seen in the picture is not in front then. */
const seen =
  (take: Take): Take =>
  (joining) =>
    inFront(joining.where.tabId, () => take(joining));

const TAKES: Readonly<Record<FurtherKind, Take>> = {
  screenshot_whole_post: seen(takeWholePost),
  screenshot_full: seen(takeFullPage),
  dom_snapshot: alone(takeSnapshot),
  mhtml: alone(takeMhtml),
  media: takeMedia,
};

const AWAKE_MS = 20_000;
const lines = new Map<string, Promise<unknown>>();

/** Answers when it joined or the reason why it cannot be had did. */
export function captureMore(request: FurtherRequest, deps: FurtherDeps): Promise<Reply> {
  const { flagId } = request;
  const before = lines.get(flagId) ?? Promise.resolve();
  const reply = before.then(() => awake(() => takeOne(request, deps)));
  lines.set(flagId, reply);
  void reply.finally(() => {
    if (lines.get(flagId) === reply) lines.delete(flagId);
  });
  return reply;
}

async function takeOne({ flagId, kind }: FurtherRequest, deps: FurtherDeps): Promise<Reply> {
  try {
    const db = await deps.database();
    const { artefacts, capture, row } = await readFlag(db, flagId);
    if (row.flagState === 'discarded') return { ok: false, problem: { code: 'illegal_state' } };
    if (artefacts.some((one) => one.kind === kind && one.status === 'present')) return { ok: true, flagId };
    const where = await recall(flagId);
    if (where === undefined || (await stateNow(where, capture)) === 'gone')
      return { ok: false, problem: { code: 'page_gone' } };
    // asked for by hand: scrolling is allowed
    const settings = { ...(await loadSettings()), wholePost: 'always' } as const;
    const { camera, clock } = deps;
    const evidence = await TAKES[kind]({ capture, where, settings, camera, clock });
    if (evidence.length > 0) await join(db, flagId, evidence, clock);
    return { ok: true, flagId };
  } catch (error) {
    return { ok: false, problem: problemOf(error, 'store_unavailable') };
  }
}

/** The browser stops a worker that has called no extension API for 30 s: a large file can take longer. */
async function awake<T>(work: () => Promise<T>): Promise<T> {
  // a refused call means that the extension is going away, and its work with it
  const timer = setInterval(() => {
    browser.runtime.getPlatformInfo().catch(() => clearInterval(timer));
  }, AWAKE_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
