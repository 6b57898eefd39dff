// One spelling for one page: tracking goes, whatever may name or open the thing stays.
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
  ];
  it.each(NEVER_STRIPPED)('keeps every part of %s', (url) => {
    expect(normalizeUrl(url)).toBe(url);
  });
});

describe('addresses cleaned by others', () => {
  it('are cleaned alike, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const Case = z.object({ name: z.string(), url: z.string(), expected: z.string() });
    const data: unknown = JSON.parse(shared('urls/other.json'));
    const { cases } = z.object({ neat_url: z.object({ cases: z.array(Case) }) }).parse(data).neat_url;
    const EXPLAINED: Readonly<Record<string, string>> = {
      'Ignore hash key with no value': 'a fragment that names no post is a place on the page',
      'Remove emc and partner from nytimes links': 'one newspaper; its names could mean something elsewhere',
      'Remove amp from query': '"amp" can choose another page',
      'Remove Amazon params': 'a shop; needs its path rewritten',
      "Don't remove a trailing slash": 'one publisher; the slash itself stays',
      "Don't remove Echobox if it is used as anchor.": 'a fragment that names no post is a place on the page',
      "Don't remove other query strings when removing Echobox":
        'a fragment that names no post is a place on the page',
    };
    const other = cases.filter(({ url, expected }) => normalizeUrl(url) !== expected);
    console.info(`neat-url: ${cases.length - other.length} of ${cases.length} cleaned alike`);
    expect(other.map(({ name }) => name)).toEqual(Object.keys(EXPLAINED));
  });
});
