// Checks a bundle from end to end: files, records, log, seals, signer, times, receipts. Runs anywhere, without a network.
// Reads every byte once and holds no more than digests and ids. What it finds is data; words.ts has the sentences.

import { sha256Text } from '../evidence/digest';
import { statementText } from '../evidence/seal';
import { checkCount, checkFiles, readBagInfo, readLists } from './bag';
import { checkLog } from './custody-log';
import { collectFindings, type Findings } from './findings';
import type { ExpectedFile } from './flag-artefacts';
import { type CheckedFlags, checkFlags, FLAGS } from './flags';
import { checkJudgements, JUDGEMENTS } from './judgements';
import type { LogFacts } from './log-facts';
import { checkPartnerFlags } from './partner-flags';
import { type Reading, readingOf } from './reading';
import { checkReceipts } from './receipts';
import type { Report } from './report';
import { type CheckedSeals, checkSeals } from './seals';
import type { BundleSource } from './source';
import { stampCheck } from './stamp-check';
import { type CheckStamp, checkStamps } from './stamps';
import { anchorsOf, checkSigners, limitsOf } from './trust';

export interface VerifyOptions {
  /** SHA-256 of keys that are known from elsewhere: of signers, of desks. */
  readonly pins: readonly string[];
  /** Key (SHA-256) and authority's roots of the installation that checks: known, but not asked of bundles of others. */
  readonly own?: { readonly signer: string | undefined; readonly roots: string | undefined } | undefined;
  /** Root certificates of time-stamp authorities, PEM. */
  readonly roots?: string | undefined;
  /** Epoch ms. */
  readonly now: number;
  readonly onProgress?: (progress: VerifyProgress) => void;
  /** Rejects with its reason. */
  readonly signal?: AbortSignal;
  readonly checkStamp?: CheckStamp;
}

export interface VerifyProgress {
  readonly bytes: number;
  readonly total: number;
}

/** Throws FlagpostError bundle_unreadable for what cannot be read as a bundle; everything else is in the report. */
export async function verifyBundle(source: BundleSource, options: VerifyOptions): Promise<Report> {
  const findings = collectFindings();
  const reading = readingOf(source, { findings, onBytes: counting(source, options) });
  for (const path of source.outside) findings.add('outside_bag', { path });
  const info = await readBagInfo(reading, findings);
  const listed = await readLists(reading, findings);
  checkCount(source.files, info, findings);
  const run = { reading, findings, ...info };
  const sealed = await checkSeals(run);
  const log = await checkLog(reading, findings, info.sessionId);
  const internal = info.profile === 'internal';
  checkHeads(findings, sealed, log, internal);
  const pins = new Set(options.pins.map(plainPin));
  const signed = new Set(sealed.seals.flatMap(({ signer }) => signer ?? []));
  const words = await checkReceipts({ reading, findings, log, pins, signers: signed });
  const sealedTo = Math.max(-1, ...sealed.seals.map(({ statement }) => statement.custodyHead.n));
  const flags = await checkRecords({ ...run, sealed, log, internal, sealedTo });
  const intact = await checkFiles(reading, listed, info.profile, findings);
  await checkBytes(reading, findings, flags.files);
  const check = options.checkStamp ?? stampCheck(options);
  const stamps = await checkStamps({ reading, findings, log, check }, sealed.seals);
  const signers = checkSigners({
    findings,
    seals: sealed.seals,
    words,
    pins,
    own: options.own?.signer,
    internal,
  });
  sayWhatHolds(findings, sealed, flags, intact);
  const anchors = anchorsOf(stamps, words, log);
  return {
    verdict: findings.failed() > 0 ? 'failed' : 'passed',
    findings: findings.all(),
    limits: limitsOf(signers, anchors, internal),
    bundle: {
      sessionId: info.sessionId,
      profile: info.profile,
      files: source.files.length,
      bytes: totalOf(source),
      flags: flags.flags,
      seals: sealed.count,
      events: log?.count ?? 0,
    },
    signers,
    anchors,
  };
}

