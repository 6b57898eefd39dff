// The seals of a bundle, each by itself and against the one before. Runs anywhere.

import * as z from 'zod/mini';
import { sha256Text } from '../evidence/digest';
import { SealStatement, statementText } from '../evidence/seal';
import { fingerprintOf, verifySignature } from '../evidence/signing';
import { isTime } from '../flag/time';
import type { Findings } from './findings';
import { type CheckedLeaves, checkLeaves } from './leaves';
import type { Profile } from './profile';
import { checkProofs } from './proofs';
import { keyFromPem } from './public-key';
import type { Reading } from './reading';
import { type SealedIndex, sealedIndex } from './sealed-index';

export interface CheckedSeal {
  readonly n: number;
  readonly statement: SealStatement;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** Of the key that signed, once the signature holds. */
  readonly signer: string | undefined;
  readonly folder: string;
}

export interface CheckedSeals {
  readonly seals: readonly CheckedSeal[];
  readonly index: SealedIndex;
  /** How many folders of seals there are, sound or not. */
  readonly count: number;
}

export interface SealRun {
  readonly reading: Reading;
  readonly findings: Findings;
  readonly profile: Profile;
  readonly sessionId: string;
}

/** More than any session has; trees are counted in 32 bits. */
const LEAVES_MAX = 2 ** 31;

const FOLDER = /^data\/seals\/(?<n>\d{3,})\//u;

export async function checkSeals(run: SealRun): Promise<CheckedSeals> {
  const { reading, findings } = run;
  const numbers = new Set(
    reading
      .paths()
      .flatMap((path) => FOLDER.exec(path)?.groups?.n ?? [])
      .map(Number),
  );
  const ordered = [...numbers].sort((a, b) => a - b);
  const index = sealedIndex();
  const seals: CheckedSeal[] = [];
  let before: string | undefined;
  for (const [i, n] of ordered.entries()) {
    if (n !== i + 1) findings.add('seal_gap', { seal: n }, i + 1);
    const text = await reading.text(`${folderOf(n)}/statement.json`);
    const seal = text === undefined ? undefined : await checkSeal(run, n, text, index);
    if (text === undefined)
      findings.add('seal_part_missing', { seal: n, path: `${folderOf(n)}/statement.json` });
    if (seal !== undefined) {
      const previous = before === undefined ? undefined : sha256Text(before);
      if (seal.statement.previous !== previous) findings.add('previous_differs', { seal: n });
      seals.push(seal);
    }
    before = text;
  }
  return { seals, index, count: ordered.length };
}

function folderOf(n: number): string {
  return `data/seals/${String(n).padStart(3, '0')}`;
}

async function checkSeal(
  run: SealRun,
  n: number,
  text: string,
  index: SealedIndex,
): Promise<CheckedSeal | undefined> {
  const { findings } = run;
  const folder = folderOf(n);
  const failed = findings.failed();
  const statement = statementOf(text);
  if (statement === undefined) {
    findings.add('statement_malformed', { seal: n, path: `${folder}/statement.json` });
    return undefined;
  }
  if (statement.n !== n || statement.sessionId !== run.sessionId)
    findings.add('statement_misplaced', { seal: n, path: `${folder}/statement.json` });
  const signature = await partOf(run, n, 'signature.der');
  const signer = signature && (await signerOf(run, n, { statement, signature, text }));
  const leaves = await leavesOf(run, n, statement, index);
  const shown = await checkProofs({ ...run, n, folder, statement, index, leaves });
  const whole = run.profile === 'partner' || leaves !== undefined;
  for (const leaf of whole ? index.absentFrom(n) : [])
    findings.add('seal_shrank', { seal: n, flag: leaf.flagSeq, flagId: leaf.flagId }, leaf.kind, leaf.id);
  if (signature === undefined) return undefined;
  if (findings.failed() === failed && leaves !== undefined)
    findings.add('seal_intact', { seal: n }, statement.leafCount, statement.sealedAt);
  // without the list nothing is known of what is not shown, not even that it is there
  else if (findings.failed() === failed)
    findings.add('seal_proven', { seal: n }, shown, statement.sealedAt, statement.leafCount);
  return { n, statement, signature, signer, folder };
}

/** The statement when it stands there as it is signed: canonical, with these fields and no others. */
function statementOf(text: string): SealStatement | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  const { data } = z.safeParse(SealStatement, value);
  const { leafCount = -1 } = data ?? {};
  if (data === undefined || !Number.isInteger(leafCount) || leafCount < 0 || leafCount > LEAVES_MAX)
    return undefined;
  // of what is no time nobody could tell that it is not the time-stamp's
  return statementText(data) === text && isTime(data.sealedAt) ? data : undefined;
}

async function partOf(
  { reading, findings }: SealRun,
  n: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const path = `${folderOf(n)}/${name}`;
  const found = await reading.bytes(path);
  if (found === undefined) findings.add('seal_part_missing', { seal: n, path });
  return found;
}

interface Signed {
  readonly statement: SealStatement;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly text: string;
}

async function signerOf(
  run: SealRun,
  n: number,
  { statement, signature, text }: Signed,
): Promise<string | undefined> {
  const { findings } = run;
  const pem = await partOf(run, n, 'public-key.pem');
  if (pem === undefined) return undefined;
  const key = keyFromPem(new TextDecoder().decode(pem));
  const path = `${folderOf(n)}/public-key.pem`;
  if (key === undefined) {
    findings.add('signer_differs', { seal: n, path });
    return undefined;
  }
  const fingerprint = await fingerprintOf(key);
  if (fingerprint !== statement.signer) findings.add('signer_differs', { seal: n, path });
  if (await verifySignature(key, signature, new TextEncoder().encode(text))) return fingerprint;
  findings.add('signature_wrong', { seal: n, path: `${folderOf(n)}/signature.der` });
  return undefined;
}

async function leavesOf(
  run: SealRun,
  n: number,
  statement: SealStatement,
  index: SealedIndex,
): Promise<CheckedLeaves | undefined> {
  if (run.profile === 'partner') return undefined;
  const path = `${folderOf(n)}/leaves.txt`;
  if (run.reading.has(path)) return checkLeaves({ ...run, n, path, statement, index });
  run.findings.add('seal_part_missing', { seal: n, path });
  return undefined;
}
