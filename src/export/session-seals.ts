// A session's seals as they go into an export. Runs in the UI (tab). The private key cannot be read, here or anywhere.
import * as z from 'zod/mini';
import { bytesOfBase64 } from '../evidence/base64';
import { SealStatement } from '../evidence/seal';
import type { Database, StoredSeal } from '../queue/database';
import type { ExportedSeal, SealsAt } from './exporter';
import { ofSession } from './session-custody';

export async function sealsOf(db: Database, sessionId: string): Promise<SealsAt> {
  const tx = db.transaction(['seals', 'keys', 'custody']);
  const [stored, key, last] = await Promise.all([
    tx.objectStore('seals').index('session').getAll(ofSession(sessionId)),
    tx.objectStore('keys').get('signing'),
    tx.objectStore('custody').openKeyCursor(null, 'prev'),
  ]);
  const seals = stored.map(
    (seal): ExportedSeal => ({
      n: seal.n,
      statement: seal.statement,
      signature: bytesOf(seal.signature),
      // a store that was given a new key cannot show the old one
      publicKey: key !== undefined && key.fingerprint === signerOf(seal) ? bytesOf(key.publicKey) : undefined,
      leaves: seal.leaves,
      reply: seal.timestamp.state === 'granted' ? bytesOf(seal.timestamp.reply) : undefined,
    }),
  );
  return { seals, head: last?.key ?? -1 };
}

function signerOf({ statement }: StoredSeal): string {
  return z.parse(SealStatement, JSON.parse(statement)).signer;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOfBase64(base64);
  if (bytes === undefined) throw new TypeError('a stored seal is no base64');
  return bytes;
}
