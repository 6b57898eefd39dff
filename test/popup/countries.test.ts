import { expect, test } from 'vitest';
import { EUROPE, WORLD } from '../../src/popup/countries';

test('every country is listed once, and each code names one', () => {
  const all = [...EUROPE, ...WORLD];
  expect(all).toHaveLength(249);
  expect(new Set(all).size).toBe(all.length);
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  expect(all.filter((code) => names.of(code) === undefined)).toEqual([]);
});
