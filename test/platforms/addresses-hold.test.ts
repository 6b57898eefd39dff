// Every spelling that anybody may write of an address: none makes a reader stumble, and what an address is told to be called
// is called the same when it is asked again. The spellings are made from those in the other tests and fixtures.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../../src/flag/post';
import { addressOf, identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import type { Address } from '../../src/platforms/platform';

const HERE = new URL('..', import.meta.url).pathname;

/** Addresses that have others in them. */
const NESTED = [
  'https://www.youtube.com/attribution_link?u=/watch?v=aqz-KE-bpKQ',
  'https://www.youtube.com/attribution_link?u=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Daqz-KE-bpKQ',
  'https://bsky.app/oembed?url=https%3A%2F%2Fbsky.app%2Fprofile%2Fgarden.example%2Fpost%2F3lab',
  'https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2F1234%2Fposts%2F5678',
  'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fgarden%2Fnotes',
  'https://web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dgarden%26post%3D1',
  'https://web.archive.org/web/2020/https://x.com/garden_notes/status/2029060797887414272',
  'https://www.instagram.com/s/aGlnaGxpZ2h0OjE3OTAwMDAwMDAwMDAwMDAx',
];

/** Addresses as tests and fixtures spell them. */
function seeds(): string[] {
  const files = ['platforms', 'fixtures/pages'].flatMap((folder) =>
    readdirSync(`${HERE}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /addresses\.test\.ts$|\.html$/.test(file))
      .map((file) => `${HERE}${folder}/${file}`),
  );
  const found = files.flatMap((file) =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/\b(?:https?|tg|at|discord|instagram):\/\/[^\s'"`<>\\)]+/g),
      ([url]) => url.replaceAll('&amp;', '&'),
    ),
  );
  return [...new Set([...found, ...NESTED])].filter((url) => !url.includes('${')).sort();
}

const SEEDS = seeds();

const rest = /^([a-z]+:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i;
type Parts = readonly [scheme: string, host: string, path: string, query: string, hash: string];
const spell =
  (change: (...parts: Parts) => string) =>
  (url: string): string => {
    const [, scheme = '', host = '', path = '', query = '', hash = ''] = rest.exec(url) ?? [];
    return change(scheme, host, path, query, hash);
  };
const escaped = (text: string): string =>
  text.replace(/[a-z\d]/gi, (letter) => `%${letter.charCodeAt(0).toString(16)}`);

const SPELLINGS: Readonly<Record<string, (url: string) => string>> = {
  'as it is': (url) => url,
  'in capitals': (url) => url.toUpperCase(),
  'in small letters': (url) => url.toLowerCase(),
  'with a slash more': spell((s, h, p, q, x) => `${s}${h}${p}/${q}${x}`),
  'with slashes doubled': spell((s, h, p, q, x) => `${s}${h}${p.replaceAll('/', '//')}${q}${x}`),
  'with letters escaped': spell((s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+/g, escaped)}${q}${x}`),
  'with an escaped query': spell((s, h, p, q, x) => `${s}${h}${p}${q.replace(/[^?&=]+/g, escaped)}${x}`),
  'with a lone % in each part': spell((s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+/g, '$&%')}${q}%${x}%`),
  'with broken UTF-8': spell((s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+/g, '$&%C3%28')}${q}%FF${x}%FF`),
  'with signs of addresses in each part': spell(
    (s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+/g, '$&%2F%3F%23%25%20%22')}${q}${x}`,
  ),
  'with signs of addresses in each value': spell(
    (s, h, p, q, x) => `${s}${h}${p}${q.replace(/=[^&]*/g, '$&%26%23%3F%2F%25')}${x}`,
  ),
  'with every value broken': spell((s, h, p, q, x) => `${s}${h}${p}${q.replace(/=[^&]*/g, '=http://[')}${x}`),
  'with dots for parts': spell((s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+$/, '%2e%2e%2f..;')}${q}${x}`),
  'with a port': spell((s, h, p, q, x) => `${s}${h}:8443${p}${q}${x}`),
  'with credentials': spell((s, h, p, q, x) => `${s}user:pass@${h}${p}${q}${x}`),
  'with a trailing dot': spell((s, h, p, q, x) => `${s}${h.replace(/\.$/, '')}.${p}${q}${x}`),
  'with long numbers': spell(
    (s, h, p, q, x) =>
      `${s}${h}${p.replace(/\d{3,}/g, '9'.repeat(300))}${q.replace(/\d{3,}/g, '9'.repeat(300))}${x}`,
  ),
  'with twenty digits': spell(
    (s, h, p, q, x) =>
      `${s}${h}${p.replace(/\d{5,}/g, '9'.repeat(20))}${q.replace(/\d{5,}/g, '9'.repeat(20))}${x}`,
  ),
  'with long parts': spell((s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+/g, '$&'.repeat(40))}${q}${x}`),
  'with other letters': spell(
    (s, h, p, q, x) => `${s}${h}${p.replace(/[^/]+$/, 'ÄåİıſＫ日本\u202eſ')}${q}${x}`,
  ),
  'without its last part': spell((s, h, p, q) => `${s}${h}${p.replace(/[^/]*\/?$/, '')}${q}`),
  'without its path': spell((s, h, _p, q, x) => `${s}${h}${q}${x}`),
  'in itself': (url) => `${url}?url=${encodeURIComponent(url)}&u=${encodeURIComponent(url)}`,
  'twice over': (url) => `${url}/${url}`,
  'with another scheme': (url) => url.replace(/^https:/, 'http:'),
  'with what browsers drop': (url) => ` ${url.slice(0, 12)}\n\t${url.slice(12)}\u0000`,
};

