// Signatures by a P-256 key that cannot be taken out: making, signing, checking, naming it. Runs anywhere (WebCrypto).
// Signatures are ECDSA with SHA-256 in DER, public keys SubjectPublicKeyInfo in DER: what openssl reads.
import { base64Of } from './base64';
import { type Bytes, derOfRaw, rawOfDer } from './der';
import { sha256 } from './digest';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

type Key = Parameters<typeof crypto.subtle.sign>[1];

export interface SigningPair {
  readonly privateKey: Key;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Bytes;
  readonly fingerprint: string;
}

/** The private half stays with the browser; `extractable` is for a desk, which keeps its key in its database. */
export async function makeSigningPair(extractable = false): Promise<SigningPair> {
  const made = await crypto.subtle.generateKey(CURVE, extractable, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', made.publicKey));
  return { privateKey: made.privateKey, publicKey, fingerprint: await fingerprintOf(publicKey) };
}

/** SHA-256 of the public key's DER, hex: what others pin. `openssl pkey -pubin -outform DER | sha256sum` gives the same. */
export function fingerprintOf(publicKey: Bytes): Promise<string> {
  return sha256(publicKey);
}

export async function signBytes(privateKey: Key, bytes: Bytes): Promise<Bytes> {
  return derOfRaw(new Uint8Array(await crypto.subtle.sign(SIGNATURE, privateKey, bytes)));
}

/** False also for a key or a signature that is none. */
export async function verifySignature(publicKey: Bytes, signature: Bytes, bytes: Bytes): Promise<boolean> {
  const raw = rawOfDer(signature);
  if (raw === undefined) return false;
  const key = await importPublicKey(publicKey);
  return key !== undefined && crypto.subtle.verify(SIGNATURE, key, raw, bytes);
}

async function importPublicKey(publicKey: Bytes): Promise<Key | undefined> {
  try {
    return await crypto.subtle.importKey('spki', publicKey, CURVE, false, ['verify']);
  } catch (error) {
    // every implementation has its own error for bytes that are no key, or a key of another curve
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** A public key as text that openssl reads. */
export function publicKeyPem(publicKey: Uint8Array): string {
  const lines = base64Of(publicKey).match(/.{1,64}/gu) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}
