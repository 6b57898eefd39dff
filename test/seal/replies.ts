// What a time-stamp authority answers to a query: the truth by `openssl ts`, and every lie, signed with real keys. Runs in node.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUTHORITY, derOf, type Issued, type Issuer, openssl, readText, TIME_STAMPING } from './certificates';

export const LIES = [
  'wrong_imprint',
  'wrong_nonce',
  'rejection',
  'expired',
  'not_yet_valid',
  'other_purpose',
  'second_purpose',
  'purpose_not_critical',
  'another_root',
  'issued_in_circles',
  'no_certificate',
  'names_no_certificate',
  'certificate_renewed',
  'broken_signature',
  'content_changed',
  'trailing_bytes',
  'garbage',
] as const;
export type Lie = (typeof LIES)[number];

export interface Signers {
  readonly root: Issued;
  readonly honest: Issued;
  readonly others: Readonly<Record<string, Issued>>;
}

export function makeSigners(issuer: Issuer): Signers {
  const root = issuer.root('Test-TSA-Root');
  const elsewhere = issuer.root('Another-Root');
  const stamping = { by: root, extensions: TIME_STAMPING };
  const expired = issuer.issue({
    ...stamping,
    name: 'expired',
    subject: '/CN=renewed',
    from: '20200101000000Z',
    until: '20210101000000Z',
    serial: '0BAD',
  });
  const same = { key: expired.key, subject: '/CN=renewed', serial: '0BAD' };
  const usage = (line: string): string => `extendedKeyUsage=${line}\nkeyUsage=critical,digitalSignature\n`;
  const others = {
    expired,
    renewed: issuer.issue({ ...stamping, ...same, name: 'renewed', until: '20490101000000Z' }),
    not_yet_valid: issuer.issue({ ...stamping, name: 'not_yet_valid', from: '20440101000000Z' }),
    other_purpose: issuer.issue({ by: root, name: 'mail', extensions: usage('critical,emailProtection') }),
    second_purpose: issuer.issue({
      by: root,
      name: 'second',
      extensions: usage('critical,timeStamping,emailProtection'),
    }),
    purpose_not_critical: issuer.issue({ by: root, name: 'lax', extensions: usage('timeStamping') }),
    another_root: issuer.issue({ by: elsewhere, name: 'foreign', extensions: TIME_STAMPING }),
    issued_in_circles: circle(issuer),
  };
  const honest = issuer.issue({ ...stamping, name: 'Test-TSA' });
  return { root, honest, others };
}

/** Two authorities that issued each other, and a certificate by one of them: a search upwards finds no end. */
function circle(issuer: Issuer): Issued {
  const [a, b] = [issuer.root('circle-a'), issuer.root('circle-b')];
  const issued = { extensions: AUTHORITY };
  const ab = issuer.issue({ ...issued, name: 'circle-ab', by: b, key: a.key, subject: '/CN=circle-a' });
  const ba = issuer.issue({ ...issued, name: 'circle-ba', by: a, key: b.key, subject: '/CN=circle-b' });
  const chain = [ab, ba].map(({ certificate }) => readText(issuer.folder, certificate)).join('');
  writeFileSync(join(issuer.folder, 'circle.pem'), chain);
  return issuer.issue({ name: 'circle', by: a, extensions: TIME_STAMPING });
}

const CONFIG = (digests: string): string => `[tsa]
default_tsa = one
[one]
serial = stamps.txt
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = ${digests}
accuracy = secs:1
ess_cert_id_alg = sha256
`;

export function prepare({ folder }: Issuer): void {
  writeFileSync(join(folder, 'tsa.cnf'), CONFIG('sha256'));
  writeFileSync(join(folder, 'refusing.cnf'), CONFIG('sha512'));
  writeFileSync(join(folder, 'stamps.txt'), '01');
}

