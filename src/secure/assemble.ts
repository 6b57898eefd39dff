// From what the page and the browser gave to the record that commit 1 stores. Runs in the worker.
import type { CaptureProblem, Collector, Environment } from '../flag/capture';
import { contentDigest } from '../flag/content-digest';
import { dedupeKeys } from '../flag/identity';
import type { PostDetails } from '../flag/post';
import { type Clock, timeOf } from '../flag/time';
import { identitiesOf, normalizeUrl } from '../platforms/addresses';
import { KIN, platformOf } from '../platforms/hosts';
import type { UnnumberedCapture } from '../queue/captures';
import { type Accepted, acceptState } from './accept';
import { byAddress } from './bulk-address';
import { localTime } from './environment';
import type { Gesture } from './gesture';
import type { Moment } from './moment';
import { onOwnSite } from './own-site';

export interface Context {
  readonly id: string;
  readonly sessionId: string;
  readonly collector: Collector | undefined;
  readonly environment: Environment;
  readonly clock: Clock;
}

const NOTHING: Accepted = { post: undefined, page: undefined, alterations: [] };

const NOBODY: Collector = { analystId: '', unit: '', country: '' };

/** The page as a whole, when nothing could be read of it: its address is known, that it is a post is not. */
const UNREAD: PostDetails = { subject: 'website', adapterNote: 'not_read' };

export function assemble(gesture: Gesture, moment: Moment | null, context: Context): UnnumberedCapture {
  const { clock, collector, environment, id, sessionId } = context;
  const { post: read, page, alterations: found } = moment?.look?.accepted ?? NOTHING;
  const alterations = [...found];
  const before = moment?.before && acceptState(moment.before, alterations);
  const after = moment?.after && acceptState(moment.after, alterations);
  const pageUrl = (before?.url ?? gesture.tabUrl).slice(0, 8192);
  const documentUrl = gesture.frameUrl ?? pageUrl;
  const platform = platformFor(documentUrl, moment);
  // platforms' readers know what their pages state; what any page states is only heard of its own site
  const generic = moment?.look?.platform === 'other';
  const post = generic && read ? onOwnSite(read, documentUrl, alterations) : (read ?? UNREAD);
  const normalizedUrl = normalizeUrl(post.postUrl ?? pageUrl);
  const keys = dedupeKeys(identitiesOf(post, pageUrl, platform), normalizedUrl);
  if (gesture.ordered?.scrolled) alterations.push({ kind: 'scrolled', field: 'page' });
  const digest = contentDigest(platform, post);
  const problems = new Set<CaptureProblem>(moment?.problems ?? ['state_unknown', 'read_failed']);
  if (read === undefined) problems.add('read_failed');
  // without a picture there is nothing that could be of another moment
  const verified = [...problems].every((problem) => problem === 'shot_off');
  if (collector === undefined) problems.add('profile_missing');
  return {
    schemaVersion: 1,
    id,
    sessionId,
    flaggedAt: timeOf(gesture.at),
    flaggedAtLocal: localTime(gesture.at),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    monotonicMs: clock.monotonic(),
    collectedBy: wellFormed(collector ?? NOBODY),
    platform,
    pageUrl,
    normalizedUrl,
    dedupeKeys: keys,
    ...(digest === undefined ? {} : { contentDigest: digest }),
    post: gesture.ordered ? byAddress(post, keys, [gesture.ordered.url, pageUrl]) : post,
    ...(page === undefined ? {} : { page }),
    capture: {
      startedAt: timeOf(gesture.at),
      endedAt: timeOf(clock.now()),
      gesture: gesture.kind,
      foundVia: moment?.look?.via ?? 'page',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(moment?.rect === undefined ? {} : { rectCssPx: moment.rect }),
      ...(gesture.frameUrl === undefined ? {} : { frameUrl: gesture.frameUrl.slice(0, 8192) }),
      verified,
      problems: [...problems],
      alterations,
    },
    environment,
  };
}

/** By the host; only where that is nobody's by what the page shows itself to be. */
function platformFor(url: string, moment: Moment | null): string {
  const { platform } = platformOf(url);
  const shown = KIN.find((name) => name === moment?.look?.platform);
  return platform === 'other' && shown ? shown : platform;
}

/** Typed by the analyst, so anything: what is hashed must be well-formed. */
function wellFormed({ analystId, unit, country }: Collector): Collector {
  return {
    analystId: analystId.toWellFormed(),
    unit: unit.toWellFormed(),
    country: country.toWellFormed(),
  };
}
