// Who signed a time-stamp, and whether it holds: certificate, signed attributes, signature. Runs anywhere (WebCrypto).
import { OctetString, Sequence } from 'asn1js';
import { type Attribute, type Certificate, CryptoEngine, ExtKeyUsage } from 'pkijs';
import type { Token } from './timestamp-token';

export type SignerFault =
  | 'certificate_missing'
  | 'certificate_expired'
  | 'certificate_purpose'
  | 'signed_attributes_wrong'
  | 'certificate_swapped'
  | 'signature_wrong';

/** With this page's own WebCrypto. */
export const engine = new CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto });

const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const RSA = '1.2.840.113549.1.1.1';

/** Hashes that may carry a signature. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** Signature algorithms that name their own hash, and a weak one. */
const WEAK: readonly string[] = ['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'];

/** What does not hold, all of it. */
export async function signerFaults(token: Token): Promise<SignerFault[]> {
  const { certificate, genTime } = token;
  if (certificate === undefined) return ['certificate_missing'];
  const faults: SignerFault[] = [];
  if (!isValidAt(certificate, genTime)) faults.push('certificate_expired');
  if (!isForTimestamps(certificate)) faults.push('certificate_purpose');
  if (!(await attributesHold(token))) faults.push('signed_attributes_wrong');
  if (!(await namesCertificate(token, certificate))) faults.push('certificate_swapped');
  if (!(await isSigned(token, certificate))) faults.push('signature_wrong');
  return faults;
}

export function isValidAt({ notAfter, notBefore }: Certificate, at: Date): boolean {
  return notBefore.value <= at && at <= notAfter.value;
}

/** RFC 3161 2.3: the extended key usage is critical and names time-stamping, and nothing else. */
function isForTimestamps({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  if (usage?.critical !== true || !(usage.parsedValue instanceof ExtKeyUsage)) return false;
  const { keyPurposes } = usage.parsedValue;
  return keyPurposes.length === 1 && keyPurposes[0] === TIME_STAMPING;
}

/** The one value of a signed attribute that may stand there once. */
function attribute({ signer }: Token, type: string): Attribute['values'][number] | undefined {
  const found = signer.signedAttrs?.attributes.filter((one) => one.type === type) ?? [];
  return found.length === 1 && found[0]?.values.length === 1 ? found[0].values[0] : undefined;
}

async function attributesHold(token: Token): Promise<boolean> {
  const hash = HASHES[token.signer.digestAlgorithm.algorithmId];
  const type: unknown = attribute(token, CONTENT_TYPE)?.valueBlock.toString();
  const digest = attribute(token, MESSAGE_DIGEST);
  if (hash === undefined || type !== TST_INFO || !(digest instanceof OctetString)) return false;
  return isHash(hash, token.content, digest);
}

/** RFC 5816: the signed attributes name the certificate by its hash, so that another with the same key cannot take its place. */
async function namesCertificate(token: Token, certificate: Certificate): Promise<boolean> {
  const [first, old] = [attribute(token, SIGNING_CERTIFICATE_V2), attribute(token, SIGNING_CERTIFICATE)];
  const named = first ?? old;
  // SigningCertificate: a sequence of sequences, the first of which is the signer's: [algorithm,] hash, [issuer]
  const list = named instanceof Sequence ? named.valueBlock.value[0] : undefined;
  const id = list instanceof Sequence ? list.valueBlock.value[0] : undefined;
  if (!(id instanceof Sequence)) return false;
  const hash = id.valueBlock.value.find((part) => part instanceof OctetString);
  if (!(hash instanceof OctetString)) return false;
  const algorithm = first === undefined ? 'SHA-1' : algorithmOf(id);
  return algorithm !== undefined && isHash(algorithm, certificate.toSchema().toBER(), hash);
}

/** Left out where it is SHA-256. */
function algorithmOf({ valueBlock }: Sequence): string | undefined {
  const [first] = valueBlock.value;
  if (first instanceof OctetString) return 'SHA-256';
  const oid = first instanceof Sequence ? first.valueBlock.value[0]?.valueBlock.toString() : undefined;
  return HASHES[String(oid)];
}

async function isHash(
  algorithm: string,
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
  { valueBlock }: OctetString,
): Promise<boolean> {
  const hash = new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
  const given = valueBlock.valueHexView;
  return given.length === hash.length && given.every((byte, i) => byte === hash[i]);
}

async function isSigned({ signer }: Token, certificate: Certificate): Promise<boolean> {
  const { digestAlgorithm, signature, signatureAlgorithm, signedAttrs } = signer;
  const hash = HASHES[digestAlgorithm.algorithmId];
  const { algorithmId } = signatureAlgorithm;
  if (hash === undefined || signedAttrs === undefined || WEAK.includes(algorithmId)) return false;
  const { encodedValue } = signedAttrs;
  const key = certificate.subjectPublicKeyInfo;
  try {
    // bare RSA does not name its hash
    const own = algorithmId === RSA ? hash : undefined;
    return await engine.verifyWithPublicKey(encodedValue, signature, key, signatureAlgorithm, own);
  } catch (error) {
    // an algorithm or a key that WebCrypto does not know: not shown to be signed
    if (error instanceof Error) return false;
    throw error;
  }
}
