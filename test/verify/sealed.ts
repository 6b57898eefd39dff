// A sealed session from a real queue, exported by the real exporter, as files in memory. Node only.
import 'fake-indexeddb/auto';
import canonicalize from 'canonicalize';
import { base64Of } from '../../src/evidence/base64';
import { makeSigningPair, type SigningPair, signBytes } from '../../src/evidence/signing';
import { exportSession } from '../../src/export/export-session';
import type { Profile } from '../../src/export/exporter';
import type { Session } from '../../src/flag/session';
import { addEvidence } from '../../src/queue/captures';
import type { Database } from '../../src/queue/database';
import { discardFlag } from '../../src/queue/judgements';
import { purgePictures } from '../../src/queue/purge';
import { startSession } from '../../src/queue/sessions';
import { sealSession } from '../../src/seal/seal-session';
import { stampSeals } from '../../src/seal/stamp';
import { type BundleSource, blobBytes } from '../../src/verify/source';
import { zipBundle } from '../../src/verify/zip-bundle';
import type { Countersignature } from '../../src/wire/receipt';
import { directoryDisk } from '../export/folder';
import { addFlag, bytesOf, clock, freshSession, hashOf, judgeIt, picture, SECRETS } from '../export/session';
import type { Authority } from '../seal/authority';

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

export interface Sealed {
  readonly db: Database;
  readonly session: Session;
  readonly desk: SigningPair;
  /** Fingerprint of the key that sealed. */
  readonly signer: string;
}

/** Seals are of now, as the authority's time is. */
const sealing = {
  clock: { ...clock, now: () => Date.now() },
  actor: SECRETS.judge,
  extensionVersion: '0.1.0',
};

/** Seals, and takes the seal to the authority if there is one. */
export async function seal(db: Database, session: Session, authority: Authority | undefined): Promise<void> {
  const settings = authority && { timestampUrl: authority.url, timestampRoots: authority.roots };
  await sealSession(db, session.id, { ...sealing, settings: settings ?? {} });
  if (settings === undefined) return;
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  await stampSeals(db, { clock: sealing.clock, settings, fetch, random, lock: (work) => work() });
}

/** Two seals, seven flags in every state, evidence that joined late, pictures destroyed, a receipt between the seals. */
export async function sealedSession(authority?: Authority): Promise<Sealed> {
  const { db, session } = await freshSession();
  const first = await addFlag(db, session);
  const [judged, again, gone, purged] = [
    await addFlag(db, session),
    await addFlag(db, session),
    await addFlag(db, session),
    await addFlag(db, session),
  ];
  for (const { id } of [judged, again, gone, purged]) await judgeIt(db, id);
  await judgeIt(db, again.id, { severity: 2 });
  await discardFlag(db, gone.id, { actor: 'a', endpointId: undefined, clock });
  const other = await startSession(db, { name: 'other', kind: 'routine' }, 'a', clock);
  await addFlag(db, other);
  const added = await picture(first.id, 4, 'text', bytesOf('The text of the post'));
  await addEvidence(db, first.id, [added], '2026-11-21T09:05:00.000Z');
  await seal(db, session, authority);
  const desk = await makeSigningPair(true);
  const signer = (await db.get('keys', 'signing'))?.fingerprint ?? '';
  await countersign({ db, session, desk, signer }, [first.id, judged.id]);
  await purgePictures(db, [purged.id], 'retention is over', { actor: 'a', clock });
  await judgeIt(db, first.id);
  await judgeIt(db, again.id, { severity: 5 });
  await addFlag(db, session);
  await judgeIt(db, (await addFlag(db, session)).id);
  await seal(db, session, authority);
  return { db, session, desk, signer };
}

/** A receipt as a desk gives it, about the log's head of now. */
export async function countersign(
  { db, desk, signer }: Sealed,
  flagIds: readonly string[],
  at = '2026-11-21T09:31:00.000Z',
): Promise<void> {
  const head = (await db.transaction('custody').store.openCursor(null, 'prev'))?.value;
  const batchId = clock.id();
  const fields = {
    batchId,
    custodyHead: { n: head?.n ?? 0, hash: head?.hash ?? '' },
    signer,
    receivedAt: at,
    publicKey: base64Of(desk.publicKey),
  };
  const signature = base64Of(await signBytes(desk.privateKey, bytesOf(canonicalize(fields) ?? '')));
  const countersignature: Countersignature = { ...fields, signature };
  const results = flagIds.map((flagId) => ({ flagId, status: 'accepted' }));
  const raw = JSON.stringify({
    receiptId: 'r',
    batchId,
    receivedAt: at,
    results,
    missing: [],
    countersignature,
  });
  await db.put('receipts', { batchId, at, raw, sha256: hashOf(raw) });
  await db.put('batches', {
    id: batchId,
    endpointId: 'e',
    idempotencyKey: batchId,
    body: new Uint8Array(),
    bodySha256: '',
    flagIds,
    state: 'acked',
    createdAt: at,
    dueAt: 0,
    attempts: [],
  });
}

/** `meanwhile`: what somebody does in another window once the flags are written. */
export async function exported(
  { db, session }: Sealed,
  profile: Profile = 'internal',
  meanwhile?: () => Promise<void>,
): Promise<File> {
  const disk = await directoryDisk();
  const { create } = disk;
  let wait = meanwhile;
  disk.create = async (name) => {
    const file = await create(name);
    const close = async (): Promise<File> => {
      const now = wait;
      wait = undefined;
      await now?.();
      return file.close();
    };
    return { ...file, close };
  };
  const { signal } = new AbortController();
  const { file } = await exportSession({
    db,
    sessionId: session.id,
    profile,
    signal,
    clock,
    actor: 'a',
    disk,
  });
  const kept = new File([await file.arrayBuffer()], file.name);
  await disk.cleanUp();
  return kept;
}

/** The files of an export, read through the verifier's own reader. */
export async function filesOf(file: File): Promise<Files> {
  const source = await zipBundle(blobBytes(file));
  const files: Files = new Map();
  for (const { path } of source.files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of source.read(path)) pieces.push(piece);
    files.set(path, new Uint8Array(Buffer.concat(pieces)));
  }
  return files;
}

export function sourceOf(files: Files, outside: readonly string[] = []): BundleSource {
  return {
    files: [...files].map(([path, { byteLength }]) => ({ path, sizeBytes: byteLength })),
    outside,
    async *read(path) {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error('no such file');
      yield bytes;
    },
  };
}

export const NOW = Date.UTC(2026, 10, 22);
