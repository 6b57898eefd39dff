// Signatures are what openssl reads, in the one DER form of each, and hold for exactly the bytes that were signed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derOfRaw, rawOfDer } from '../../src/evidence/der';
import {
  fingerprintOf,
  makeSigningPair,
  publicKeyPem,
  signBytes,
  verifySignature,
} from '../../src/evidence/signing';
import { openssl, opensslMissing } from '../seal/certificates';

const bytes = new TextEncoder().encode('{"type":"flagpost-seal"}');
const number = (...tail: number[]): Uint8Array => {
  const value = new Uint8Array(32);
  value.set(tail, 32 - tail.length);
  return value;
};
const raw = (r: Uint8Array, s: Uint8Array): Uint8Array => Uint8Array.of(...r, ...s);
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

it.each([
  ['small numbers lose their zeros', raw(number(1), number(0x7f)), '300602010102017f'],
  ['a high bit is given a zero', raw(number(0x80), number(0xff, 0)), '300902020080020300ff00'],
  ['nothing is one zero', raw(number(), number(1)), '3006020100020101'],
])('%s, and back', (_what, given, der) => {
  expect(Buffer.from(derOfRaw(given)).toString('hex')).toBe(der);
  expect(rawOfDer(hex(der))).toEqual(given);
});

it.each([
  ['a number with a zero too many', '30070202000102010f'],
  ['a negative number', '300602018102010f'],
  ['an empty number', '3005020002010f'],
  ['bytes after it', '300602010102010f00'],
  ['a length that runs over', '300702010102010f'],
  ['a length in the long form', '30810602010102010f'],
  ['one number', '3003020101'],
  ['three numbers', '300902010102010f02010f'],
  ['a number of 33 bytes', `3026022101${'00'.repeat(32)}020101`],
  ['another type', '310602010102010f'],
  ['nothing', ''],
])('%s is no signature', (_what, der) => {
  expect(rawOfDer(hex(der))).toBeUndefined();
});

it('a signature holds for its bytes and its key, and for no others', async () => {
  const pair = await makeSigningPair();
  const other = await makeSigningPair();
  const signature = await signBytes(pair.privateKey, bytes);
  expect(await verifySignature(pair.publicKey, signature, bytes)).toBe(true);
  expect(await verifySignature(pair.publicKey, signature, bytes.slice(1))).toBe(false);
  expect(await verifySignature(other.publicKey, signature, bytes)).toBe(false);
  expect(await verifySignature(pair.publicKey, signature.slice(0, -1), bytes)).toBe(false);
  expect(await verifySignature(Uint8Array.of(1, 2), signature, bytes)).toBe(false);
});

it('many signatures all have their one form, whatever their first bits', async () => {
  const { privateKey, publicKey } = await makeSigningPair();
  for (let n = 0; n < 64; n += 1) {
    const signature = await signBytes(privateKey, bytes);
    expect(derOfRaw(rawOfDer(signature)!)).toEqual(signature);
    expect(await verifySignature(publicKey, signature, bytes)).toBe(true);
  }
});

it('the private half cannot be taken out', async () => {
  const { privateKey } = await makeSigningPair();
  for (const form of ['pkcs8', 'jwk'] as const)
    await expect(crypto.subtle.exportKey(form, privateKey)).rejects.toThrow();
});

const missing = opensslMissing();
if (missing !== undefined) console.warn(`Signatures are not tried with openssl: ${missing}`);

describe.skipIf(missing !== undefined)('openssl', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'flagpost-signing-'));
    writeFileSync(join(folder, 'bytes'), bytes);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verdict = (): string => {
    const key = ['-verify', 'key.pem', '-signature', 'signature.der', 'bytes'];
    try {
      return openssl(folder, 'dgst', '-sha256', ...key).toString();
    } catch (error) {
      return String(Object(error).stdout);
    }
  };

  it('takes our signature by our key', async () => {
    const { privateKey, publicKey } = await makeSigningPair();
    writeFileSync(join(folder, 'key.pem'), publicKeyPem(publicKey));
    writeFileSync(join(folder, 'signature.der'), await signBytes(privateKey, bytes));
    expect(verdict()).toContain('Verified OK');
    writeFileSync(join(folder, 'signature.der'), await signBytes(privateKey, bytes.slice(1)));
    expect(verdict()).toContain('failure');
  });

  it('gives the same fingerprint', async () => {
    const { fingerprint, publicKey } = await makeSigningPair();
    writeFileSync(join(folder, 'key.pem'), publicKeyPem(publicKey));
    const pipe = 'openssl pkey -pubin -in key.pem -outform DER | sha256sum';
    const sum = execFileSync('sh', ['-c', pipe], { cwd: folder, encoding: 'utf8' });
    expect(sum.slice(0, 64)).toBe(fingerprint);
    expect(await fingerprintOf(publicKey)).toBe(fingerprint);
  });

  it('makes signatures that we take', async () => {
    openssl(folder, 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'own.key');
    const publicKey = Uint8Array.from(
      openssl(folder, 'pkey', '-in', 'own.key', '-pubout', '-outform', 'DER'),
    );
    for (let n = 0; n < 8; n += 1) {
      const signature = openssl(folder, 'dgst', '-sha256', '-sign', 'own.key', 'bytes');
      expect(await verifySignature(publicKey, Uint8Array.from(signature), bytes)).toBe(true);
    }
  });
});
