// Roots that are pasted: certificates or not, before they are kept.
import { expect, test } from 'vitest';
import { countCertificates } from '../../../src/popup/settings/pem';

const pem = (der: readonly number[]): string =>
  `-----BEGIN CERTIFICATE-----\n${btoa(String.fromCharCode(...der))}\n-----END CERTIFICATE-----\n`;
const small = pem([0x30, 0x03, 0x02, 0x01, 0x01]);
const long = pem([0x30, 0x81, 0x80, ...Array.from({ length: 128 }, () => 0)]);

test('certificates are counted, whatever is said between them', () => {
  expect(countCertificates(`The unit's roots\r\n${small}\n${long}`)).toBe(2);
});

test.each([
  ['nothing', ''],
  ['words', 'hello'],
  ['no base64', small.replace('MAM', '@@@')],
  ['a cut one', pem([0x30, 0x05, 0x02, 0x01, 0x01])],
  ['something else in DER', pem([0x02, 0x01, 0x01])],
  ['a key beside it', `${small}-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----`],
  ['one without an end', `${small}-----BEGIN CERTIFICATE-----\nMAM`],
  ['a flood', small + ' '.repeat(500_000)],
])('%s is refused', (_what, text) => {
  expect(countCertificates(text)).toBeUndefined();
});
