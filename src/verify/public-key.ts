// Keys as text, read strictly: of one value there is one form. Runs anywhere.
import { base64Of, bytesOfBase64 } from '../evidence/base64';
import { publicKeyPem } from '../evidence/signing';

const MARKS = /-----(?:BEGIN|END) PUBLIC KEY-----|\n/gu;

/** The DER of a public key in PEM; undefined for anything that is not written as Flagpost writes it. */
export function keyFromPem(pem: string): Uint8Array<ArrayBuffer> | undefined {
  const der = strictBytes(pem.replace(MARKS, ''));
  return der !== undefined && publicKeyPem(der) === pem ? der : undefined;
}

export function strictBytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = bytesOfBase64(base64);
  return bytes !== undefined && base64Of(bytes) === base64 ? bytes : undefined;
}