/** One at a time: openssl counts its stamps in a file. */
export function replyTo(issuer: Issuer, signers: Signers, query: Uint8Array, lie: Lie | undefined): Buffer {
  const { folder } = issuer;
  if (lie === 'garbage') return Buffer.from('<html>Sign in to use this network</html>');
  writeFileSync(join(folder, 'query.tsq'), queryOf(query, lie));
  const config = lie === 'rejection' ? 'refusing.cnf' : 'tsa.cnf';
  const honest = stamp(folder, signers.honest, config);
  const other = lie === undefined ? undefined : signers.others[lie];
  if (lie === 'issued_in_circles') return stamp(folder, signers.others[lie]!, config, '-chain', 'circle.pem');
  if (lie === 'expired' || lie === 'not_yet_valid' || lie === 'another_root')
    return stamp(folder, other!, config);
  // openssl stamps with no certificate for another purpose: the same content is signed as any CMS is
  if (other !== undefined) return signedBy(folder, honest, other, '-cades');
  switch (lie) {
    case 'no_certificate':
      return signedBy(folder, honest, signers.honest, '-cades', '-nocerts');
    case 'names_no_certificate':
      return signedBy(folder, honest, signers.honest);
    case 'certificate_renewed':
      return renewed(folder, signers, stamp(folder, signers.others.expired!, config));
    case 'broken_signature':
      return flipped(honest, honest.length - 3);
    case 'content_changed':
      return flipped(honest, honest.indexOf('Z\x30', 0, 'latin1') - 1);
    case 'trailing_bytes':
      return Buffer.concat([honest, Buffer.from([0, 0])]);
    default:
      return honest;
  }
}

/** version, imprint (algorithm, 32 bytes), nonce, certReq: the imprint ends at 59 - 3 - nonce. */
function queryOf(query: Uint8Array, lie: Lie | undefined): Uint8Array {
  const changed = Uint8Array.from(query);
  const [imprint, nonce] = [30, changed.length - 4];
  if (lie === 'wrong_imprint') changed[imprint] = changed[imprint]! ^ 1;
  if (lie === 'wrong_nonce') changed[nonce] = changed[nonce]! ^ 1;
  return changed;
}

function stamp(folder: string, { certificate, key }: Issued, config: string, ...more: string[]): Buffer {
  const files = ['-queryfile', 'query.tsq', '-out', 'reply.tsr', '-signer', certificate, '-inkey', key];
  openssl(folder, 'ts', '-reply', '-config', config, ...files, ...more);
  return readFileSync(join(folder, 'reply.tsr'));
}

function signedBy(folder: string, honest: Buffer, { certificate, key }: Issued, ...more: string[]): Buffer {
  writeFileSync(join(folder, 'reply.tsr'), honest);
  openssl(folder, 'ts', '-reply', '-in', 'reply.tsr', '-token_out', '-out', 'token.der');
  openssl(folder, 'cms', '-verify', '-noverify', '-in', 'token.der', '-inform', 'DER', '-out', 'info.der');
  const type = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-md', 'sha256', '-nosmimecap'];
  const files = ['-in', 'info.der', '-out', 'signed.der', '-signer', certificate, '-inkey', key];
  openssl(folder, 'cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', ...type, ...files, ...more);
  return granted(readFileSync(join(folder, 'signed.der')));
}

/** TimeStampResp: status granted, and the token. */
function granted(token: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([0x30, 3, 2, 1, 0]), token]);
  return Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

/** The expired certificate that signed gives way to one of the same name, number and key that is valid. */
function renewed(folder: string, { others }: Signers, reply: Buffer): Buffer {
  const [old, fresh] = [others.expired!, others.renewed!].map(({ certificate }) =>
    derOf(readText(folder, certificate)),
  );
  const at = reply.indexOf(old!);
  if (at < 0 || old!.length !== fresh!.length) throw new Error('the two certificates are not of one form');
  return Buffer.concat([reply.subarray(0, at), fresh!, reply.subarray(at + old!.length)]);
}

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 1;
  return changed;
}
