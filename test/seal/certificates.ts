// Roots and certificates of time-stamp authorities, made by openssl in a folder of their own: a true one, and really different
// ones for each lie. Runs in node.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Issued {
  /** Paths. */
  readonly key: string;
  readonly certificate: string;
}

export interface Issuer {
  readonly folder: string;
  root(name: string, key?: string): Issued;
  issue(wanted: Wanted): Issued;
}

interface Wanted {
  readonly name: string;
  readonly by: Issued;
  /** Lines of an openssl extension section. */
  readonly extensions: string;
  /** Path of a key; a new one otherwise. */
  readonly key?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
  readonly serial?: string;
}

export const TIME_STAMPING = 'extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n';
export const AUTHORITY = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n';

/** Why there is no authority here; undefined when there can be one. */
export function opensslMissing(): string | undefined {
  try {
    execFileSync('openssl', ['ts', '-help'], { stdio: 'ignore' });
    return undefined;
  } catch {
    // not installed, or built without time-stamps
    return 'openssl is not installed, or knows no time-stamps (apt-get install openssl)';
  }
}

export function openssl(folder: string, ...args: readonly string[]): Buffer {
  return execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

const CA_CONFIG = `[ca]
default_ca = one
[one]
database = index.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
`;

/** From RSA keys, so that certificates of one form have one length. */
export function issuerIn(folder: string): Issuer {
  writeFileSync(join(folder, 'ca.cnf'), CA_CONFIG);
  let serial = 16;
  const keyOf = (name: string, algorithm: 'RSA' | 'EC'): string => {
    const curve = algorithm === 'EC' ? 'ec_paramgen_curve:P-256' : 'rsa_keygen_bits:2048';
    openssl(folder, 'genpkey', '-algorithm', algorithm, '-pkeyopt', curve, '-out', `${name}.key`);
    return `${name}.key`;
  };
  return {
    folder,
    root(name, key = keyOf(name, 'RSA')) {
      const certificate = `${name}.crt`;
      const subject = ['-subj', `/CN=${name}`, '-days', '3650'];
      openssl(folder, 'req', '-x509', '-new', '-key', key, '-out', certificate, ...subject);
      return { key, certificate };
    },
    issue({
      by,
      extensions,
      from = '20250101000000Z',
      key,
      name,
      subject,
      until = '20450101000000Z',
      ...rest
    }) {
      const own = key ?? keyOf(name, 'EC');
      serial += 1;
      writeFileSync(join(folder, 'index.txt'), '');
      writeFileSync(join(folder, 'serial.txt'), rest.serial ?? serial.toString(16).padStart(4, '0'));
      writeFileSync(join(folder, 'ext.cnf'), extensions);
      const names = ['-subj', subject ?? `/CN=${name}/O=Flagpost tests`];
      openssl(folder, 'req', '-new', '-key', own, '-out', 'request.csr', ...names);
      const signer = ['-cert', by.certificate, '-keyfile', by.key];
      const files = ['-in', 'request.csr', '-out', `${name}.crt`, '-extfile', 'ext.cnf'];
      const times = ['-startdate', from, '-enddate', until];
      openssl(folder, 'ca', '-batch', '-notext', '-config', 'ca.cnf', ...signer, ...files, ...times);
      return { key: own, certificate: `${name}.crt` };
    },
  };
}

export function readText(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** The DER in a PEM. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/gu, ''), 'base64');
}
