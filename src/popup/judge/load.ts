// Everything that the form needs to begin with one flag. Runs in the UI.

import type { Problem } from '../../errors';
import type { Flag } from '../../flag/flag';
import type { Draft, Judgement } from '../../flag/judgement';
import type { Database, Tombstone } from '../../queue/database';
import { readDeliveries } from '../../queue/deliveries';
import { purgedOf } from '../../queue/purge';
import { listIds, readDraft, readFlag } from '../../queue/read';
import { recentJudgements } from '../../queue/recent';
import { draftOfJudgement, stickyDraft } from './draft';

export interface Begun {
  readonly flag: Flag;
  readonly draft: Draft;
  /** The session's last judgement, when this flag has none of its own. */
  readonly last: Judgement | undefined;
  readonly groups: readonly string[];
  /** The draft holds changes that were typed earlier and not saved as a judgement. */
  readonly resumed: boolean;
  /** Why an endpoint or the sync put the flag aside. */
  readonly refusal: Problem | undefined;
  /** What was destroyed of it. */
  readonly tombstone: Tombstone | undefined;
}

export async function beginJudging(db: Database, flagId: string): Promise<Begun> {
  const [flag, stored] = await Promise.all([readFlag(db, flagId), readDraft(db, flagId)]);
  const recent = await recentJudgements(db, flag.capture.sessionId);
  const last = flag.judgement === undefined ? recent[0] : undefined;
  const saved = flag.judgement === undefined ? stickyDraft(last) : draftOfJudgement(flag.judgement);
  const groups = [...new Set(recent.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  const [refusal, tombstone] = await Promise.all([refusalOf(db, flagId), purgedOf(db, flagId)]);
  return { flag, draft: stored ?? saved, last, groups, resumed: stored !== undefined, refusal, tombstone };
}

/** What stands against the flag now, in the words of the endpoint if it gave any. */
export async function refusalOf(db: Database, flagId: string): Promise<Problem | undefined> {
  const deliveries = await readDeliveries(db, flagId);
  return deliveries.find(({ problem }) => problem !== undefined)?.problem;
}

/** The draft to judge after this one: the next older, else the newest that is left. */
export async function nextDraft(
  db: Database,
  sessionId: string,
  after: string | undefined,
): Promise<string | undefined> {
  const drafts = (await listIds(db, sessionId, 'draft')).filter((id) => id !== after);
  // ids are ordered by time, and the list has the newest first
  return drafts.find((id) => after !== undefined && id < after) ?? drafts[0];
}
