// Commit 1 of a flag, and what joins it later. Runs in the worker.

import { FlagpostError } from '../errors';
import type { CustodyEntry } from '../evidence/custody';
import { jcsHash } from '../evidence/custody';
import type { Artefact, ArtefactKind, PresentArtefact } from '../flag/artefact';
import type { Capture } from '../flag/capture';
import { type Row, rowOf, withStatus, withThumbnail } from '../flag/row';
import { announce } from './changes';
import type { Database } from './database';
import { queueGrown } from './grown';
import { append } from './log';
import { addHashes, hashesOf } from './pictures';
import { isPicture } from './purge';
import { addRow, putRow, tallyKey } from './rows';
import { type WriteTransaction, write } from './transact';
import { isSent } from './uploads';

/** An artefact with its bytes, or the record of its absence. Its place within the flag (`seq`) is given when it is stored. */
export type Evidence =
  | { readonly artefact: PresentArtefact; readonly bytes: Blob }
  | { readonly artefact: Exclude<Artefact, PresentArtefact>; readonly bytes?: undefined };

export type UnnumberedCapture = Omit<Capture, 'seq'>;

const COMMITTED = [
  'intents',
  'captures',
  'artefacts',
  'blobs',
  'custody',
  'rows',
  'tallies',
  'sessions',
] as const;

/**
 * Stores a flag in one strict transaction: capture, artefacts, bytes, custody event, row, tally; and drops its intent.
 * `expectedSeq`: the evidence number that the session gave next when it was last read; with it the capture is hashed while
 * the store looks, else after it answered. Gives the capture with its number.
 * Throws FlagpostError disk_full (nothing stored) or not_found (no such session).
 */
export async function commitCapture(
  db: Database,
  unnumbered: UnnumberedCapture,
  evidence: readonly Evidence[],
  expectedSeq?: number,
): Promise<Capture> {
  const capture = await write(db, [...COMMITTED], async (tx) => {
    // asked before the bytes are handed over: requests are served in their order
    const asked = tx.objectStore('sessions').get(unnumbered.sessionId);
    putEvidence(tx.objectStore('artefacts'), tx.objectStore('blobs'), numberFrom(1, evidence));
    const likely = expectedSeq === undefined ? undefined : numbered(unnumbered, expectedSeq);
    const made = asked.then((session): Numbered => {
      if (session === undefined) throw new FlagpostError('not_found');
      const { nextSeq } = session;
      void tx.objectStore('sessions').put({ ...session, nextSeq: nextSeq + 1 });
      return likely?.capture.seq === nextSeq ? likely : numbered(unnumbered, nextSeq);
    });
    const row = made.then((one) => rowOf(one.capture));
    const entries = made.then((one) => [capturedEntry(one, evidence)]);
    const key = tallyKey(unnumbered.sessionId, 'draft');
    const [{ capture: stored }] = await Promise.all([
      made,
      append(tx.objectStore('custody'), entries),
      addRow(tx.objectStore('rows'), tx.objectStore('tallies'), key, row),
    ]);
    void tx.objectStore('captures').add(stored);
    void tx.objectStore('intents').delete(stored.id);
    return stored;
  });
  announce({ type: 'flags', flagIds: [capture.id] });
  return capture;
}

interface Numbered {
  readonly capture: Capture;
  readonly sha256: string;
}

function numbered(unnumbered: UnnumberedCapture, seq: number): Numbered {
  const capture: Capture = { ...unnumbered, seq };
  return { capture, sha256: jcsHash(capture) };
}

/** A flag has one of each at most, whoever adds it. */
const DERIVED: readonly ArtefactKind[] = ['screenshot_post', 'thumbnail', 'text'];

export interface Joining {
  /**
   * Adds nothing of a kind that the flag has already: for what joins by itself, and may be begun twice when a worker dies.
   * Without it only what is made from stored bytes is held to one of a kind: an analyst may ask for another snapshot.
   */
  readonly once?: boolean;
}

const JOINED = [
  'artefacts',
  'blobs',
  'custody',
  'rows',
  'tallies',
  'deliveries',
  'tombstones',
  'pictures',
  'hashOwners',
] as const;
type JoinTx = WriteTransaction<(typeof JOINED)[number]>;

/**
 * Joins artefacts made after commit 1, numbered after those there, and gives those that joined. Each is logged; the capture
 * itself is never touched. Throws FlagpostError disk_full (nothing stored) or not_found.
 */
