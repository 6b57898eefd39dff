// The one place that opens IndexedDB, and the schema of every store. Runs in the worker and the UI (same origin).
// Rule: inside a transaction await nothing but IndexedDB. Firefox ends the transaction otherwise; Chromium forgives it.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Problem } from '../errors';
import type { CustodyEvent } from '../evidence/custody';
import type { Artefact } from '../flag/artefact';
import type { Capture, Collector } from '../flag/capture';
import type { Draft, Judgement } from '../flag/judgement';
import type { Row } from '../flag/row';
import type { Session } from '../flag/session';
import type { DeliveryState } from '../flag/states';

/** Stored before the shot; gone in the transaction that stores the flag. One that stays was cut short. */
export interface Intent {
  readonly id: string;
  readonly at: string;
  /** Host only: enough to say where, nothing to leak. */
  readonly host: string;
}

/** What is to be sent of one flag to one endpoint, and how far it got. */
export interface Delivery {
  readonly flagId: string;
  readonly endpointId: string;
  readonly sessionId: string;
  readonly state: DeliveryState;
  /** Revision of the judgement that is (to be) sent. */
  readonly revision: number;
  /** Epoch ms from which it may be claimed; while claimed: when the lease lapses. */
  readonly dueAt: number;
  readonly attempts: number;
  readonly batchId?: string | undefined;
  /** The endpoint has the flag; these artefacts it still lacks. */
  readonly missing?: readonly string[] | undefined;
  /** An endpoint already has an earlier sending of the flag: it is beyond discarding. */
  readonly held?: boolean | undefined;
  /** What the endpoint decided; takes effect once nothing is missing. */
  readonly verdict?: 'accepted' | 'duplicate' | undefined;
  readonly remoteId?: string | undefined;
  readonly problem?: Problem | undefined;
}

/** A batch with the exact body that is (re)sent under its key. */
export interface StoredBatch {
  readonly id: string;
  readonly endpointId: string;
  readonly idempotencyKey: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly bodySha256: string;
  readonly flagIds: readonly string[];
  readonly state: 'built' | 'sending' | 'acked' | 'failed' | 'split';
  readonly createdAt: string;
  readonly dueAt: number;
  readonly attempts: readonly {
    readonly at: string;
    readonly status?: number | undefined;
    readonly problem?: Problem | undefined;
  }[];
}

export interface StoredReceipt {
  readonly batchId: string;
  readonly at: string;
  /** As received, byte for byte. */
  readonly raw: string;
  readonly sha256: string;
  /** Whether the endpoint's word about the log held when it came, and by which key; absent where it gave none. */
  readonly countersigned?:
    | { readonly holds: true; readonly desk: string }
    | { readonly holds: false }
    | undefined;
}

/** An endpoint in trouble: nothing is sent there before `until`. Gone with the first thing that arrives there. */
export interface Pause {
  readonly endpointId: string;
  /** Epoch ms. */
  readonly until: number;
  /** Runs in a row that ended in trouble. */
  readonly failures: number;
  readonly problem: Problem;
}

/** PDQ hashes in the order they came, many to a record, so that all can be scanned without loading a flag. */
export interface HashChunk {
  /** Number of its first hash; they count from 0 over all chunks. */
  readonly n: number;
  /** 32 bytes each. */
  readonly hashes: Uint8Array<ArrayBuffer>;
}

/** Whose hash number n is. Apart from the hashes, so that a scan reads no names. */
export interface HashOwner {
  readonly n: number;
  readonly flagId: string;
  readonly artefactId: string;
}

/** What is left of a flag's pictures that were destroyed on purpose. Never deleted. */
export interface Tombstone {
  readonly flagId: string;
  readonly at: string;
  /** Of the artefacts whose bytes are not to be had any more. */
  readonly sha256s: readonly string[];
  /** In the analyst's words; the last one, when there were several. */
  readonly reason: string;
}

