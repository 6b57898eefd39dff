// What addresses of TikTok name; and those that others collected.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of TikTok', () => {
  const ID = '7571863205253778710';
  it.each([
    `https://www.tiktok.com/@garden.notes/video/${ID}`,
    `https://www.tiktok.com/@garden.notes/video/${ID}?is_from_webapp=1&sender_device=pc&web_id=1`,
    `https://tiktok.com/@other.name/video/${ID}/`,
    `https://www.tiktok.com/@garden.notes/photo/${ID}`,
    `https://www.tiktok.com/@/video/${ID}`,
    `https://www.tiktok.com/@MS4wLjABAAAAabc/video/${ID}`,
    `https://www.tiktok.com/en/@garden.notes/video/${ID}`,
    `https://www.tiktok.com/embed/${ID}`,
    `https://www.tiktok.com/embed/v2/${ID}?lang=en`,
    `https://www.tiktok.com/player/v1/${ID}`,
    `https://www.tiktok.com/share/video/${ID}/`,
    `https://www.tiktokv.com/share/video/${ID}/`,
    `https://m.tiktok.com/v/${ID}.html?_d=x&share_item_id=${ID}`,
  ])('%s is that post', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'tiktok', subject: 'post', id: ID });
    expect(ids(url)).toEqual([[ID]]);
    expect(addressOf(url)?.url).toMatch(
      new RegExp(`^https://www\\.tiktok\\.com/@[^/]*/(?:video|photo)/${ID}$`),
    );
  });

  it('know accounts in any letters, but secret ids as written', () => {
    expect(addressOf('https://www.tiktok.com/@Garden.Notes?lang=en')).toMatchObject({
      subject: 'account',
      url: 'https://www.tiktok.com/@Garden.Notes',
      identities: [{ ids: ['garden.notes'] }],
    });
    expect(ids('https://www.tiktok.com/@garden.notes/live')).toEqual([['garden.notes']]);
    expect(ids('https://www.tiktok.com/@MS4wLjABAAAAabC')).toEqual([['MS4wLjABAAAAabC']]);
    const read = identitiesOf(
      {
        subject: 'account',
        postUrl: 'https://www.tiktok.com/@Garden.Notes',
        postId: 'Garden.Notes',
        otherIds: ['678'],
      },
      'https://www.tiktok.com/@Garden.Notes',
      'tiktok',
    );
    expect(read.map((each) => each.ids)).toEqual([['garden.notes'], ['678']]);
  });

  it('keep lists, sounds and live rooms apart by kind', () => {
    expect(ids('https://www.tiktok.com/tag/Seeds')).toEqual([['tag', 'seeds']]);
    expect(ids('https://www.tiktok.com/music/a-song-6956990112127585029?lang=en')).toEqual([
      ['music', '6956990112127585029'],
    ]);
    expect(ids('https://www.tiktok.com/music/another-title-6956990112127585029')).toEqual([
      ['music', '6956990112127585029'],
    ]);
    expect(ids('https://www.tiktok.com/@garden.notes/collection/seeds-7371330159376370462')).toEqual([
      ['collection', '7371330159376370462'],
    ]);
    expect(ids('https://m.tiktok.com/share/live/7209423610325322522/')).toEqual([
      ['live', '7209423610325322522'],
    ]);
  });

  it('never take a comment for a post with that number', () => {
    const comment = identitiesOf(
      { subject: 'post', postId: '1', parentPostId: '2', threadId: '2' },
      'https://www.tiktok.com/@a/video/2',
      'tiktok',
    );
    expect(comment).toEqual([{ platform: 'tiktok', subject: 'post', ids: ['comment', '1'] }]);
  });

  it.each([
    'https://vm.tiktok.com/ZTR45GpSF/',
    'https://vt.tiktok.com/ZSe4FqkKd',
    'https://www.tiktok.com/t/ZTRC5xgJp',
    'https://www.tiktok.com/foryou',
    'https://www.tiktok.com/search?q=seeds',
    'https://nottiktok.com/@garden/video/7571863205253778710',
    'https://www.tiktok.com.evil.example/@garden/video/7571863205253778710',
    'https://www.douyin.com/video/6961737553342991651',
    'https://www.tiktok.com/@garden/video/abcdef',
  ])('%s names nothing of TikTok offline', (url) => {
    expect(addressOf(url)?.platform).not.toBe('tiktok');
  });
});

describe('addresses of TikTok that others collected', () => {
  const REASONS: readonly (readonly [RegExp, string])[] = [
    [/^tiktokuser:/, 'no address'],
    [/douyin\.com/, 'another site, with ids of its own'],
    [/\/\/v[mt]\.|\/t\//, 'short: only the network knows what it leads to'],
  ];
  it('are judged as there, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('tiktok');
    const wrong = cases.filter(({ url }) => addressOf(url)?.platform !== 'tiktok');
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of TikTok are known`);
    const reason = (url: string): string | undefined => REASONS.find(([pattern]) => pattern.test(url))?.[1];
    for (const { url } of wrong) console.info(`  ${url}: ${reason(url)}`);
    expect(wrong.filter(({ url }) => reason(url) === undefined)).toEqual([]);
    const posts = cases.filter(({ url, id }) => /tiktok\.com\/.*video\/\d+/.test(url) && id);
    expect(posts.length).toBeGreaterThanOrEqual(10);
    for (const { url, id } of posts) expect(ids(url), url).toEqual([[id]]);
  });

  it('are matched as there, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = matchCasesOf('tiktok');
    const EXPLAINED: Readonly<Record<string, string>> = {
      'https://www.tiktok.com/@fakeaccount/video/abcdef?a=1': 'no id of a post is in letters',
      'https://www.tiktok.com/tag/randomtag': 'a list, not a post',
    };
    const wrong = cases.filter(({ parser, url, match }) => {
      const address = addressOf(url);
      const subject = parser.endsWith('profile') ? 'account' : 'post';
      return (address?.platform === 'tiktok' && address.subject === subject) !== match;
    });
    console.info(`pender: ${cases.length - wrong.length} of ${cases.length} addresses are judged alike`);
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });
});
