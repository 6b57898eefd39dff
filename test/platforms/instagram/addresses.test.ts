import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf as anyAddressOf, identitiesOf as anyIdentitiesOf } from '../../../src/platforms/addresses';
import { addressOf } from '../../../src/platforms/instagram/address';
import { codeOf, mediaIdOf, timeIn } from '../../../src/platforms/instagram/shortcode';
import { hasShared, NO_SHARED } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const keys = (url: string): string[] => dedupeKeys(addressOf(url)?.identities ?? [], url).sort();
const share = (a: string[], b: string[]): boolean => a.some((key) => b.includes(key));

describe('a post of Instagram', () => {
  const SPELLINGS = `https://www.instagram.com/p/DVfslQT6ch1/ http://instagram.com/p/DVfslQT6ch1
    https://www.instagram.com/p/DVfslQT6ch1/?igsh=MzRl&img_index=2 https://m.instagram.com/p/DVfslQT6ch1/#a
    https://www.instagram.com./p/DVfslQT6ch1/embed/captioned/ https://www.instagram.com/p/DVfslQT6ch1/media/?size=l
    https://www.instagram.com/garden_notes/p/DVfslQT6ch1/ https://instagr.am/p/DVfslQT6ch1/
    https://www.instagram.com/p/DVfslQT6ch1/liked_by/ https://www.instagram.com/tv/DVfslQT6ch1/
    https://ddinstagram.com/p/DVfslQT6ch1/ https://kkinstagram.com/p/DVfslQT6ch1/
    https://www.instagram.com/p/DVfslQT6ch1aaaaaaaaaaaaaaaaaaaaaaaaaaaa/
    instagram://media?id=3845988680978778229`.split(/\s+/);
  it.each(SPELLINGS)('is %s', (url) => {
    expect(addressOf(url)?.subject).toBe('post');
    expect(keys(url)).toEqual(keys('https://www.instagram.com/p/DVfslQT6ch1/'));
  });

  const REELS = `https://www.instagram.com/reel/DVfslQT6ch1/ https://www.instagram.com/reels/DVfslQT6ch1/
    https://www.instagram.com/bakery.one/reel/DVfslQT6ch1/?igsh=abc`.split(/\s+/);
  it.each(REELS)('may be a reel: %s', (url) => {
    expect(addressOf(url)?.url).toBe('https://www.instagram.com/reel/DVfslQT6ch1/');
    expect(keys(url)).toEqual(keys('https://www.instagram.com/p/DVfslQT6ch1/'));
  });

  it('has one canonical address, but for the key that opens a private one, which stays', () => {
    for (const url of SPELLINGS.slice(0, 12))
      expect(addressOf(url)?.url).toBe('https://www.instagram.com/p/DVfslQT6ch1/');
    const key = 'abcdefghijklmnopqrstuvwxyz01';
    expect(addressOf(`https://www.instagram.com/p/DVfslQT6ch1${key}/`)?.url).toContain(key);
  });

  it('is told from posts whose codes differ in case only', () => {
    expect(
      share(
        keys('https://www.instagram.com/p/DVfslQT6ch1/'),
        keys('https://www.instagram.com/p/dVfslQT6ch1/'),
      ),
    ).toBe(false);
  });

  it('has a number that is its code, and in it the time', () => {
    expect(mediaIdOf('CN2VQ1yI_MA')).toBe('2555323354817229568');
    expect(codeOf('2584516297666449189')).toBe('CPeC-Eenc8l');
    expect(mediaIdOf('aye83DjauH')).toBe('482584233761418119');
    expect(timeIn('482584233761418119')?.slice(0, 16)).toBe('2013-06-20T17:15');
    expect(mediaIdOf('_'.repeat(12))).toBeUndefined();
    expect(timeIn('4200000')).toBeUndefined();
  });
});