/** A seal as it is kept: the signed bytes and what came with them. */
export interface StoredSeal {
  readonly id: string;
  readonly sessionId: string;
  /** From 1 within the session; a later one adds, never replaces. */
  readonly n: number;
  /** The exact bytes that were signed (canonical JSON of a SealStatement). */
  readonly statement: string;
  /** ECDSA P-256 with SHA-256 over them, DER, base64. */
  readonly signature: string;
  /** One line a leaf, in the order of the tree, as it goes into the bundle. */
  readonly leaves: Blob;
  readonly timestamp: SealTimestamp;
}

export type SealTimestamp =
  | { readonly state: 'none' }
  /** To be asked for; `problem` is why the last attempt failed. */
  | {
      readonly state: 'queued';
      readonly url: string;
      readonly attempts: number;
      readonly problem?: Problem | undefined;
    }
  /** The authority's whole reply, DER, base64, checked when it came. */
  | { readonly state: 'granted'; readonly url: string; readonly reply: string; readonly genTime: string };

/** The one signing key of this installation; the private half cannot be taken out. */
export interface StoredKey {
  readonly id: 'signing';
  readonly madeAt: string;
  readonly privateKey: CryptoKey;
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** SHA-256 hex of the DER: the fingerprint that others pin. */
  readonly fingerprint: string;
}

/** A run over many addresses, one after another; it survives a restart. One at a time: the next waits for it. */
export interface BulkRun {
  readonly id: string;
  readonly sessionId: string;
  readonly startedAt: string;
  readonly state: 'running' | 'paused' | 'done' | 'cancelled';
  readonly total: number;
  /** Why it paused, when nobody asked for that. */
  readonly problem?: Problem | undefined;
}

/** One address of a run, and what became of it. */
export interface BulkItem {
  readonly runId: string;
  /** From 1, in the order of the list. */
  readonly n: number;
  readonly url: string;
  /** Dedupe keys that the address gives by itself: a flag with one of them is of the same post. */
  readonly keys: readonly string[];
  /** `known`: a flag of that post was in the queue already. */
  readonly state: 'waiting' | 'working' | 'done' | 'known' | 'failed';
  /** Flag it although it is known. */
  readonly again?: boolean | undefined;
  /** Epoch ms; only the worker that claimed it works on it. */
  readonly claimedAt?: number | undefined;
  /** Chosen at the claim, before anything is opened; of a known one the flag that was there. */
  readonly flagId?: string | undefined;
  readonly problem?: Problem | undefined;
  readonly notes?: readonly BulkNote[] | undefined;
}
/** What an analyst is to know of a flag that a run made. */
export type BulkNote = 'landed_elsewhere' | 'other_post' | 'not_read' | 'unverified';

export interface FlagpostDB extends DBSchema {
  intents: { key: string; value: Intent };
  captures: {
    key: string;
    value: Capture;
    indexes: { session: [string, number]; dedupeKeys: string };
  };
  artefacts: { key: string; value: Artefact; indexes: { flag: [string, number]; sha256: string } };
  /** Bytes by their sha256. */
  blobs: { key: string; value: Blob };
  judgements: { key: [string, number]; value: Judgement };
  drafts: { key: string; value: { flagId: string; draft: Draft; at: string } };
  deliveries: {
    key: [string, string];
    value: Delivery;
    indexes: { due: [string, DeliveryState, number]; batch: string };
  };
  rows: {
    key: string;
    value: Row;
    indexes: { session: [string, number]; status: [string, string, number] };
  };
  /** Facet counts: "<sessionId>|<status>" -> n. */
  tallies: { key: string; value: number };
  custody: { key: number; value: CustodyEvent };
  sessions: { key: string; value: Session };
  batches: { key: string; value: StoredBatch; indexes: { state: [string, string] } };
  receipts: { key: string; value: StoredReceipt };
  pauses: { key: string; value: Pause };
  pictures: { key: number; value: HashChunk };
  hashOwners: { key: number; value: HashOwner };
  tombstones: { key: string; value: Tombstone };
  seals: { key: string; value: StoredSeal; indexes: { session: [string, number] } };
  keys: { key: string; value: StoredKey };
  bulkRuns: { key: string; value: BulkRun };
  bulkItems: { key: [string, number]; value: BulkItem; indexes: { state: [string, string, number] } };
}

