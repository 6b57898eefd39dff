// Which addresses are of one site: by the public suffix list, never by how they end.
import { expect, it } from 'vitest';
import { sameSite } from '../../src/platforms/site';

const ONE = [
  ['https://site.example/a', 'http://site.example/b'],
  ['https://www.site.co.uk/', 'https://news.site.co.uk./'],
  ['https://m.site.com.br/', 'https://site.com.br/'],
  ['https://a.b.tenant.github.io/', 'https://tenant.github.io/'],
  ['https://192.0.2.1:8080/', 'http://192.0.2.1/'],
  ['http://localhost/a', 'http://localhost/b'],
  ['https://x.com/a', 'https://mobile.twitter.com/a'],
  ['https://vk.com/a', 'https://vk.ru/a'],
] as const;

const TWO = [
  ['https://one.co.uk/', 'https://two.co.uk/'],
  ['https://one.github.io/', 'https://two.github.io/'],
  ['https://one.github.io/', 'https://github.io/'],
  ['https://one.vercel.app/', 'https://vercel.app/'],
  ['https://site.example/', 'https://evilsite.example/'],
  ['https://site.example/', 'https://site.example.evil.test/'],
  ['https://192.0.2.1/', 'https://192.0.2.2/'],
  ['http://localhost/', 'http://other/'],
  ['https://x.com/', 'https://dropbox.com/'],
  ['not an address', 'not an address'],
] as const;

it.each(ONE)('%s and %s are of one site', (one, other) => {
  expect(sameSite(one, other)).toBe(true);
  expect(sameSite(other, one)).toBe(true);
});

it.each(TWO)('%s and %s are not', (one, other) => {
  expect(sameSite(one, other)).toBe(false);
  expect(sameSite(other, one)).toBe(false);
});
