// Reads an authority's reply (RFC 3161 TimeStampResp) into what is to be checked. Runs anywhere. Judges nothing but its form.
import { fromBER } from 'asn1js';
import {
  Certificate,
  type ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import type { Bytes } from './der';

export interface Token {
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array | undefined;
  readonly genTime: Date;
  readonly policy: string;
  readonly serial: string;
  readonly tsaName: string;
  /** The bytes of the TSTInfo, which are what is signed. */
  readonly content: Bytes;
  readonly signer: SignerInfo;
  /** By the signer's own naming of it. */
  readonly certificate: Certificate | undefined;
  /** All that came along, the signer's among them. */
  readonly certificates: readonly Certificate[];
}

export type Reading = { readonly token: Token } | { readonly fault: 'garbage' | 'not_granted' };

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
/** granted, grantedWithMods */
const GRANTED: readonly number[] = [0, 1];
/** More than any authority needs; each costs time in the search for a chain. */
const CERTIFICATES_MAX = 10;

export function readReply(bytes: Bytes): Reading {
  try {
    return read(bytes);
  } catch (error) {
    // pkijs and asn1js throw errors of many kinds, all for bytes that are not what they should be
    if (error instanceof Error) return { fault: 'garbage' };
    throw error;
  }
}

function read(bytes: Bytes): Reading {
  const { offset, result } = fromBER(bytes);
  // -1 for what is no ASN.1; less than all when something follows it
  if (offset !== bytes.length) return { fault: 'garbage' };
  const { status, timeStampToken } = new TimeStampResp({ schema: result });
  if (!GRANTED.includes(status.status)) return { fault: 'not_granted' };
  if (timeStampToken === undefined) return { fault: 'garbage' };
  const token = tokenOf(timeStampToken);
  return token === undefined ? { fault: 'garbage' } : { token };
}

function tokenOf({ contentType, content: signedData }: ContentInfo): Token | undefined {
  if (contentType !== SIGNED_DATA) return undefined;
  const { certificates: items = [], encapContentInfo, signerInfos } = new SignedData({ schema: signedData });
  const { eContent, eContentType } = encapContentInfo;
  const [signer] = signerInfos;
  if (eContentType !== TST_INFO || eContent === undefined || signer === undefined || signerInfos.length > 1)
    return undefined;
  const content = new Uint8Array(eContent.getValue());
  const info = TSTInfo.fromBER(content);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const certificates = items.filter((one) => one instanceof Certificate);
  if (hashAlgorithm.algorithmId !== SHA_256 || certificates.length > CERTIFICATES_MAX) return undefined;
  const certificate = certificates.find((one) => isNamed(signer, one));
  return {
    imprint: hashedMessage.valueBlock.valueHexView,
    nonce: info.nonce?.valueBlock.valueHexView,
    genTime: info.genTime,
    policy: info.policy,
    serial: hexOf(info.serialNumber.valueBlock.valueHexView),
    tsaName: certificate === undefined ? '' : nameOf(certificate),
    content,
    signer,
    certificate,
    certificates,
  };
}

function isNamed({ sid }: SignerInfo, certificate: Certificate): boolean {
  // the other form, by key identifier, is not used for time-stamps: ESSCertID names the certificate as well
  if (!(sid instanceof IssuerAndSerialNumber)) return false;
  return certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber);
}

const LABELS: Readonly<Record<string, string>> = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.6': 'C' };

function nameOf({ subject }: Certificate): string {
  const parts = subject.typesAndValues.flatMap(({ type, value }) => {
    const label = LABELS[type];
    return label === undefined ? [] : [`${label}=${String(value.valueBlock.value)}`];
  });
  return parts.join(', ').slice(0, 200).toWellFormed();
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