const same = (a: Address, b: Address | null): boolean =>
  JSON.stringify([a.platform, a.subject, a.identities]) ===
  JSON.stringify([b?.platform, b?.subject, b?.identities]);

const short = (url: string): string => (url.length > 150 ? `${url.slice(0, 150)}… (${url.length})` : url);

describe('every address in the tests and fixtures', () => {
  it('there are many', () => {
    expect(SEEDS.length).toBeGreaterThan(1000);
  });

  it.each(Object.keys(SPELLINGS))('%s makes nothing stumble, and is called the same again', (name) => {
    const wrong = SEEDS.flatMap((seed) => {
      const url = SPELLINGS[name]!(seed);
      const fault = faultOf(url);
      return fault ? [`${short(url)}: ${fault}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('addresses in addresses', () => {
  const DEEP = 20_000;
  it.each([
    ['https://www.youtube.com/attribution_link?u=', '/attribution_link?u=', '/watch?v=aqz-KE-bpKQ'],
    ['', 'https://www.facebook.com/plugins/post.php?href=', 'https://www.facebook.com/1/posts/2'],
    ['', 'https://bsky.app/oembed?url=', 'https://bsky.app/profile/garden.example/post/3lab'],
    ['', 'https://w.soundcloud.com/player/?url=', 'https://soundcloud.com/garden/notes'],
    ['', 'https://web.archive.org/web/2020/', 'https://x.com/garden_notes/status/2029060797887414272'],
    ['', 'https://l.facebook.com/l.php?u=', 'https://x.com/garden_notes/status/2029060797887414272'],
  ])('of any depth are answered, and soon: %s%s', (start, layer, end) => {
    for (const depth of [1, 100, DEEP]) {
      const begun = performance.now();
      expect(faultOf(start + layer.repeat(depth) + end)).toBeUndefined();
      expect(performance.now() - begun).toBeLessThan(3000);
    }
  });

  it.each([
    ['digits', 'https://x.com/garden_notes/status/', '9'],
    ['digits of a medium', 'instagram://media?id=', '9'],
    ['letters of a code', 'https://www.instagram.com/p/', 'B'],
    ['letters of a short id', 'https://peertube.example/w/', 'z'],
    ['parts', 'https://archive.org/details/item', '/a'],
    ['slashes', 'https://boards.4chan.org', '/a/'],
    ['dots', 'https://', 'a.'],
    ['escapes', 'https://vk.com/', '%25'],
    ['parameters', 'https://www.facebook.com/permalink.php?', '&story_fbid=1&id=2'],
    ['signs in a fragment', 'https://web.telegram.org/k/#', '@a_'],
  ])('of two megabytes of %s are answered, and soon', (_, start, piece) => {
    const begun = performance.now();
    expect(faultOf(start + piece.repeat(2_000_000 / piece.length))).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

function faultOf(url: string): string | undefined {
  try {
    const address = addressOf(url);
    normalizeUrl(url);
    identitiesOf({ subject: 'post', postUrl: url, postId: '1' }, url, 'other');
    if (!address) return undefined;
    if (!SUBJECTS.includes(address.subject)) return `is a ${address.subject}`;
    if (!URL.canParse(address.url) || !/^https?:$/.test(new URL(address.url).protocol))
      return `leads nowhere: ${short(address.url)}`;
    if (address.platform !== 'other' && address.identities.length === 0) return 'has no identity';
    if (address.identities.some(({ ids }) => !ids.some((id) => id))) return 'has an empty identity';
    const again = addressOf(address.url);
    if (!same(address, again))
      return `is another again: ${short(address.url)} ${JSON.stringify(address.identities)} ${again?.platform} ${again?.subject} ${JSON.stringify(again?.identities)}`;
    return again?.url === address.url
      ? undefined
      : `is spelled anew: ${short(address.url)} ${short(again?.url ?? '')}`;
  } catch (error) {
    return String(error);
  }
}
