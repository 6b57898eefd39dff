import { expect, it } from 'vitest';
import { pinsIn } from '../../../src/popup/verify/pins';

const PIN = '0a'.repeat(32);

it.each([
  ['plain', PIN],
  ['in capitals with colons', PIN.toUpperCase().replaceAll(/(..)(?!$)/gu, '$1:')],
  ['in groups', PIN.replaceAll(/(.{8})/gu, '$1 ')],
  ['twice, with blank lines', `\n${PIN}\n\n${PIN}\n`],
])('takes a fingerprint written %s', (_how, text) => {
  expect(pinsIn(text)).toEqual([PIN]);
});

it('takes no pins for an empty field, and nothing at all where one is none', () => {
  expect(pinsIn(' \n')).toEqual([]);
  expect(pinsIn(`${PIN}\nabc`)).toBeUndefined();
  expect(pinsIn(`${PIN}0`)).toBeUndefined();
});