export async function addEvidence(
  db: Database,
  flagId: string,
  evidence: readonly Evidence[],
  at: string,
  { once = false }: Joining = {},
): Promise<readonly Artefact[]> {
  const joined = await write(db, [...JOINED], async (tx) => {
    const keys = IDBKeyRange.bound([flagId, 0], [flagId, Number.MAX_SAFE_INTEGER]);
    const [row, there, tombstone] = await Promise.all([
      tx.objectStore('rows').get(flagId),
      tx.objectStore('artefacts').index('flag').getAll(keys),
      tx.objectStore('tombstones').get(flagId),
    ]);
    if (row === undefined) throw new FlagpostError('not_found');
    const single = (kind: ArtefactKind): boolean => once || DERIVED.includes(kind);
    const lacking = evidence.filter(
      ({ artefact }) => !single(artefact.kind) || !there.some(({ kind }) => kind === artefact.kind),
    );
    if (lacking.length === 0) return [];
    const kept = tombstone === undefined ? lacking : lacking.map(withoutPicture);
    const fresh = numberFrom((there.at(-1)?.seq ?? 0) + 1, kept);
    putEvidence(tx.objectStore('artefacts'), tx.objectStore('blobs'), fresh);
    const artefacts = fresh.map(({ artefact }) => artefact);
    await tellOf(tx, row, artefacts, at);
    return artefacts;
  });
  if (joined.length > 0) announce({ type: 'flags', flagIds: [flagId] });
  return joined;
}

/** Log, near matches, row and deliveries, in the transaction that stores the artefacts. */
async function tellOf(tx: JoinTx, row: Row, artefacts: readonly Artefact[], at: string): Promise<void> {
  const subject = { flagId: row.id, sessionId: row.sessionId };
  const common = { at, actor: 'flagpost', subject } as const;
  const entries = artefacts.map(
    (one): CustodyEntry => ({ ...common, type: 'evidence_added', detail: describe(one) }),
  );
  const queued: CustodyEntry = { ...common, type: 'queued', detail: {} };
  const toSend = artefacts.some(isSent);
  // asked all at once: each waits for no answer but its own
  const asked = toSend ? queueGrown(tx.objectStore('deliveries'), row.id, Date.parse(at)) : false;
  const again = Promise.resolve(asked);
  const grown = artefacts.reduce<Row>(withThumbnail, row);
  const shown = (is: boolean): Row => (is ? withStatus(grown, grown.flagState, 'queued') : grown);
  await Promise.all([
    append(
      tx.objectStore('custody'),
      again.then((is) => (is ? [...entries, queued] : entries)),
    ),
    addHashes(tx.objectStore('pictures'), tx.objectStore('hashOwners'), artefacts.flatMap(hashesOf)),
    again.then((is) => putRow(tx.objectStore('rows'), tx.objectStore('tallies'), row, shown(is))),
  ]);
}

/** The flag's pictures were destroyed on purpose while this was under way: it comes too late to be kept. */
function withoutPicture(evidence: Evidence): Evidence {
  const { artefact, bytes } = evidence;
  if (bytes === undefined || !isPicture(artefact.kind)) return evidence;
  const { schemaVersion, id, flagId, seq, kind, role, capturedAt } = artefact;
  const made = { schemaVersion, id, flagId, seq, kind, role, capturedAt };
  return { artefact: { ...made, status: 'absent', absentReason: 'analyst_off' } };
}

function numberFrom(first: number, evidence: readonly Evidence[]): Evidence[] {
  return evidence.map((one, i): Evidence => {
    const seq = first + i;
    return one.bytes === undefined
      ? { artefact: { ...one.artefact, seq } }
      : { artefact: { ...one.artefact, seq }, bytes: one.bytes };
  });
}

function putEvidence(
  artefacts: { add(value: Artefact): unknown },
  blobs: { put(value: Blob, key: string): unknown },
  evidence: readonly Evidence[],
): void {
  for (const { artefact, bytes } of evidence) {
    artefacts.add(artefact);
    if (bytes !== undefined) blobs.put(bytes, artefact.sha256);
  }
}

function capturedEntry({ capture, sha256 }: Numbered, evidence: readonly Evidence[]): CustodyEntry {
  const present = evidence.flatMap(({ artefact }) =>
    artefact.status === 'present' ? [artefact.sha256] : [],
  );
  return {
    at: capture.capture.endedAt,
    actor: capture.collectedBy.analystId || 'flagpost',
    type: 'captured',
    subject: { flagId: capture.id, sessionId: capture.sessionId },
    detail: {
      captureSha256: sha256,
      artefacts: present,
      seq: capture.seq,
      verified: capture.capture.verified,
    },
  };
}

function describe(artefact: Artefact): CustodyEntry['detail'] {
  if (artefact.status === 'absent') return { kind: artefact.kind, absent: artefact.absentReason };
  return { kind: artefact.kind, sha256: artefact.sha256, sizeBytes: artefact.sizeBytes };
}
