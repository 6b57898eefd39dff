// Whether a time-stamp's certificate leads to a root that is relied on. Runs anywhere (WebCrypto). Knows no revocation.
// A search of our own: pkijs's does not end for certificates that issued each other.
import { BitString } from 'asn1js';
import { BasicConstraints, Certificate } from 'pkijs';
import { bytesOfBase64 } from './base64';
import { engine, isValidAt } from './timestamp-signer';
import type { Token } from './timestamp-token';

const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
/** Critical extensions that are heeded here, or that say nothing about a path. */
const HEEDED: readonly string[] = [BASIC_CONSTRAINTS, KEY_USAGE, '2.5.29.37', '2.5.29.32'];
const KEY_CERT_SIGN = 0x04;
const BLOCK = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/gu;

/** The certificates in a PEM text; what is none is left out. */
export function rootsOf(pem: string): Certificate[] {
  return [...pem.matchAll(BLOCK)].flatMap(([, body = '']) => {
    const bytes = bytesOfBase64(body.replace(/\s/gu, ''));
    try {
      return bytes === undefined ? [] : [Certificate.fromBER(bytes)];
    } catch (error) {
      // one of many errors that pkijs has for what is no certificate
      if (error instanceof Error) return [];
      throw error;
    }
  });
}

/** Looks at each certificate once, from the signer's upwards. All must have been valid at the time that is stamped. */
export async function isTrusted(token: Token, roots: readonly Certificate[]): Promise<boolean> {
  const { certificate, certificates, genTime } = token;
  if (certificate === undefined || !isValidAt(certificate, genTime)) return false;
  const valid = (one: Certificate): boolean => isValidAt(one, genTime) && isUnderstood(one);
  const trusted = roots.filter(valid);
  if (trusted.some((root) => isSame(root, certificate))) return true;
  const left = new Set(certificates.filter((one) => one !== certificate && valid(one)));
  let below = isUnderstood(certificate) ? [certificate] : [];
  for (let depth = 0; below.length > 0; depth += 1) {
    const next: Certificate[] = [];
    for (const child of below) {
      for (const root of trusted) if (await isIssuer(root, child, depth)) return true;
      for (const one of left) {
        if (!(await isIssuer(one, child, depth))) continue;
        left.delete(one);
        next.push(one);
      }
    }
    below = next;
  }
  return false;
}

function isSame(a: Certificate, b: Certificate): boolean {
  return a.tbsView.length === b.tbsView.length && a.tbsView.every((byte, i) => byte === b.tbsView[i]);
}

function isUnderstood({ extensions = [] }: Certificate): boolean {
  return extensions.every(({ critical, extnID }) => !critical || HEEDED.includes(extnID));
}

/** `depth`: how many authorities stand between it and the signer. */
async function isIssuer(issuer: Certificate, child: Certificate, depth: number): Promise<boolean> {
  if (!issuer.subject.isEqual(child.issuer) || !mayIssue(issuer, depth)) return false;
  try {
    return await child.verify(issuer, engine);
  } catch (error) {
    // an algorithm that WebCrypto does not know: not shown to be its issuer
    if (error instanceof Error) return false;
    throw error;
  }
}

function mayIssue({ extensions = [] }: Certificate, depth: number): boolean {
  const find = (id: string): unknown => extensions.find(({ extnID }) => extnID === id)?.parsedValue;
  const basic = find(BASIC_CONSTRAINTS);
  if (!(basic instanceof BasicConstraints) || !basic.cA) return false;
  const { pathLenConstraint: most } = basic;
  if (typeof most === 'number' && depth > most) return false;
  const usage = find(KEY_USAGE);
  return !(usage instanceof BitString) || ((usage.valueBlock.valueHexView[0] ?? 0) & KEY_CERT_SIGN) > 0;
}
