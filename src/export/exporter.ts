// What an exporter is, what it reads from and what it writes to. Runs anywhere.
// Everything streams: a session is up to 64 GB, and nobody here holds more than a flag, a picture and a block of text.
import type { Problem } from '../errors';
import type { CustodyEvent } from '../evidence/custody';
import type { Flag } from '../flag/flag';
import type { Judgement } from '../flag/judgement';
import type { Session } from '../flag/session';

/** Who the files are for: the unit itself (everything), or a partner (the post's picture and text, nothing of the analyst). */
export const PROFILES = ['internal', 'partner'] as const;
export type Profile = (typeof PROFILES)[number];

/** An event of another session: only what keeps the chain of hashes checkable. */
export type CustodyLink = Pick<CustodyEvent, 'n' | 'prev' | 'hash'>;

/** A seal as it goes into the files. */
export interface ExportedSeal {
  readonly n: number;
  /** The exact signed text. */
  readonly statement: string;
  /** DER. */
  readonly signature: Uint8Array<ArrayBuffer>;
  /** SubjectPublicKeyInfo, DER; undefined when the store has another key by now. */
  readonly publicKey: Uint8Array<ArrayBuffer> | undefined;
  /** One line a leaf, in the order of the tree. */
  readonly leaves: Blob;
  /** The time-stamp authority's whole reply, DER. */
  readonly reply: Uint8Array<ArrayBuffer> | undefined;
}

/** A receipt for flags of the session. One that also tells of other sessions is cut down to what the desk signed. */
export interface ExportedReceipt {
  readonly batchId: string;
  readonly at: string;
  /** Of `raw`, whether that is here or not. */
  readonly sha256: string;
  /** As received. */
  readonly raw?: string;
  readonly countersignature?: unknown;
}

export interface SealsAt {
  readonly seals: readonly ExportedSeal[];
  readonly head: number;
}

export interface SessionSource {
  readonly session: Session;
  /** In order of their evidence number, read as they are asked for. */
  flags(): AsyncIterable<Flag>;
  /** The stored bytes, unchecked. Throws FlagpostError artefact_lost when they are gone. */
  artefact(sha256: string): Promise<Blob>;
  /** SHA-256 of what was destroyed of a flag on purpose. Another flag may still show the same bytes. */
  purged(flagId: string): Promise<readonly string[]>;
  /** Every revision of a flag's judgement, in order. */
  judgements(flagId: string): Promise<readonly Judgement[]>;
  /** The seals in their order, and the last event of the log at the same instant: later ones tell of what is not here. */
  seals(): Promise<SealsAt>;
  receipts(): AsyncIterable<ExportedReceipt>;
  /** The session's part of the custody log up to event `head`, in order. */
  custody(head: number): AsyncIterable<CustodyEvent | CustodyLink>;
}

/** Of the exact bytes written. */
export interface Written {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Bytes whose digest is already known. */
export interface Whole {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** A text file that grows while other files are written. */
export interface GrowingFile {
  write(text: string): Promise<void>;
  close(): Promise<Written>;
}

/** Where the files go. Paths are relative, ASCII, with `/`; anything else throws. Resolves when the bytes are taken. */
export interface FileSink {
  file(path: string, content: string | Whole): Promise<Written>;
  open(path: string): Promise<GrowingFile>;
}

export interface Summary {
  /** How many flags the files carry. */
  readonly flags: number;
  readonly seals: number;
  /** What could not be exported; everything else was. */
  readonly problems: readonly Problem[];
  /** Of the list of files: names the whole export. */
  readonly manifestSha256: string;
}

export interface Exporter {
  readonly id: string;
  readonly profiles: readonly Profile[];
  /** `now` in epoch ms. Rejects with the signal's reason when it is aborted, with the sink's error when that fails. */
  write(
    source: SessionSource,
    profile: Profile,
    sink: FileSink,
    signal: AbortSignal,
    now: number,
  ): Promise<Summary>;
}
