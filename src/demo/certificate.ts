// A self-signed TLS certificate, made on the spot for servers on loopback. Runs in node.
// For demo and tests only: nobody is meant to trust it, the browser is told not to ask.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly cert: string;
}

const DAY_MS = 86_400_000;
const OID_COMMON_NAME = '550403';
const OID_SUBJECT_ALT_NAME = '551d11';
const OID_ECDSA_SHA256 = '2a8648ce3d040302';

/** DER: tag, length, contents. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const bytes = body.length < 0x80 ? [] : lengthBytes(body.length);
  const length = bytes.length === 0 ? [body.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function lengthBytes(length: number): number[] {
  return length === 0 ? [] : [...lengthBytes(length >> 8), length & 0xff];
}

const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);

/** UTCTime, YYMMDDHHMMSSZ. */
function time(ms: number): Buffer {
  return der(
    0x17,
    Buffer.from(
      `${new Date(ms)
        .toISOString()
        .replace(/[-:T]|\.\d+/gu, '')
        .slice(2)}`,
    ),
  );
}

/** A certificate for these host names, good for a year from `now`. */
export function selfSigned(hosts: readonly string[], now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(
    der(0x31, sequence(oid(OID_COMMON_NAME), der(0x0c, Buffer.from('Flagpost on loopback')))),
  );
  const altNames = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const algorithm = sequence(oid(OID_ECDSA_SHA256));
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, serial),
    algorithm,
    name,
    sequence(time(now - DAY_MS), time(now + 365 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(oid(OID_SUBJECT_ALT_NAME), der(0x04, altNames)))),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  const base64 = certificate.toString('base64').replace(/.{64}/gu, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}
