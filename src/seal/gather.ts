// The leaves of a session as of one moment of the custody log, read in pieces. Runs in the UI. Writes nothing.
// No transaction is held for longer than a piece: flags go on coming in meanwhile, and what they change is read again.
import { type CustodyEvent, type CustodyType, GENESIS } from '../evidence/custody';
import { leafHashes } from '../evidence/merkle';
import { leafLine, leavesOf } from '../evidence/seal';
import type { Capture } from '../flag/capture';
import { readCustody } from '../queue/custody';
import type { Database } from '../queue/database';

/** Flags in one piece: hashed at a stretch, so it is also for how long the window does not answer. */
const PIECE = 50;

/** Events that add a record to a flag. */
const ADDING: readonly CustodyType[] = ['captured', 'evidence_added', 'judged', 'edited'];

/** Leaves of neighbouring flags. */
interface Piece {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly flagIds: readonly string[];
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** Their lines, LF after each. */
  readonly text: Blob;
}

export interface Gathered {
  readonly leafCount: number;
  /** One after another, in the order of the tree. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  readonly leaves: Blob;
  /** Exactly what was recorded up to this event is in it. */
  readonly custodyHead: { readonly n: number; readonly hash: string };
}

interface Work {
  readonly db: Database;
  readonly sessionId: string;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Throws the signal's reason when it was aborted. */
export async function gatherLeaves(
  db: Database,
  sessionId: string,
  onProgress?: Work['onProgress'],
  signal?: AbortSignal,
): Promise<Gathered> {
  const work: Work = { db, sessionId, onProgress, signal };
  let head = await lastEvent(db);
  let pieces = await readOn(work, []);
  for (;;) {
    const { last, touched, grown } = await since(work, head, pieces);
    head = last;
    if (touched.size === 0 && !grown) return joined(pieces, head);
    const fresh: Piece[] = [];
    for (const piece of pieces)
      fresh.push(touched.has(piece) ? await readPiece(work, piece.fromSeq, piece.toSeq) : piece);
    pieces = grown ? await readOn(work, fresh) : fresh;
  }
}

async function lastEvent(db: Database): Promise<CustodyEvent | undefined> {
  return (await db.transaction('custody').store.openCursor(null, 'prev'))?.value;
}

/** Which pieces the events after `head` make stale, and whether flags were added behind the last. */
async function since(
  { db, sessionId }: Work,
  head: CustodyEvent | undefined,
  pieces: readonly Piece[],
): Promise<{ last: CustodyEvent | undefined; touched: Set<Piece>; grown: boolean }> {
  const owner = new Map(pieces.flatMap((piece) => piece.flagIds.map((id) => [id, piece] as const)));
  const touched = new Set<Piece>();
  let last = head;
  let grown = false;
  for await (const event of readCustody(db, head === undefined ? 0 : head.n + 1)) {
    last = event;
    const { flagId } = event.subject;
    if (flagId === undefined || !ADDING.includes(event.type)) continue;
    const piece = owner.get(flagId);
    if (piece !== undefined) touched.add(piece);
    else if (event.subject.sessionId === sessionId) grown = true;
  }
  return { last, touched, grown };
}

/** The pieces, and those of the flags behind them. */
async function readOn(work: Work, before: readonly Piece[]): Promise<Piece[]> {
  const pieces = [...before];
  let done = pieces.reduce((sum, { flagIds }) => sum + flagIds.length, 0);
  for (;;) {
    const piece = await readPiece(work, (pieces.at(-1)?.toSeq ?? 0) + 1, Number.MAX_SAFE_INTEGER);
    if (piece.flagIds.length === 0) return pieces;
    pieces.push(piece);
    done += piece.flagIds.length;
    // numbers have no gaps and begin at 1
    const session = await work.db.get('sessions', work.sessionId);
    work.onProgress?.(done, Math.max(done, (session?.nextSeq ?? 1) - 1));
  }
}

async function readPiece({ db, sessionId, signal }: Work, fromSeq: number, toSeq: number): Promise<Piece> {
  signal?.throwIfAborted();
  const tx = db.transaction(['captures', 'artefacts', 'judgements']);
  const keys = IDBKeyRange.bound([sessionId, fromSeq], [sessionId, toSeq]);
  const captures = await tx.objectStore('captures').index('session').getAll(keys, PIECE);
  const records = await Promise.all(
    captures.map(async (capture) => {
      const own = IDBKeyRange.bound([capture.id, 0], [capture.id, Number.MAX_SAFE_INTEGER]);
      const [artefacts, judgements] = await Promise.all([
        tx.objectStore('artefacts').index('flag').getAll(own),
        tx.objectStore('judgements').getAll(own),
      ]);
      return { capture, artefacts, judgements };
    }),
  );
  const lines = records.flatMap(({ capture, artefacts, judgements }) =>
    leavesOf(capture, artefacts, judgements).map(leafLine),
  );
  return pieceOf(captures, lines, fromSeq);
}

function pieceOf(captures: readonly Capture[], lines: readonly string[], fromSeq: number): Piece {
  return {
    fromSeq,
    toSeq: captures.at(-1)?.seq ?? fromSeq,
    flagIds: captures.map(({ id }) => id),
    hashes: leafHashes(lines),
    text: new Blob(lines.map((line) => `${line}\n`)),
  };
}

function joined(pieces: readonly Piece[], head: CustodyEvent | undefined): Gathered {
  const bytes = pieces.reduce((sum, { hashes }) => sum + hashes.length, 0);
  const hashes = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    hashes.set(piece.hashes, at);
    at += piece.hashes.length;
  }
  return {
    leafCount: bytes / 32,
    hashes,
    leaves: new Blob(
      pieces.map(({ text }) => text),
      { type: 'text/plain' },
    ),
    custodyHead: { n: head?.n ?? 0, hash: head?.hash ?? GENESIS },
  };
}