function totalOf({ files }: BundleSource): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function counting(source: BundleSource, { onProgress, signal }: VerifyOptions): (count: number) => void {
  const total = totalOf(source);
  let bytes = 0;
  return (count) => {
    signal?.throwIfAborted();
    bytes += count;
    onProgress?.({ bytes, total });
  };
}

/** As people write it down: in groups, with colons, in capitals. */
function plainPin(pin: string): string {
  return pin.toLowerCase().replace(/[^0-9a-f]/gu, '');
}

/** Each seal names the end of the log as it was; the log names each seal. */
function checkHeads(
  findings: Findings,
  { seals, count }: CheckedSeals,
  log: LogFacts | undefined,
  internal: boolean,
): void {
  if (log === undefined) {
    if (internal) findings.add('record_file_missing', { path: 'data/custody.ndjson' });
    else findings.add('log_absent');
    return;
  }
  const path = 'data/custody.ndjson';
  if (!log.begins) findings.add('log_start', { path, line: 1 });
  for (const { n, statement } of seals) {
    if (!log.keys.has(statement.signer)) findings.add('key_not_logged', { seal: n, path });
    if (log.hashAt(statement.custodyHead.n) !== statement.custodyHead.hash)
      findings.add('head_differs', { seal: n, path, event: statement.custodyHead.n });
    const logged = log.sealed.find(({ seal }) => seal === n);
    if (logged?.statementSha256 !== sha256Text(statementText(statement)))
      findings.add('seal_not_logged', { seal: n, path, event: logged?.n });
  }
  if (log.sealed.length > count)
    findings.add('seals_dropped', { path, event: log.sealed.at(-1)?.n }, log.sealed.length, count);
  for (const { n, at } of log.clockJumps) findings.add('clock_jumped', { event: n }, at);
}

interface RecordRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly sessionId: string;
  readonly sealed: CheckedSeals;
  readonly log: LogFacts | undefined;
  readonly internal: boolean;
  readonly sealedTo: number;
}

async function checkRecords(run: RecordRun): Promise<CheckedFlags> {
  const { reading, findings, sealed, internal } = run;
  const { index } = sealed;
  if (!reading.has(FLAGS)) {
    findings.add('record_file_missing', { path: FLAGS });
    return { flags: 0, lines: new Map(), files: new Map(), unsealed: 0 };
  }
  if (!internal) {
    findings.add('partner_copy');
    return checkPartnerFlags({ ...run, index });
  }
  const history = await checkJudgements(reading, findings, index);
  if (history === undefined)
    findings.add(sealed.count > 0 ? 'record_file_missing' : 'no_history', { path: JUDGEMENTS });
  return checkFlags({ ...run, index, history });
}

/** The files that records name against those records; a picture that no record names belongs to nobody. */
async function checkBytes(
  reading: Reading,
  findings: Findings,
  files: ReadonlyMap<string, ExpectedFile>,
): Promise<void> {
  for (const [path, { sha256, where }] of files)
    if ((await reading.digest(path)) !== sha256) findings.add('artefact_changed', where);
  for (const path of reading.paths())
    if (/^data\/(?:pictures|files)\//u.test(path) && !files.has(path)) findings.add('file_unknown', { path });
}

function sayWhatHolds(
  findings: Findings,
  { index, count }: CheckedSeals,
  { flags, lines, files, unsealed }: CheckedFlags,
  intact: number,
): void {
  for (const { kind, flagSeq, flagId, id } of index.unseen()) {
    const place = kind === 'judgement' ? { path: JUDGEMENTS } : { path: FLAGS, line: lines.get(flagId) };
    findings.add('sealed_missing', { ...place, flag: flagSeq, flagId }, kind, id);
  }
  if (count === 0) findings.add('not_sealed');
  else if (unsealed > 0) findings.add('added_later', {}, unsealed);
  const failed = new Set(
    findings.all().flatMap(({ check, outcome }) => (outcome === 'failed' ? [check] : [])),
  );
  if (!failed.has('files')) findings.add('files_match', {}, intact);
  if (!failed.has('records')) findings.add('records_match', {}, flags, files.size);
}
