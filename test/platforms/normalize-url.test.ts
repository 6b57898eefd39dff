// One spelling for one page: tracking goes, whatever may name or open the thing stays.
import rules from 'tidy-url/data/rules.js';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { normalizeUrl } from '../../src/platforms/addresses';
import { hasShared, NO_SHARED, shared } from './chromium-page';

describe('a normalised address', () => {
  const CASES = [
    ['HTTPS://User:Secret@Site.Example.:443/A/?b=1', 'https://site.example/A/?b=1'],
    ['https://site.example/a?utm_source=x&UTM_Medium=y&id=1&fbclid=z', 'https://site.example/a?id=1'],
    ['https://site.example/a?', 'https://site.example/a'],
    ['https://site.example/a?q=a%20b+c&x=%C3%A4', 'https://site.example/a?q=a%20b+c&x=%C3%A4'],
    ['https://site.example/a?gclid=1#section', 'https://site.example/a'],
    ['https://boards.4chan.org/b/thread/1#p123', 'https://boards.4chan.org/b/thread/1#p123'],
    ['https://app.example/#!/a/b', 'https://app.example/#!/a/b'],
    ['https://app.example/#/a/b', 'https://app.example/#/a/b'],
    ['https://web.telegram.org/k/#-123', 'https://web.telegram.org/k/#-123'],
    [
      'https://www.facebook.com/p.php?__cft__%5B0%5D=a&story_fbid=1&id=2',
      'https://www.facebook.com/p.php?story_fbid=1&id=2',
    ],
    ['https://notfacebook.com/?mibextid=1', 'https://notfacebook.com/?mibextid=1'],
    ['https://nottwitter.com/?s=20', 'https://nottwitter.com/?s=20'],
    ['https://mobile.twitter.com/a?s=20', 'https://mobile.twitter.com/a'],
    ['https://site.example/a?hsa_cam=1&elqTrackId=2&vero_conv=3&b=4', 'https://site.example/a?b=4'],
    ['https://site.example/a#:~:text=some%20words', 'https://site.example/a'],
    ['https://site.example/a#part2:~:text=some%20words', 'https://site.example/a#part2'],
    ['https://site.example/a#Comments', 'https://site.example/a'],
    ['https://site.example/a#utm_source=b&page=2', 'https://site.example/a#page=2'],
    [' not an address ', 'not an address'],
  ] as const;
  it.each(CASES)('of %s is %s, and stays so', (url, expected) => {
    expect(normalizeUrl(url)).toBe(expected);
    expect(normalizeUrl(normalizeUrl(url))).toBe(expected);
  });

  const NEVER_STRIPPED = [
    'https://www.dropbox.com/scl/fi/a/b?rlkey=k',
    'https://drive.google.com/file/d/a/view?resourcekey=k',
    'https://vk.com/photo1_2?access_key=k',
    'https://www.facebook.com/permalink.php?story_fbid=1&id=2',
    'https://www.facebook.com/photo.php?fbid=1&set=a&comment_id=2',
    'https://www.youtube.com/watch?v=a&list=b&lc=c',
    'https://vk.com/feed?w=wall-1_2&reply=3',
    'https://t.me/a_channel/1?comment=2&thread=3',
    'https://x.com/search?q=a',
    'https://www.tiktok.com/search?q=a',
    'https://soundcloud.com/a/b/s-secret',
    'https://files.example/#F!abcdefgh!aBcDeFgHiJkLmNoPqRsTuV',
    'https://files.example/folder/abcdefgh#aBcDeFgHiJkLmNoPqRsTuV',
    'https://paste.example/?0123456789abcdef#4gTnQ8bPzV2kLmWx',
    'https://app.example/page#settings',
    'https://music.apple.com/album/a/1?i=2',
  ];
  it.each(NEVER_STRIPPED)('keeps every part of %s', (url) => {
    expect(normalizeUrl(url)).toBe(url);
  });

  const KEPT =
    `rlkey resourcekey access_key token key story_fbid id fbid v list w z reply lc comment_id comment thread q
    query p i hash channel keyword mbid`.split(/\s+/);
  const HOSTS = [
    'site.example',
    'www.facebook.com',
    'www.reddit.com',
    'www.youtube.com',
    'x.com',
    'www.tiktok.com',
  ];
  it.each(HOSTS)('keeps what names or opens a thing on %s, whatever a list says', (host) => {
    const url = `https://${host}/a?${KEPT.map((name) => `${name}=1`).join('&')}`;
    expect(normalizeUrl(url)).toBe(url);
  });

  it('never makes one of two that differ in an unknown part', () => {
    const two = [
      '?a=1',
      '?a=2',
      '?A=1',
      '#a',
      '#b',
      '/?a=1',
      '?a=1&b',
      '?b&a=1',
      '?s=1',
      '?t=1',
      '?ref=1',
      '#a=1',
      '?amp',
    ];
    expect(new Set(two.map((end) => normalizeUrl(`https://site.example/page${end}`))).size).toBe(two.length);
  });
});

describe('the list of tracking parameters', () => {
  const everywhere = rules.find(({ name }) => name === 'Global')?.rules ?? [];

  it('has names for everywhere, and all of them go but those that name things', () => {
    expect(everywhere.length).toBeGreaterThan(100);
    const left = everywhere.filter(
      (name) => normalizeUrl(`https://site.example/?${name}=1`) !== 'https://site.example/',
    );
    expect(left).toEqual(['mbid']);
  });

  it('lacks the click ids that we add: one that it comes to have is ours no longer', () => {
    const ADDED =
      `dclid wbraid gbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh ig_rid _openstat srsltid
      wickedid rb_clickid s_cid _ga _gl __twitter_impression ref_src ref_url at_campaign at_medium echobox`.split(
        /\s+/,
      );
    expect(ADDED.filter((name) => everywhere.includes(name))).toEqual([]);
    for (const name of ADDED)
      expect(normalizeUrl(`https://site.example/?${name}=1`)).toBe('https://site.example/');
  });
});

describe('addresses cleaned by others', () => {
  it('are cleaned alike, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const Case = z.object({ name: z.string(), url: z.string(), expected: z.string() });
    const data: unknown = JSON.parse(shared('urls/other.json'));
    const { cases } = z.object({ neat_url: z.object({ cases: z.array(Case) }) }).parse(data).neat_url;
    const EXPLAINED: Readonly<Record<string, string>> = {
      'Remove emc and partner from nytimes links': 'one newspaper; its names could mean something elsewhere',
      'Remove amp from query': '"amp" can choose another page',
      'Remove Amazon params': 'a shop; needs its path rewritten',
      "Don't remove a trailing slash": 'one publisher; the slash itself stays',
    };
    const other = cases.filter(({ url, expected }) => normalizeUrl(url) !== expected);
    console.info(`neat-url: ${cases.length - other.length} of ${cases.length} cleaned alike`);
    expect(other.map(({ name }) => name)).toEqual(Object.keys(EXPLAINED));
  });
});
