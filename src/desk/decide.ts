// What becomes of each flag of a batch, given what the desk holds: the rules, in order. Runs in node. Pure.
// A second sighting of a post is marked as a duplicate and kept all the same: it is evidence too.
import type { FlagResult } from '../wire/receipt';
import { type CheckedFlag, type Incoming, rejected } from './check-flag';

/** A flag as the desk holds it. */
export interface HeldFlag {
  readonly remoteId: string;
  readonly captureSha256: string;
  readonly duplicateOf: string | null;
  /** contentSha256 of each revision held. */
  readonly revisions: ReadonlyMap<number, string>;
}

export interface Held {
  readonly flags: ReadonlyMap<string, HeldFlag>;
  /** For each dedupe key, the first flag that brought it. */
  readonly keys: ReadonlyMap<string, string>;
}

/** What is to be written: `flag` all of it, `revision` a new judgement, `again` at most further artefacts. */
export interface Decision {
  readonly result: FlagResult;
  readonly write?: {
    readonly what: 'flag' | 'revision' | 'again';
    readonly flag: CheckedFlag;
    readonly held: HeldFlag;
  };
}

function resultOf(flagId: string, held: HeldFlag): FlagResult {
  const { remoteId, duplicateOf } = held;
  if (duplicateOf === null) return { flagId, status: 'accepted', remoteId };
  return { flagId, status: 'duplicate', remoteId, duplicateOf };
}

function decideKnown(flag: CheckedFlag, held: HeldFlag): Decision {
  const { flagId, revision } = flag;
  if (flag.captureSha256 !== held.captureSha256) {
    const detail =
      'The desk holds this flag with another capture. A capture never changes: flag the post again.';
    return { result: rejected(flagId, 'capture_changed', detail) };
  }
  const known = held.revisions.get(revision);
  if (known === flag.contentSha256) {
    return { result: resultOf(flagId, held), write: { what: 'again', flag, held } };
  }
  if (known !== undefined) {
    const detail = `The desk holds revision ${revision} of this flag with another judgement.`;
    return { result: rejected(flagId, 'revision_differs', detail) };
  }
  const newest = Math.max(...held.revisions.keys());
  if (revision < newest) {
    const detail = `The desk already holds revision ${newest} of this flag, newer than revision ${revision}.`;
    return { result: rejected(flagId, 'revision_old', detail) };
  }
  const revisions = new Map([...held.revisions, [revision, flag.contentSha256]]);
  return { result: resultOf(flagId, held), write: { what: 'revision', flag, held: { ...held, revisions } } };
}

/** One decision per flag, in the order they came; later flags of the batch see the earlier ones as held. */
export function decide(incoming: readonly Incoming[], held: Held, newId: () => string): Decision[] {
  const flags = new Map(held.flags);
  const keys = new Map(held.keys);
  return incoming.map((one) => {
    if (!one.ok) return { result: one.result };
    const { flag } = one;
    const known = flags.get(flag.flagId);
    if (known !== undefined) {
      const decision = decideKnown(flag, known);
      if (decision.write !== undefined) flags.set(flag.flagId, decision.write.held);
      return decision;
    }
    const first = flag.dedupeKeys.map((key) => keys.get(key)).find((id) => id !== undefined);
    // the first sighting of all, not a duplicate of a duplicate
    const duplicateOf = first === undefined ? null : (flags.get(first)?.duplicateOf ?? first);
    const revisions = new Map([[flag.revision, flag.contentSha256]]);
    const fresh = { remoteId: newId(), captureSha256: flag.captureSha256, duplicateOf, revisions };
    flags.set(flag.flagId, fresh);
    for (const key of flag.dedupeKeys) if (!keys.has(key)) keys.set(key, flag.flagId);
    return { result: resultOf(flag.flagId, fresh), write: { what: 'flag', flag, held: fresh } };
  });
}
