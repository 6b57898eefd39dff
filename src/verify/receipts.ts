// The receipts in a bundle: what a desk signed about the log and the key, against the log that is here. Runs anywhere.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { sha256Text } from '../evidence/digest';
import { fingerprintOf, verifySignature } from '../evidence/signing';
import { Countersignature, Receipt } from '../wire/receipt';
import type { Findings } from './findings';
import { parseLine } from './json-line';
import type { LogFacts } from './log-facts';
import { strictBytes } from './public-key';
import type { Reading } from './reading';
import type { Where } from './report';

/** Clocks differ by that much without anybody being at fault. */
const SKEW_MS = 5 * 60 * 1000;

const PATH = 'data/receipts.ndjson';

const Line = z.strictObject({
  batchId: z.string(),
  at: z.string(),
  sha256: z.string(),
  raw: z.optional(z.string()),
  countersignature: z.optional(z.unknown()),
});

/** A desk's word that holds: its own signature does, and the log here is the one that it saw. */
export interface DeskWord {
  readonly desk: string;
  /** Whether that desk's key is pinned. */
  readonly pinned: boolean;
  readonly signer: string | undefined;
  readonly at: string;
  readonly event: number;
  readonly where: Where;
}

interface ReceiptRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly log: LogFacts | undefined;
  readonly pins: ReadonlySet<string>;
  /** Keys that sealed: the word of one of them about its own log is nobody else's. */
  readonly signers: ReadonlySet<string>;
}

export async function checkReceipts(run: ReceiptRun): Promise<DeskWord[]> {
  const { reading, findings } = run;
  const words: DeskWord[] = [];
  if (!reading.has(PATH)) return words;
  for await (const { line, text } of reading.lines(PATH)) {
    const where = { path: PATH, line };
    const { data } = z.safeParse(Line, parseLine(text, where, findings));
    if (data === undefined) {
      findings.add('line_malformed', where);
      continue;
    }
    if (data.raw !== undefined && sha256Text(data.raw) !== data.sha256)
      findings.add('receipt_changed', where);
    const given = data.raw === undefined ? data.countersignature : countersignatureIn(data.raw);
    if (given === undefined) continue;
    const word = await wordOf(run, given, data.batchId, where);
    if (word !== undefined) words.push(word);
  }
  return words;
}

function countersignatureIn(raw: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    // an endpoint may have answered anything; it was kept as it came
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  return z.safeParse(Receipt, value).data?.countersignature;
}

async function wordOf(
  run: ReceiptRun,
  given: unknown,
  batchId: string,
  where: Where,
): Promise<DeskWord | undefined> {
  const { findings, pins, signers } = run;
  const { data } = z.safeParse(Countersignature, given);
  const key = data && strictBytes(data.publicKey);
  if (data === undefined || key === undefined || data.batchId !== batchId || !(await isGenuine(data, key))) {
    findings.add('countersignature_wrong', where);
    return undefined;
  }
  const desk = await fingerprintOf(key);
  if (signers.has(desk) || run.log?.keys.has(desk) === true) {
    findings.add('countersignature_own', where, desk);
    return undefined;
  }
  if (!sawThisLog(run, data, where)) return undefined;
  const { signer, receivedAt: at, custodyHead } = data;
  const told = run.log?.timeAt(custodyHead.n) ?? at;
  if (Date.parse(at) < Date.parse(told) - SKEW_MS)
    findings.add('desk_before_event', { ...where, event: custodyHead.n }, at, told);
  return { desk, pinned: pins.has(desk), signer, at, event: custodyHead.n, where };
}

async function isGenuine(
  { signature, ...signed }: Countersignature,
  key: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const bytes = strictBytes(signature);
  const text = canonicalize(signed);
  return (
    bytes !== undefined && text !== undefined && verifySignature(key, bytes, new TextEncoder().encode(text))
  );
}

function sawThisLog({ log, findings }: ReceiptRun, { custodyHead }: Countersignature, where: Where): boolean {
  if (log === undefined) return false;
  const { n, hash } = custodyHead;
  if (n > log.last) {
    findings.add('desk_saw_longer_log', { ...where, event: n }, log.last);
    return false;
  }
  const here = log.hashAt(n);
  if (here !== undefined && here !== hash) findings.add('desk_saw_other_log', { ...where, event: n });
  return here === hash;
}