describe('other things of Instagram', () => {
  const THINGS: [string, string, string, string[]][] = [
    [
      'https://www.instagram.com/p/DVfslQT6ch1/c/18084689342654807/',
      'post',
      'p/DVfslQT6ch1/c/18084689342654807/',
      ['comment', '18084689342654807'],
    ],
    [
      'https://www.instagram.com/reel/DVfslQT6ch1/c/18084689342654807/r/17867310294414369/?x=1',
      'post',
      'p/DVfslQT6ch1/c/18084689342654807/r/17867310294414369/',
      ['comment', '17867310294414369'],
    ],
    [
      'https://www.instagram.com/stories/Garden_Notes/3847408033446092915/',
      'post',
      'stories/garden_notes/3847408033446092915/',
      ['DVkvTjTieBz'],
    ],
    [
      'https://www.instagram.com/stories/highlights/18090946048123978/',
      'post',
      'stories/highlights/18090946048123978/',
      ['highlight', '18090946048123978'],
    ],
    [
      'https://www.instagram.com/s/aGlnaGxpZ2h0OjE4MDkwOTQ2MDQ4MTIzOTc4?igsh=a',
      'post',
      'stories/highlights/18090946048123978/',
      ['highlight', '18090946048123978'],
    ],
    [
      'https://www.instagram.com/s/aGlnaGxpZ2h0OjE4MDkwOTQ2MDQ4MTIzOTc4?story_media_id=3847408033446092915_287586402',
      'post',
      'stories/highlights/18090946048123978/?story_media_id=3847408033446092915',
      ['DVkvTjTieBz'],
    ],
    ['https://www.instagram.com/Garden_Notes/?hl=en', 'account', 'garden_notes/', ['garden_notes']],
    ['https://www.instagram.com/garden_notes/tagged/', 'account', 'garden_notes/', ['garden_notes']],
    ['https://www.instagram.com/garden_notes/reels/', 'account', 'garden_notes/', ['garden_notes']],
    ['https://www.instagram.com/_u/garden_notes', 'account', 'garden_notes/', ['garden_notes']],
    ['https://www.instagram.com/stories/garden_notes/', 'account', 'garden_notes/', ['garden_notes']],
    ['https://www.instagram.com/explore/tags/Spring/', 'website', 'explore/tags/spring/', ['tags', 'spring']],
    [
      'https://www.instagram.com/explore/locations/213385402/leipzig/',
      'website',
      'explore/locations/213385402/',
      ['locations', '213385402'],
    ],
    [
      'https://www.instagram.com/reels/audio/123456789/',
      'website',
      'reels/audio/123456789/',
      ['audio', '123456789'],
    ],
    ['https://www.instagram.com/channel/AbYZ12/', 'channel', 'channel/AbYZ12/', ['channel', 'AbYZ12']],
    [
      'https://www.instagram.com/garden_notes/guide/seeds/17900000000000001/',
      'post',
      'garden_notes/guide/seeds/17900000000000001',
      ['guide', '17900000000000001'],
    ],
  ];
  it.each(THINGS)('%s', (url, subject, canonical, ids) => {
    expect(addressOf(url)).toMatchObject({ subject, url: `https://www.instagram.com/${canonical}` });
    expect(addressOf(url)?.identities[0]?.ids).toEqual(ids);
    // a canonical address names the same as the spelling that it was made from
    expect(keys(addressOf(url)?.url ?? '')).toEqual(keys(url));
  });

  const NOTHING =
    `https://www.instagram.com/ https://www.instagram.com/explore/ https://www.instagram.com/reels/
    https://www.instagram.com/accounts/login/?next=/p/DVfslQT6ch1/ https://www.instagram.com/direct/t/1/
    https://www.instagram.com/share/p/BAbcDef/ https://www.instagram.com/share/reel/BAbcDef/ https://notinstagram.com/p/DVfslQT6ch1/
    https://instagram.com.evil.example/p/DVfslQT6ch1/ https://l.instagram.com/?u=https%3A%2F%2Fa.example
    https://help.instagram.com/1 https://www.instagram.com/garden_notes/nothing/here/ https://www.instagram.com/p/
    https://www.instagram.com/s/%E0/ ftp://www.instagram.com/p/DVfslQT6ch1/ instagram://camera`.split(/\s+/);
  it.each(NOTHING)('%s is nothing of these', (url) => {
    expect(addressOf(url)).toBeNull();
  });
});

describe('identities of what was read', () => {
  const of = (post: PostDetails): string[] =>
    dedupeKeys(anyIdentitiesOf(post, 'https://www.instagram.com/', 'instagram'), '');
  const post: PostDetails = { subject: 'post', postId: 'DVfslQT6ch1', otherIds: ['3845988680978778229'] };

  it('are the post’s with and without its address, by code and by number', () => {
    expect(of(post).sort()).toEqual(keys('instagram://media?id=3845988680978778229'));
    expect(of({ ...post, postUrl: 'https://www.instagram.com/p/DVfslQT6ch1/' }).sort()).toEqual(
      of(post).sort(),
    );
  });

  it('are a comment’s own, never those of its post', () => {
    const comment: PostDetails = {
      subject: 'post',
      postId: '18084689342654807',
      parentPostId: 'DVfslQT6ch1',
    };
    expect(of(comment)).toEqual(keys('https://www.instagram.com/p/DVfslQT6ch1/c/18084689342654807/'));
    expect(share(of(comment), of(post))).toBe(false);
  });

  it('keep a story’s number, and an account’s number beside its changeable name', () => {
    expect(of({ subject: 'post', postId: '3847408033446092915' }).sort()).toEqual(
      keys('https://www.instagram.com/stories/garden_notes/3847408033446092915/'),
    );
    const account = of({
      subject: 'account',
      postUrl: 'https://www.instagram.com/new_name/',
      author: { id: '3640900328' },
    });
    expect(share(account, of({ subject: 'account', author: { id: '3640900328' } }))).toBe(true);
  });
});

describe('addresses of Instagram that others collected', () => {
  it('are judged as by yt-dlp', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('instagram');
    const EXPLAINED: Readonly<Record<string, string>> = {};
    const wrong = cases.filter(({ url }) => {
      const inUrl = /\/(?:p|reels?|tv|highlights|tags|fruits_zipper(?=\/\d))\/([\w-]+)|\/(\w+)$/.exec(url);
      const code = /media\?id=(\d+)/.exec(url) ? 'aye83DjauH' : (inUrl?.[1] ?? inUrl?.[2]);
      const address = anyAddressOf(url);
      return (
        address?.platform !== 'instagram' ||
        !address.url.includes(`${address.id}`) ||
        (address.id ?? code) !== (/highlights|tags/.test(url) ? address.identities[0]?.ids[1] : code)
      );
    });
    console.info(
      `yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of Instagram are known`,
    );
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });

  it('are matched as by Pender, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const EXPLAINED: Readonly<Record<string, string>> = {
      'https://www.instagram.com/fake-account': 'no name of an account has a hyphen',
      'https://www.instagram.com/fake-account?foo=bar': 'no name of an account has a hyphen',
      'https://www.instagram.com/': 'the front page is a feed, not a post',
    };
    const cases = matchCasesOf('instagram_');
    const wrong = cases.filter(({ parser, url, match }) => {
      const subject = parser === 'instagram_item' ? 'post' : 'account';
      const address = anyAddressOf(url);
      return (address?.platform === 'instagram' && address.subject === subject) !== match;
    });
    console.info(
      `pender: ${cases.length - wrong.length} of ${cases.length} addresses of Instagram are judged alike`,
    );
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });
});
