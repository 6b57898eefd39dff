// The proofs of a seal: what they show is under the signed root, and, where the whole list is there, what it says. Runs anywhere.
import * as z from 'zod/mini';
import { rootFrom } from '../evidence/merkle';
import { parseLeafLine, type SealStatement } from '../evidence/seal';
import type { Findings } from './findings';
import { parseLine } from './json-line';
import type { CheckedLeaves } from './leaves';
import type { Reading } from './reading';
import type { SealedIndex } from './sealed-index';

const Proof = z.strictObject({
  flagId: z.string(),
  start: z.int(),
  lines: z.array(z.string()).check(z.minLength(1)),
  proof: z.array(z.string()),
});
type Proof = z.infer<typeof Proof>;

interface ProofRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly n: number;
  readonly folder: string;
  readonly statement: SealStatement;
  readonly index: SealedIndex;
  /** Undefined in a partner's copy, which has no list. */
  readonly leaves: CheckedLeaves | undefined;
}

/** How many records they show. */
export async function checkProofs(run: ProofRun): Promise<number> {
  const { reading, findings, n, folder, leaves } = run;
  const path = `${folder}/proofs.ndjson`;
  if (!reading.has(path)) {
    findings.add('seal_part_missing', { seal: n, path });
    return 0;
  }
  const proven = new Set<string>();
  let next = 0;
  let shown = 0;
  for await (const { line, text } of reading.lines(path)) {
    const where = { seal: n, path, line };
    const { data: proof } = z.safeParse(Proof, parseLine(text, where, findings));
    if (proof === undefined || !holds(run, proof) || proof.start < next) {
      findings.add('proof_wrong', { ...where, flagId: proof?.flagId });
      continue;
    }
    next = proof.start + proof.lines.length;
    shown += proof.lines.length;
    proven.add(proof.flagId);
    if (leaves === undefined) takeLeaves(run, proof);
  }
  for (const flagId of leaves?.flagIds ?? [])
    if (!proven.has(flagId)) findings.add('proof_missing', { seal: n, path, flagId });
  return shown;
}

function holds({ statement, leaves }: ProofRun, { flagId, start, lines, proof }: Proof): boolean {
  const listed = lines.every((line, i) => leaves === undefined || leaves.lines[start + i] === line);
  const own = lines.every((line) => parseLeafLine(line)?.flagId === flagId);
  return listed && own && rootFrom(lines, start, statement.leafCount, proof) === statement.merkleRoot;
}

function takeLeaves({ index, n, findings }: ProofRun, { lines }: Proof): void {
  for (const line of lines) {
    const leaf = parseLeafLine(line);
    if (leaf !== undefined && index.put(leaf, line, n) === 'changed')
      findings.add(
        'sealed_changed',
        { seal: n, flag: leaf.flagSeq, flagId: leaf.flagId },
        leaf.kind,
        leaf.id,
      );
  }
}
