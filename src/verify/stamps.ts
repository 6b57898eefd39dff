// The time-stamps of a bundle's seals. Runs anywhere. The check of a reply itself is loaded when there is one.
import { FlagpostError } from '../errors';
import type { Findings } from './findings';
import type { LogFacts } from './log-facts';
import type { Reading } from './reading';
import type { CheckedSeal } from './seals';
import type { Stamp } from './trust';

const LOG = 'data/custody.ndjson';
/** A seal that waited for its time-stamp longer than this should be explained. */
const LATE_MS = 24 * 60 * 60 * 1000;
/** Clocks differ by that much without anybody being at fault. */
const SKEW_MS = 5 * 60 * 1000;

/** When the authority says the signature was there. Throws FlagpostError timestamp_wrong; `what` names the check. */
export type CheckStamp = (
  reply: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
) => Promise<{ readonly genTime: string; readonly rooted: boolean }>;

interface StampRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly log: LogFacts | undefined;
  readonly check: CheckStamp;
}

export async function checkStamps(run: StampRun, seals: readonly CheckedSeal[]): Promise<Stamp[]> {
  const { reading, findings, log } = run;
  const stamps: Stamp[] = [];
  for (const seal of seals) {
    const path = `${seal.folder}/timestamp.tsr`;
    const reply = await reading.bytes(path);
    const told = log?.stamped.find((one) => one.seal === seal.n);
    if (reply === undefined) {
      if (told === undefined) findings.add('stamp_absent', { seal: seal.n });
      else findings.add('stamp_dropped', { seal: seal.n, path: LOG, event: told.n });
      continue;
    }
    if (log !== undefined && told === undefined)
      findings.add('stamp_not_logged', { seal: seal.n, path: LOG }, path);
    if (told !== undefined && told.replySha256 !== (await reading.digest(path)))
      findings.add('stamp_swapped', { seal: seal.n, path, event: told.n });
    const stamp = await stampOf(run, seal, reply, path);
    if (stamp !== undefined) stamps.push(stamp);
  }
  const there = new Set(seals.map(({ n }) => n));
  for (const { n, seal } of log?.stamped ?? [])
    if (!there.has(seal)) findings.add('stamp_dropped', { seal, path: LOG, event: n });
  return stamps;
}

async function stampOf(
  { check, findings }: StampRun,
  seal: CheckedSeal,
  reply: Uint8Array<ArrayBuffer>,
  path: string,
): Promise<Stamp | undefined> {
  const where = { seal: seal.n, path };
  try {
    const { genTime, rooted } = await check(reply, seal.signature);
    findings.add(rooted ? 'stamp_valid' : 'stamp_unrooted', where, genTime);
    const waited = Date.parse(genTime) - Date.parse(seal.statement.sealedAt);
    if (waited < -SKEW_MS) findings.add('stamp_before_seal', where, genTime, seal.statement.sealedAt);
    if (waited > LATE_MS) findings.add('stamp_late', where, genTime, seal.statement.sealedAt);
    return { at: genTime, rooted, seal };
  } catch (error) {
    if (!(error instanceof FlagpostError)) throw error;
    findings.add('stamp_wrong', where, String(error.params.what ?? error.code));
    return undefined;
  }
}
