// The desk's word that it saw our log: whether it holds, and is about this batch. Runs in the worker.
// One that does not hold changes nothing about the flags: the receipt stands, is kept as it came, and the fault is noted.
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { bytesOfBase64 } from '../evidence/base64';
import { fingerprintOf, verifySignature } from '../evidence/signing';
import type { StoredReceipt } from '../queue/database';
import { Countersignature, type Receipt } from '../wire/receipt';
import type { Envelope } from './transport';

/** A receipt as it came: a countersignature of another form than agreed does not make it void. */
export type ReceivedReceipt = Omit<Receipt, 'countersignature'> & { readonly countersignature?: unknown };

/** Undefined when the desk gave none. */
export async function checkCountersignature(
  { countersignature, receivedAt }: ReceivedReceipt,
  sent: Envelope,
): Promise<StoredReceipt['countersigned']> {
  if (countersignature === undefined) return undefined;
  const { data } = z.safeParse(Countersignature, countersignature);
  if (data === undefined || data.receivedAt !== receivedAt || !isAbout(data, sent)) return { holds: false };
  const publicKey = bytesOfBase64(data.publicKey);
  if (publicKey === undefined || !(await isSigned(data, publicKey))) return { holds: false };
  return { holds: true, desk: await fingerprintOf(publicKey) };
}

function isAbout({ batchId, custodyHead, signer }: Countersignature, sent: Envelope): boolean {
  const sameHead = custodyHead.n === sent.custodyHead.n && custodyHead.hash === sent.custodyHead.hash;
  return batchId === sent.batchId && sameHead && signer === sent.signer;
}

async function isSigned(
  { signature, ...claims }: Countersignature,
  publicKey: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const der = bytesOfBase64(signature);
  const text = canonicalize(claims);
  if (der === undefined || text === undefined) return false;
  return verifySignature(publicKey, der, new TextEncoder().encode(text));
}
