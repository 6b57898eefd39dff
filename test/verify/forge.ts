// Adversaries who know the format: one makes every hash fit again, one signs it all with a key of his own. Runs in node.
import { type CustodyEvent, GENESIS, jcsHash } from '../../src/evidence/custody';
import { treeOf } from '../../src/evidence/merkle';
import { leafLine, leavesOf, type SealStatement, statementText } from '../../src/evidence/seal';
import { publicKeyPem, type SigningPair, signBytes } from '../../src/evidence/signing';
import type { Artefact } from '../../src/flag/artefact';
import type { Capture } from '../../src/flag/capture';
import type { Judgement } from '../../src/flag/judgement';
import { hashOf } from '../export/session';
import { relist } from './relist';
import type { Files } from './sealed';

interface Record {
  flagId: string;
  captureSha256: string;
  capture: Capture;
  judgement?: Judgement;
  artefacts: (Artefact & { file?: string; notExported?: string })[];
}

export const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const textOf = (files: Files, path: string): string => Buffer.from(files.get(path) ?? []).toString();

export function linesOf<T>(files: Files, path: string): T[] {
  return textOf(files, path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line));
}

export function writeLines(files: Files, path: string, records: readonly unknown[]): void {
  files.set(path, encode(records.map((one) => `${JSON.stringify(one)}\n`).join('')));
}

export const FLAGS = 'data/flags.ndjson';
export const LOG = 'data/custody.ndjson';

/** The text of a post, as the analyst never saw it, with all digests of the capture to match. */
export function rewriteText(files: Files, seq: number, text: string): void {
  const records = linesOf<Record>(files, FLAGS);
  const log = linesOf<CustodyEvent>(files, LOG);
  for (const record of records) {
    if (record.capture.seq !== seq) continue;
    record.capture.post.text = text;
    record.captureSha256 = jcsHash(record.capture);
    const captured = log.find(({ type, subject }) => type === 'captured' && subject.flagId === record.flagId);
    if (captured !== undefined) captured.detail.captureSha256 = record.captureSha256;
  }
  writeLines(files, FLAGS, records);
  writeLines(files, LOG, log);
}

/** Every hash anew: chain, list of leaves, root, proofs, heads, and who came before whom. Gives the statements, unsigned. */
export function rehash(files: Files, signer?: string): void {
  const log = rechain(linesOf<CustodyEvent>(files, LOG));
  const seals = [...files.keys()].flatMap(
    (path) => /^(?<folder>data\/seals\/\d+)\/statement/u.exec(path)?.groups?.folder ?? [],
  );
  let previous: string | undefined;
  for (const folder of seals.sort()) {
    const lines = releaved(files, textOf(files, `${folder}/leaves.txt`).trim().split('\n'));
    const before: SealStatement = JSON.parse(textOf(files, `${folder}/statement.json`));
    const tree = treeOf(lines);
    const sealed = log.find(({ type, detail }) => type === 'sealed' && detail.n === before.n);
    const head = log.find(({ n }) => n === (sealed === undefined ? before.custodyHead.n : sealed.n - 1));
    const statement: SealStatement = {
      ...before,
      merkleRoot: tree.root,
      custodyHead: { n: head?.n ?? 0, hash: head?.hash ?? '' },
      ...(previous === undefined ? {} : { previous: hashOf(previous) }),
      signer: signer ?? before.signer,
    };
    previous = statementText(statement);
    files.set(`${folder}/statement.json`, encode(previous));
    files.set(`${folder}/leaves.txt`, encode(lines.map((line) => `${line}\n`).join('')));
    const shown = linesOf<{ start: number; lines: string[] }>(files, `${folder}/proofs.ndjson`).map((one) => {
      const end = one.start + one.lines.length;
      return { ...one, lines: lines.slice(one.start, end), proof: tree.prove(one.start, end) };
    });
    writeLines(files, `${folder}/proofs.ndjson`, shown);
    if (sealed !== undefined) {
      sealed.detail.statementSha256 = hashOf(previous);
      sealed.detail.merkleRoot = tree.root;
      sealed.detail.signer = statement.signer;
      rechain(log);
    }
  }
  for (const event of log)
    if (event.type === 'key_made' && signer !== undefined) event.detail.fingerprint = signer;
  writeLines(files, LOG, rechain(log));
  relist(files);
}

/** The same list of things, with the digests of what the records say now. */
function releaved(files: Files, lines: readonly string[]): string[] {
  const records = linesOf<Record>(files, FLAGS);
  const judgements = linesOf<Judgement>(files, 'data/judgements.ndjson');
  const now = new Map<string, string>();
  for (const { capture, artefacts } of records) {
    const stored = artefacts.map(({ file: _file, notExported: _left, ...artefact }) => artefact);
    const own = judgements.filter(({ flagId }) => flagId === capture.id);
    for (const leaf of leavesOf(capture, stored as Artefact[], own))
      now.set(`${leaf.kind} ${leaf.flagId} ${leaf.id}`, leafLine(leaf));
  }
  return lines.flatMap((line) => {
    const [kind, , flagId, id] = line.split(' ');
    return now.get(`${kind} ${flagId} ${id}`) ?? [];
  });
}

function rechain(log: CustodyEvent[]): CustodyEvent[] {
  let prev = log[0]?.n === 0 ? GENESIS : (log[0]?.prev ?? GENESIS);
  for (const event of log) {
    event.prev = prev;
    const { hash, ...rest } = event;
    // of other sessions' events there is only the hash, which he may leave or make up
    event.hash = event.type === undefined ? hash : jcsHash(rest);
    prev = event.hash;
  }
  return log;
}

/** All of it anew, under this key. A time-stamp of the old signature would not fit: it is taken out. */
export async function rebuild(files: Files, pair: SigningPair): Promise<void> {
  // heads and seals depend on each other through the log: twice settles it
  for (let round = 0; round < 3; round += 1) rehash(files, pair.fingerprint);
  for (const path of [...files.keys()]) {
    if (!path.endsWith('/statement.json')) continue;
    const folder = path.slice(0, -'/statement.json'.length);
    files.set(
      `${folder}/signature.der`,
      await signBytes(pair.privateKey, files.get(path) ?? new Uint8Array()),
    );
    files.set(`${folder}/public-key.pem`, encode(publicKeyPem(pair.publicKey)));
  }
  relist(files);
}

/** Events at the end of the log for time-stamps that he got himself. */
export function logStamps(files: Files, count: number): void {
  const log = linesOf<CustodyEvent>(files, LOG);
  const sealed = log.findLast(({ type }) => type === 'sealed');
  for (let seal = 1; seal <= count && sealed !== undefined; seal += 1) {
    const reply = files.get(`data/seals/${String(seal).padStart(3, '0')}/timestamp.tsr`);
    const detail = { n: seal, replySha256: hashOf(reply ?? new Uint8Array()) };
    log.push({ ...sealed, n: (log.at(-1)?.n ?? 0) + 1, type: 'time_stamped', detail });
  }
  writeLines(files, LOG, rechain(log));
}

/** What a thorough forger takes out: words of others about the bundle as it was. */
export function withoutOthers(files: Files): void {
  for (const path of [...files.keys()]) if (path.endsWith('.tsr')) files.delete(path);
  files.set('data/receipts.ndjson', new Uint8Array());
  const log = linesOf<CustodyEvent>(files, LOG).filter(({ type }) => type !== 'time_stamped');
  log.forEach((event, i) => {
    event.n = i + (log[0]?.n ?? 0);
  });
  writeLines(files, LOG, log);
}
