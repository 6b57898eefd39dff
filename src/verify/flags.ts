// flags.ndjson of a unit's own bundle: every record against its digest, the log, the seals and its files. Runs anywhere.
import * as z from 'zod/mini';
import { Capture } from '../flag/capture';
import { flaggedOf } from '../flag/flagged';
import { Judgement } from '../flag/judgement';
import { FLAG_STATES } from '../flag/states';
import type { Findings } from './findings';
import { checkArtefacts, type ExpectedFile } from './flag-artefacts';
import { parseLine, recordHash } from './json-line';
import { type History, JUDGEMENTS } from './judgements';
import type { LogFacts } from './log-facts';
import type { Reading } from './reading';
import type { Where } from './report';
import type { SealedIndex } from './sealed-index';

export const FLAGS = 'data/flags.ndjson';

const Line = z.strictObject({
  schemaVersion: z.literal(1),
  profile: z.literal('internal'),
  flagId: z.string(),
  state: z.enum(FLAG_STATES),
  status: z.string(),
  captureSha256: z.optional(z.string()),
  capture: z.looseObject({ id: z.string(), seq: z.int(), sessionId: z.string() }),
  flagged: z.unknown(),
  judgement: z.optional(z.unknown()),
  artefacts: z.array(z.unknown()),
});
type Line = z.infer<typeof Line>;

export interface FlagRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly sessionId: string;
  readonly index: SealedIndex;
  readonly log: LogFacts | undefined;
  readonly history: ReadonlyMap<string, History> | undefined;
  /** Event up to which the last seal covers the log; -1 without one. */
  readonly sealedTo: number;
}

export interface CheckedFlags {
  readonly flags: number;
  /** The line of each flag's record. */
  readonly lines: ReadonlyMap<string, number>;
  /** Files that the records name, by path. */
  readonly files: ReadonlyMap<string, ExpectedFile>;
  /** Records that no seal holds. */
  readonly unsealed: number;
}

export async function checkFlags(run: FlagRun): Promise<CheckedFlags> {
  const { reading, findings } = run;
  const files = new Map<string, ExpectedFile>();
  const seen = new Map<string, number>();
  let lastSeq = 0;
  let lastJudged = 0;
  let unsealed = 0;
  for await (const { line, text } of reading.lines(FLAGS)) {
    const value = parseLine(text, { path: FLAGS, line }, findings);
    const { data } = z.safeParse(Line, value);
    if (data === undefined) {
      findings.add('line_malformed', { path: FLAGS, line });
      continue;
    }
    const where = { path: FLAGS, line, flag: data.capture.seq, flagId: data.flagId };
    if (data.capture.seq <= lastSeq) findings.add('flag_order', where, lastSeq);
    if (seen.has(data.flagId)) findings.add('flag_twice', where);
    seen.set(data.flagId, line);
    lastSeq = data.capture.seq;
    unsealed += checkCapture(run, data, where) + checkArtefacts(run, data, where, files);
    unsealed += run.history?.get(data.flagId)?.unsealed ?? 0;
    const judged = checkJudgement(run, data, where);
    if (judged !== undefined && judged < lastJudged)
      findings.add('judgement_order', { path: JUDGEMENTS, line: judged, flagId: data.flagId }, 1);
    lastJudged = judged ?? lastJudged;
    checkDerived(run, data, where);
  }
  findAbsentFlags(run, seen);
  for (const [flagId, { line, revisions }] of run.history ?? [])
    if (!seen.has(flagId))
      findings.add('judgement_not_logged', { path: JUDGEMENTS, line, flagId }, revisions);
  return { flags: seen.size, lines: seen, files, unsealed };
}

/** 1 when no seal holds it. */
function checkCapture({ findings, sessionId, index, log }: FlagRun, line: Line, where: Where): number {
  const { capture, flagId, captureSha256 } = line;
  const actual = recordHash(capture);
  if (actual !== captureSha256 || capture.id !== flagId || capture.sessionId !== sessionId)
    findings.add('capture_hash', where);
  // a record without a digest must not pass for one that the log does not know either
  if (log !== undefined && (actual === undefined || log.flags.get(flagId)?.captured.sha256 !== actual))
    findings.add('capture_not_logged', where);
  const leaf = index.find('capture', flagId, flagId);
  const same = leaf?.recordSha256 === actual && leaf?.flagSeq === capture.seq;
  if (leaf !== undefined && !same) findings.add('sealed_changed', where, 'capture', flagId);
  return leaf === undefined ? 1 : 0;
}

/** The line of its first judgement, for the order. */
function checkJudgement(
  { findings, history, log, sealedTo }: FlagRun,
  line: Line,
  where: Where,
): number | undefined {
  const told = history?.get(line.flagId);
  const shown = line.judgement === undefined ? undefined : JSON.stringify(line.judgement);
  if (history !== undefined && told?.text !== shown) findings.add('judgement_differs', where, JUDGEMENTS);
  const logged = log?.flags.get(line.flagId)?.revisions;
  if (logged === undefined || history === undefined) return told?.line;
  const count = told?.revisions ?? 0;
  for (let revision = 1; revision <= count; revision += 1)
    if (!logged.has(revision)) findings.add('judgement_not_logged', where, revision);
  // one that was made while the bundle was written is in the log alone
  for (const [revision, n] of logged)
    if (revision > count && n <= sealedTo)
      findings.add('judgement_dropped', { ...where, path: JUDGEMENTS, line: undefined, event: n }, revision);
    else if (revision > count) findings.add('flag_later', { ...where, event: n });
  return told?.line;
}

/** What is computed from the record stands beside it for those who cannot: it must be what the record gives. */
function checkDerived({ findings, log }: FlagRun, line: Line, where: Where): void {
  const capture = z.safeParse(Capture, line.capture).data;
  const judgement = z.safeParse(z.optional(Judgement), line.judgement);
  if (capture === undefined || !judgement.success) {
    findings.add('line_malformed', where);
    return;
  }
  const flagged = JSON.stringify(flaggedOf(capture.post, judgement.data));
  if (flagged !== JSON.stringify(line.flagged)) findings.add('derived_differs', where, 'flagged');
  const discarded = log?.flags.get(line.flagId)?.discarded ?? line.state === 'discarded';
  const draft = !discarded && line.judgement === undefined;
  if (discarded !== (line.state === 'discarded') || draft !== (line.state === 'draft'))
    findings.add('derived_differs', where, 'state');
}

function findAbsentFlags({ findings, log, sealedTo }: FlagRun, seen: ReadonlyMap<string, number>): void {
  for (const [flagId, { captured }] of log?.flags ?? []) {
    if (seen.has(flagId)) continue;
    const where = { path: 'data/custody.ndjson', line: captured.line, event: captured.n, flagId };
    findings.add(captured.n <= sealedTo ? 'flag_dropped' : 'flag_later', where);
  }
}
