// Puts a session's seals into the bag, each in a folder of its own, with a proof for every flag that goes out with it.
// Runs anywhere. A partner gets proofs for what the partner gets, and no list of the rest.

import { sha256 } from '../evidence/digest';
import { treeOf } from '../evidence/merkle';
import { type Leaf, parseLeafLine } from '../evidence/seal';
import { publicKeyPem } from '../evidence/signing';
import type { BagManifest } from './bag-tags';
import type { ExportedSeal, Profile } from './exporter';

/** What went out of a flag: a partner's proof shows these and nothing else. */
export interface Carried {
  readonly artefactIds: ReadonlySet<string>;
  /** Of its judgement; 0 when there is none. */
  readonly revision: number;
}

export interface SealRun {
  readonly profile: Profile;
  readonly bag: BagManifest;
  readonly signal: AbortSignal;
  readonly carried: ReadonlyMap<string, Carried>;
}

export function sealFolder(n: number): string {
  return `data/seals/${String(n).padStart(3, '0')}`;
}

export async function writeSeal(run: SealRun, seal: ExportedSeal): Promise<void> {
  const { bag, profile } = run;
  const folder = sealFolder(seal.n);
  const put = async (name: string, bytes: Uint8Array<ArrayBuffer>) =>
    bag.file(`${folder}/${name}`, { bytes, sha256: await sha256(bytes) });
  await bag.file(`${folder}/statement.json`, seal.statement);
  await put('signature.der', seal.signature);
  if (seal.publicKey !== undefined) await bag.file(`${folder}/public-key.pem`, publicKeyPem(seal.publicKey));
  if (seal.reply !== undefined) await put('timestamp.tsr', seal.reply);
  const lines = (await seal.leaves.text()).split('\n').filter((line) => line !== '');
  if (profile === 'internal') await writeLeaves(run, `${folder}/leaves.txt`, lines);
  await writeProofs(run, `${folder}/proofs.ndjson`, lines);
}

async function writeLeaves({ bag, signal }: SealRun, path: string, lines: readonly string[]): Promise<void> {
  const file = await bag.open(path);
  for (const line of lines) {
    signal.throwIfAborted();
    await file.write(`${line}\n`);
  }
  await file.close();
}

/** The tree is built once; each run of neighbouring leaves that goes out is one line. */
async function writeProofs(run: SealRun, path: string, lines: readonly string[]): Promise<void> {
  const tree = treeOf(lines);
  const file = await run.bag.open(path);
  for (const { flagId, start, end } of runsOf(run, lines)) {
    run.signal.throwIfAborted();
    const shown = { flagId, start, lines: lines.slice(start, end), proof: tree.prove(start, end) };
    await file.write(`${JSON.stringify(shown)}\n`);
  }
  await file.close();
}

interface Neighbours {
  readonly flagId: string;
  readonly start: number;
  readonly end: number;
}

function* runsOf(run: SealRun, lines: readonly string[]): Generator<Neighbours> {
  let open: Neighbours | undefined;
  for (const [i, line] of lines.entries()) {
    const leaf = parseLeafLine(line);
    const shown = leaf !== undefined && isShown(run, leaf) ? leaf.flagId : undefined;
    if (open !== undefined && shown === open.flagId) open = { ...open, end: i + 1 };
    else {
      if (open !== undefined) yield open;
      open = shown === undefined ? undefined : { flagId: shown, start: i, end: i + 1 };
    }
  }
  if (open !== undefined) yield open;
}

function isShown({ profile, carried }: SealRun, leaf: Leaf): boolean {
  const flag = carried.get(leaf.flagId);
  if (flag === undefined) return false;
  if (profile === 'internal' || leaf.kind === 'capture') return true;
  // never a judgement: a partner cannot hold it against anything, but could try names until one gives its digest
  return leaf.kind === 'artefact' && flag.artefactIds.has(leaf.id);
}
