// This installation's signing key: made once, kept where nobody can take it out. Runs in the UI and the worker.
import { FlagpostError } from '../errors';
import { base64Of } from '../evidence/base64';
import { makeSigningPair, type SigningPair } from '../evidence/signing';
import { type Clock, timeOf } from '../flag/time';
import type { Database, StoredKey } from './database';
import { append } from './log';
import { write } from './transact';

/** The key if there is one; makes none. */
export function readSigningKey(db: Database): Promise<StoredKey | undefined> {
  return db.get('keys', 'signing');
}

/**
 * The key, made now if there is none. Of several contexts that ask at the same moment all get the one that was stored
 * first. Throws key_unavailable when the browser can make none, disk_full when it cannot be kept.
 */
export async function signingKey(db: Database, clock: Clock): Promise<StoredKey> {
  const known = await readSigningKey(db);
  if (known !== undefined) return known;
  // before the transaction: Firefox would end one that waits for anything else than the store
  const { privateKey, publicKey, fingerprint } = await made();
  const madeAt = timeOf(clock.now());
  const fresh: StoredKey = {
    id: 'signing',
    madeAt,
    privateKey,
    publicKey: base64Of(publicKey),
    fingerprint,
  };
  return write(db, ['keys', 'custody'], async (tx) => {
    const first = await tx.objectStore('keys').get('signing');
    if (first !== undefined) return first;
    void tx.objectStore('keys').add(fresh);
    const detail = { fingerprint };
    await append(tx.objectStore('custody'), [
      { at: madeAt, actor: 'flagpost', type: 'key_made', subject: {}, detail },
    ]);
    return fresh;
  });
}

async function made(): Promise<SigningPair> {
  try {
    return await makeSigningPair();
  } catch (error) {
    throw new FlagpostError('key_unavailable', {}, error);
  }
}
