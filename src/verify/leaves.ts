// The list of what is under a seal, against the root that was signed. Runs anywhere.
import { treeOf } from '../evidence/merkle';
import { parseLeafLine, type SealStatement } from '../evidence/seal';
import type { Findings } from './findings';
import type { Reading } from './reading';
import type { SealedIndex } from './sealed-index';

export interface LeafRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly n: number;
  readonly path: string;
  readonly statement: SealStatement;
  readonly index: SealedIndex;
}

export interface CheckedLeaves {
  readonly lines: readonly string[];
  readonly flagIds: ReadonlySet<string>;
}

export async function checkLeaves(run: LeafRun): Promise<CheckedLeaves> {
  const { reading, findings, n, path, statement, index } = run;
  const lines: string[] = [];
  const flagIds = new Set<string>();
  for await (const { line, text } of reading.lines(path)) {
    lines.push(text);
    const leaf = parseLeafLine(text);
    if (leaf === undefined) {
      findings.add('leaf_malformed', { seal: n, path, line });
      continue;
    }
    flagIds.add(leaf.flagId);
    const put = index.put(leaf, text, n);
    if (put === 'twice') findings.add('leaf_malformed', { seal: n, path, line });
    if (put === 'changed') {
      const where = { seal: n, path, line, flag: leaf.flagSeq, flagId: leaf.flagId };
      findings.add('sealed_changed', where, leaf.kind, leaf.id);
    }
  }
  if (lines.length !== statement.leafCount)
    findings.add('leaf_count', { seal: n, path }, lines.length, statement.leafCount);
  if (treeOf(lines).root !== statement.merkleRoot) findings.add('root_differs', { seal: n, path });
  return { lines, flagIds };
}
