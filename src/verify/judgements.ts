// The history of judgements in a bundle: every revision, in order, as sealed. Runs anywhere.
import * as z from 'zod/mini';
import type { Findings } from './findings';
import { parseLine, recordHash } from './json-line';
import type { Reading } from './reading';
import type { SealedIndex } from './sealed-index';

const Revision = z.looseObject({ flagId: z.string(), revision: z.int() });

export const JUDGEMENTS = 'data/judgements.ndjson';

export interface History {
  /** Line of the first revision: the order of the flags. */
  readonly line: number;
  readonly revisions: number;
  /** The line of the last one. */
  readonly text: string;
  /** How many of them no seal holds. */
  readonly unsealed: number;
}

/** By flag. Undefined when the bundle has no history. */
export async function checkJudgements(
  reading: Reading,
  findings: Findings,
  index: SealedIndex,
): Promise<ReadonlyMap<string, History> | undefined> {
  if (!reading.has(JUDGEMENTS)) return undefined;
  const found = new Map<string, History>();
  let last = '';
  for await (const { line, text } of reading.lines(JUDGEMENTS)) {
    const where = { path: JUDGEMENTS, line };
    const value = parseLine(text, where, findings);
    const { data } = z.safeParse(Revision, value);
    if (data === undefined) {
      findings.add('line_malformed', where);
      continue;
    }
    const { flagId, revision } = data;
    const before = found.get(flagId);
    if (revision !== (before?.revisions ?? 0) + 1 || (before !== undefined && last !== flagId))
      findings.add('judgement_order', { ...where, flagId }, revision);
    const leaf = index.find('judgement', flagId, String(revision));
    const unsealed = (before?.unsealed ?? 0) + (leaf === undefined ? 1 : 0);
    found.set(flagId, { line: before?.line ?? line, revisions: revision, text, unsealed });
    last = flagId;
    if (leaf !== undefined && leaf.recordSha256 !== recordHash(value))
      findings.add('sealed_changed', { ...where, flag: leaf.flagSeq, flagId }, 'judgement', revision);
  }
  return found;
}