export type Database = IDBPDatabase<FlagpostDB>;
export type { Collector };

export const DATABASE_NAME = 'flagpost';
const VERSION = 2;

/**
 * Opens the database. It closes itself when a newer version of the extension wants to upgrade it, and the browser closes
 * it when the disk fails under it (Chromium, full disk); `onClosed` hears of both: whoever needs it opens it anew.
 */
export async function openDatabase(name: string = DATABASE_NAME, onClosed?: () => void): Promise<Database> {
  return openDB<FlagpostDB>(name, VERSION, {
    upgrade(fresh, oldVersion, _newVersion, tx) {
      if (oldVersion < 1) createFirst(fresh);
      if (oldVersion < 2) {
        createSecond(fresh);
        // which flags share the same bytes: asked before any are destroyed
        tx.objectStore('artefacts').createIndex('sha256', 'sha256');
      }
    },
    blocking(_current, _blocked, event) {
      const target = event.target;
      if (target instanceof IDBDatabase) target.close();
      onClosed?.();
    },
    terminated: () => onClosed?.(),
  });
}

function createFirst(fresh: Database): void {
  fresh.createObjectStore('intents', { keyPath: 'id' });
  const captures = fresh.createObjectStore('captures', { keyPath: 'id' });
  captures.createIndex('session', ['sessionId', 'seq'], { unique: true });
  captures.createIndex('dedupeKeys', 'dedupeKeys', { multiEntry: true });
  const artefacts = fresh.createObjectStore('artefacts', { keyPath: 'id' });
  artefacts.createIndex('flag', ['flagId', 'seq']);
  fresh.createObjectStore('blobs');
  fresh.createObjectStore('judgements', { keyPath: ['flagId', 'revision'] });
  fresh.createObjectStore('drafts', { keyPath: 'flagId' });
  const deliveries = fresh.createObjectStore('deliveries', { keyPath: ['flagId', 'endpointId'] });
  deliveries.createIndex('due', ['endpointId', 'state', 'dueAt']);
  deliveries.createIndex('batch', 'batchId');
  const rows = fresh.createObjectStore('rows', { keyPath: 'id' });
  rows.createIndex('session', ['sessionId', 'seq'], { unique: true });
  rows.createIndex('status', ['sessionId', 'status', 'seq']);
  fresh.createObjectStore('tallies');
  fresh.createObjectStore('custody', { keyPath: 'n' });
  fresh.createObjectStore('sessions', { keyPath: 'id' });
  const batches = fresh.createObjectStore('batches', { keyPath: 'id' });
  batches.createIndex('state', ['endpointId', 'state']);
  fresh.createObjectStore('receipts', { keyPath: 'batchId' });
  fresh.createObjectStore('pauses', { keyPath: 'endpointId' });
}

/** Version 2: perceptual hashes, tombstones, seals, the signing key, bulk runs. */
function createSecond(fresh: Database): void {
  fresh.createObjectStore('pictures', { keyPath: 'n' });
  fresh.createObjectStore('hashOwners', { keyPath: 'n' });
  fresh.createObjectStore('tombstones', { keyPath: 'flagId' });
  const seals = fresh.createObjectStore('seals', { keyPath: 'id' });
  seals.createIndex('session', ['sessionId', 'n'], { unique: true });
  fresh.createObjectStore('keys', { keyPath: 'id' });
  fresh.createObjectStore('bulkRuns', { keyPath: 'id' });
  const items = fresh.createObjectStore('bulkItems', { keyPath: ['runId', 'n'] });
  items.createIndex('state', ['runId', 'state', 'n']);
}
