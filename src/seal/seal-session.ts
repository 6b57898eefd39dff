// Seals a session: all that is recorded of it at one moment, under one signature of this installation. Runs in the UI.
// Adds a seal, never replaces one. The time-stamp comes later (stamp.ts): sealing needs no network.
import { FlagpostError } from '../errors';
import { base64Of } from '../evidence/base64';
import { sha256Text } from '../evidence/digest';
import { treeOfHashes } from '../evidence/merkle';
import { type SealStatement, statementText } from '../evidence/seal';
import { signBytes } from '../evidence/signing';
import { type Clock, timeOf } from '../flag/time';
import type { Database, StoredKey, StoredSeal } from '../queue/database';
import { signingKey } from '../queue/keys';
import { addSeal, lastSeal } from '../queue/seals';
import type { Settings } from '../settings';
import { gatherLeaves } from './gather';

export interface SealDeps {
  readonly clock: Clock;
  /** Pseudonym of the analyst. */
  readonly actor: string;
  readonly settings: Pick<Settings, 'timestampUrl'>;
  readonly extensionVersion: string;
  /** Hears how many of the session's flags are read; a large one takes a while. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Aborted: nothing is stored and the reason is thrown. Once the signature is under way it is too late. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Throws FlagpostError session_empty, not_found, key_unavailable or disk_full, and nothing is stored then. Flags that come
 * while it works are in it or not, but always as the custody log had them at the moment that the seal names.
 */
export async function sealSession(db: Database, sessionId: string, deps: SealDeps): Promise<StoredSeal> {
  const session = await db.get('sessions', sessionId);
  if (session === undefined) throw new FlagpostError('not_found');
  if (session.nextSeq === 1) throw new FlagpostError('session_empty');
  // before the leaves, so that the log's head which the seal names comes after the key's own event
  const key = await signingKey(db, deps.clock);
  for (;;) {
    const seal = await sealOnce(db, sessionId, key, deps);
    // undefined: another window sealed at the same time, and this one comes after it
    if (seal !== undefined) return seal;
  }
}

async function sealOnce(
  db: Database,
  sessionId: string,
  key: StoredKey,
  { actor, clock, extensionVersion, onProgress, settings, signal }: SealDeps,
): Promise<StoredSeal | undefined> {
  const before = await lastSeal(db, sessionId);
  const { custodyHead, hashes, leafCount, leaves } = await gatherLeaves(db, sessionId, onProgress, signal);
  const statement: SealStatement = {
    schemaVersion: 1,
    type: 'flagpost-seal',
    sealId: clock.id(),
    sessionId,
    n: (before?.n ?? 0) + 1,
    sealedAt: timeOf(clock.now()),
    merkleRoot: treeOfHashes(hashes).root,
    leafCount,
    custodyHead,
    ...(before === undefined ? {} : { previous: sha256Text(before.statement) }),
    signer: key.fingerprint,
    extensionVersion,
  };
  const seal = await signed(statement, key, leaves, settings);
  return (await addSeal(db, seal, entryOf(statement, actor))) ? seal : undefined;
}

async function signed(
  statement: SealStatement,
  key: StoredKey,
  leaves: Blob,
  { timestampUrl }: SealDeps['settings'],
): Promise<StoredSeal> {
  const text = statementText(statement);
  return {
    id: statement.sealId,
    sessionId: statement.sessionId,
    n: statement.n,
    statement: text,
    signature: base64Of(await signatureOf(key, text)),
    leaves,
    timestamp:
      timestampUrl === undefined ? { state: 'none' } : { state: 'queued', url: timestampUrl, attempts: 0 },
  };
}

async function signatureOf({ privateKey }: StoredKey, text: string): Promise<Uint8Array> {
  try {
    return await signBytes(privateKey, new TextEncoder().encode(text));
  } catch (error) {
    throw new FlagpostError('key_unavailable', {}, error);
  }
}

function entryOf(statement: SealStatement, actor: string): Parameters<typeof addSeal>[2] {
  const { leafCount, merkleRoot, n, sealedAt, sealId, sessionId, signer } = statement;
  const statementSha256 = sha256Text(statementText(statement));
  return {
    at: sealedAt,
    actor,
    type: 'sealed',
    subject: { sessionId },
    detail: { sealId, n, merkleRoot, leafCount, statementSha256, signer },
  };
}
