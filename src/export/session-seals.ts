// A session's seals as they go into an export. Runs in the UI (tab). The private key cannot be read, here or anywhere.
import * as z from 'zod/mini';
import { SealStatement } from '../evidence/seal';
import type { Database, StoredSeal } from '../queue/database';
import type { ExportedSeal } from './exporter';
import { ofSession } from './session-custody';

export async function sealsOf(db: Database, sessionId: string): Promise<ExportedSeal[]> {
  const [seals, key] = await Promise.all([
    db.getAllFromIndex('seals', 'session', ofSession(sessionId)),
    db.get('keys', 'signing'),
  ]);
  return seals.map((seal) => ({
    n: seal.n,
    statement: seal.statement,
    signature: bytesOf(seal.signature),
    // a store that was given a new key cannot show the old one
    publicKey: key !== undefined && key.fingerprint === signerOf(seal) ? bytesOf(key.publicKey) : undefined,
    leaves: seal.leaves,
    reply: seal.timestamp.state === 'granted' ? bytesOf(seal.timestamp.reply) : undefined,
  }));
}

function signerOf({ statement }: StoredSeal): string {
  return z.parse(SealStatement, JSON.parse(statement)).signer;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
