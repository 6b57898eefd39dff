// The desk's own signing key, and its word that it saw a log's head: what makes a signer known to others. Runs in node.
// Kept in the database: desks that share one share the key, and whoever can write there could forge arrivals anyway.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { base64Of, bytesOfBase64 } from '../evidence/base64';
import { makeSigningPair, signBytes } from '../evidence/signing';
import type { Countersignature } from '../wire/receipt';
import { type Database, rowsOf } from './database';

export interface DeskKey {
  /** SHA-256 of the public key's DER, hex: what others pin. */
  readonly fingerprint: string;
  countersign(seen: Seen): Promise<Countersignature>;
}

/** What the desk signs that it saw, and when. */
export type Seen = Omit<Countersignature, 'publicKey' | 'signature'>;

const Row = z.object({ private_key: z.string(), public_key: z.string(), fingerprint: z.string() });
const READ = 'select private_key, public_key, fingerprint from desk_key';
const ADD = `insert into desk_key (private_key, public_key, fingerprint, made_at) values ($1, $2, $3, $4)
  on conflict do nothing`;

/** Makes the key on the first start. Of desks that start together all take the one that was stored first. */
export async function deskKeyIn(database: Database, now: () => number): Promise<DeskKey> {
  const known = await rowsOf(database, Row, READ);
  if (known.length === 0) await addKey(database, new Date(now()));
  const [row] = known.length === 0 ? await rowsOf(database, Row, READ) : known;
  const bytes = bytesOfBase64(row?.private_key ?? '');
  if (row === undefined || bytes === undefined) throw new Error('The key in the database is damaged.');
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, curve, false, ['sign']);
  return {
    fingerprint: row.fingerprint,
    countersign: async (seen) => {
      const claims = { ...seen, publicKey: row.public_key };
      const text = canonicalize(claims);
      if (text === undefined) throw new TypeError('no canonical JSON');
      const signature = await signBytes(privateKey, new TextEncoder().encode(text));
      return { ...claims, signature: base64Of(signature) };
    },
  };
}

async function addKey(database: Database, at: Date): Promise<void> {
  const { fingerprint, privateKey, publicKey } = await makeSigningPair(true);
  const bytes = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  await database.query(ADD, [base64Of(bytes), base64Of(publicKey), fingerprint, at]);
}
