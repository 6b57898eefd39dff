// What the desk keeps: batches with their answers, flags, revisions, and which artefacts are awaited. Runs in node.
// One SQL for PostgreSQL and PGlite. A batch is one transaction: its flags and its answer are stored together or not at all.
import * as z from 'zod/mini';
import type { BatchEnvelope } from '../wire/batch';
import type { Receipt } from '../wire/receipt';
import { type Arrivals, arrivals } from './arrivals';
import type { Incoming } from './check-flag';
import { type Database, rowsOf, type Sql } from './database';
import { decide } from './decide';
import { heldOf, storedOf, write } from './intake';
import type { DeskKey, Seen } from './key';

/** The desk's clock, what names its receipts and flags, and what signs its receipts. */
export interface Sources extends Pick<DeskKey, 'countersign'> {
  readonly now: () => number;
  readonly id: () => string;
}

type Envelope = z.infer<typeof BatchEnvelope>;

/** A batch whose envelope is in order. */
export interface Delivery {
  readonly key: string;
  readonly bodySha256: string;
  readonly batchId: string;
  /** Of the sender's custody log, and the key that the sender says it seals with. */
  readonly custodyHead: Envelope['custodyHead'];
  readonly signer?: string | undefined;
  /** JSON of the envelope without its flags. */
  readonly envelope: string;
  readonly incoming: readonly Incoming[];
}

/** `answer` is the exact text of the receipt, the same for the first answer and for every replay. */
export type Reception =
  | { readonly state: 'answered'; readonly answer: string }
  | { readonly state: 'in_progress' }
  | { readonly state: 'key_reused' };

export interface ArtefactRecord {
  readonly mediaType: string;
  readonly stored: boolean;
}

export interface Store {
  receive(delivery: Delivery, sources: Sources): Promise<Reception>;
  /** What is known of an artefact that a flag named; undefined for any other digest. */
  artefact(sha256: string): Promise<ArtefactRecord | undefined>;
  /** To be called once the bytes are durable, never before. */
  markStored(sha256: string, at: Date): Promise<void>;
  /** A page of flags, newest first, those before `before` when it is given. */
  arrivals(before: number | undefined, limit: number): Promise<Arrivals>;
  close(): Promise<void>;
}

const Known = z.object({ body_sha256: z.string(), answer: z.string() });
const Lock = z.object({ taken: z.boolean() });
const Artefact = z.object({ media_type: z.string(), stored: z.boolean() });

/** One desk at a time answers for a key; the others say so instead of waiting. */
const KEY_LOCK = 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken';
/** Batches are decided one after another on the whole database: two sightings of a post never miss each other. */
const INTAKE_LOCK = 'select pg_advisory_xact_lock(4711, 2)';
const KNOWN = 'select body_sha256, answer from batches where idempotency_key = $1';
const ADD_BATCH = `insert into batches
    (receipt_id, idempotency_key, body_sha256, batch_id, envelope, received_at, answer)
  values ($1, $2, $3, $4, $5, $6, $7)`;

async function take(sql: Sql, delivery: Delivery, { countersign, id, now }: Sources): Promise<string> {
  await sql.query(INTAKE_LOCK);
  const flags = delivery.incoming.flatMap((one) => (one.ok ? [one.flag] : []));
  const decisions = decide(delivery.incoming, await heldOf(sql, flags), id);
  const writes = decisions.flatMap((decision) => (decision.write === undefined ? [] : [decision.write]));
  const named = [...new Set(writes.flatMap(({ flag }) => flag.artefacts.map(({ sha256 }) => sha256)))];
  const stored = await storedOf(sql, named);
  const at = new Date(now());
  const receipt: Receipt = {
    receiptId: id(),
    batchId: delivery.batchId,
    receivedAt: at.toISOString(),
    results: decisions.map(({ result }) => result),
    missing: named.filter((sha256) => !stored.has(sha256)),
    countersignature: await countersign(seenIn(delivery, at.toISOString())),
  };
  const answer = JSON.stringify(receipt);
  const { key, bodySha256, batchId, envelope } = delivery;
  await sql.query(ADD_BATCH, [receipt.receiptId, key, bodySha256, batchId, envelope, at, answer]);
  await write(sql, writes, receipt.receiptId, at);
  return answer;
}

function seenIn({ batchId, custodyHead, signer }: Delivery, receivedAt: string): Seen {
  return { batchId, custodyHead, ...(signer === undefined ? {} : { signer }), receivedAt };
}

async function receive(sql: Sql, delivery: Delivery, sources: Sources): Promise<Reception> {
  const [lock] = await rowsOf(sql, Lock, KEY_LOCK, [delivery.key]);
  if (lock?.taken !== true) return { state: 'in_progress' };
  const [known] = await rowsOf(sql, Known, KNOWN, [delivery.key]);
  if (known === undefined) return { state: 'answered', answer: await take(sql, delivery, sources) };
  if (known.body_sha256 !== delivery.bodySha256) return { state: 'key_reused' };
  return { state: 'answered', answer: known.answer };
}

const ARTEFACT = 'select media_type, stored_at is not null as stored from artefacts where sha256 = $1';
const MARK = 'update artefacts set stored_at = coalesce(stored_at, $2) where sha256 = $1';

/** Takes over a database that is migrated; closing the store closes it. */
export function createStore(database: Database): Store {
  // PGlite has one session, in which a lock is never refused: the same answer is given from here
  const inProgress = new Set<string>();
  return {
    receive: async (delivery, sources) => {
      if (inProgress.has(delivery.key)) return { state: 'in_progress' };
      inProgress.add(delivery.key);
      try {
        return await database.transaction((sql) => receive(sql, delivery, sources));
      } finally {
        inProgress.delete(delivery.key);
      }
    },
    artefact: async (sha256) => {
      const [row] = await rowsOf(database, Artefact, ARTEFACT, [sha256]);
      return row && { mediaType: row.media_type, stored: row.stored };
    },
    markStored: async (sha256, at) => {
      await database.query(MARK, [sha256, at]);
    },
    arrivals: (before, limit) => arrivals(database, before, limit),
    close: () => database.close(),
  };
}
