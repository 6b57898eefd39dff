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

export interface FlagpostDB extends DBSchema {
  intents: { key: string; value: Intent };
  captures: {
    key: string;
    value: Capture;
    indexes: { session: [string, number]; dedupeKeys: string };
  };
  artefacts: { key: string; value: Artefact; indexes: { flag: [string, number] } };
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
}

export type Database = IDBPDatabase<FlagpostDB>;
export type { Collector };

export const DATABASE_NAME = 'flagpost';
const VERSION = 1;

/**
 * Opens the database. It closes itself when a newer version of the extension wants to upgrade it, and the browser closes
 * it when the disk fails under it (Chromium, full disk); `onClosed` hears of both: whoever needs it opens it anew.
 */
export async function openDatabase(name: string = DATABASE_NAME, onClosed?: () => void): Promise<Database> {
  return openDB<FlagpostDB>(name, VERSION, {
    upgrade(fresh) {
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
    },
    blocking(_current, _blocked, event) {
      const target = event.target;
      if (target instanceof IDBDatabase) target.close();
      onClosed?.();
    },
    terminated: () => onClosed?.(),
  });
}
