// What addresses name: one post has one identity however it is written; what is no post is none.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { dedupeKeys } from '../../src/flag/identity';
import type { PostDetails } from '../../src/flag/post';
import { addressOf, identitiesOf } from '../../src/platforms/addresses';
import { platformOf } from '../../src/platforms/hosts';
import { hasShared, NO_SHARED, shared } from './chromium-page';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of X', () => {
  const ID = '2029060797887414272';
  const SPELLINGS = [
    `https://x.com/Garden_Notes/status/${ID}`,
    `https://X.com/garden_notes/status/${ID}/`,
    `http://twitter.com/garden_notes/status/${ID}?s=20&t=abc`,
    `https://mobile.twitter.com/garden_notes/status/${ID}/photo/1`,
    `https://m.twitter.com/garden_notes/statuses/${ID}`,
    `https://x.com/garden_notes/status/${ID}/video/2#m`,
    `https://x.com/garden_notes/status/${ID}/analytics`,
    `https://x.com/i/web/status/${ID}`,
    `https://x.com/i/status/${ID}`,
    `https://twitter.com/statuses/${ID}`,
    `https://twitter.com/#!/garden_notes/status/${ID}`,
    `https://nitter.net/garden_notes/status/${ID}#m`,
    `https://nitter.poast.example.org/garden_notes/status/${ID}`,
    `https://xcancel.com/garden_notes/status/${ID}`,
    `https://fxtwitter.com/garden_notes/status/${ID}/en`,
    `https://d.fxtwitter.com/garden_notes/status/${ID}`,
    `https://vxtwitter.com/garden_notes/status/${ID}`,
    `https://fixupx.com/garden_notes/status/${ID}`,
  ];
  it.each(SPELLINGS)('%s is that post', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'x', subject: 'post', id: ID });
    expect(ids(url)).toEqual([[ID]]);
    expect(addressOf(url)?.url).toMatch(new RegExp(`^https://x\\.com/(?:garden_notes|i)/status/${ID}$`, 'i'));
  });

  const NOT_X = [
    'https://dropbox.com/garden/status/1',
    'https://x.com.evil.example/garden/status/1',
    'https://notx.com/garden/status/1',
    'https://blog.twitter.com/garden/status/1',
    'https://t.co/abc',
    'ftp://x.com/garden/status/1',
    'https://x.com/home',
    'https://x.com/search?q=a',
    'https://x.com/i/flow/login',
    'https://x.com/garden/status/notanumber',
  ];
  it.each(NOT_X)('%s is no post or account of X', (url) => {
    expect(addressOf(url)?.platform).not.toBe('x');
  });

  it('knows accounts, spaces and broadcasts', () => {
    expect(addressOf('https://twitter.com/Garden_Notes?lang=de')).toMatchObject({
      subject: 'account',
      id: 'garden_notes',
    });
    expect(ids('https://x.com/garden_notes/media')).toEqual([['garden_notes']]);
    expect(addressOf('https://x.com/i/user/12')).toMatchObject({
      subject: 'account',
      url: 'https://x.com/i/user/12',
    });
    expect(ids('https://x.com/i/spaces/1OwxWwQOPlNxQ')).toEqual([['spaces', '1OwxWwQOPlNxQ']]);
  });
});

describe('addresses of Telegram', () => {
  const SPELLINGS = [
    'https://t.me/Garden_News/50',
    'https://t.me/garden_news/50?single',
    'https://T.me/s/garden_news/50?before=60&q=a',
    'http://telegram.me/Garden_News/50/',
    'https://telegram.dog/Garden_News/50?embed=1&mode=tme',
    'https://garden_news.t.me/50',
    'https://garden-news.t.me.example/50',
    'tg://resolve?domain=Garden_News&post=50',
    'tg:resolve?domain=garden_news&post=50&single',
    'https://t.me/Garden_News/7/50',
    'https://t.me/Garden_News/50?thread=7',
  ].filter((url) => !url.includes('example'));
  it.each(SPELLINGS)('%s is that message', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'telegram', subject: 'post', id: '50' });
    expect(ids(url)).toEqual([['garden_news', '50']]);
    expect(addressOf(url)?.url).toMatch(/^https:\/\/t\.me\/garden_news\/50$/i);
  });

  it('keeps apart private channels, comments, stories, channels, invitations and telephone numbers', () => {
    expect(ids('https://t.me/c/1234567890/50')).toEqual([['1234567890', '50']]);
    expect(ids('https://t.me/c/1234567890/7/50?single')).toEqual([['1234567890', '50']]);
    expect(ids('tg://privatepost?channel=1234567890&post=50')).toEqual([['1234567890', '50']]);
    expect(addressOf('https://t.me/Garden_News/50?comment=9')).toMatchObject({
      subject: 'post',
      url: 'https://t.me/Garden_News/50?comment=9',
      identities: [{ ids: ['garden_news', '50', '9'] }],
    });
    expect(ids('https://t.me/garden_news/s/3')).toEqual([['garden_news', 's', '3']]);
    expect(addressOf('https://t.me/s/Garden_News')).toMatchObject({
      subject: 'channel',
      url: 'https://t.me/Garden_News',
    });
    expect(ids('https://t.me/joinchat/AAAAAEHbEkejzxUjAUCfYg')).toEqual(
      ids('https://t.me/+AAAAAEHbEkejzxUjAUCfYg'),
    );
    expect(ids('tg://join?invite=AAAAAEHbEkejzxUjAUCfYg')).toEqual([['+', 'AAAAAEHbEkejzxUjAUCfYg']]);
    expect(addressOf('https://t.me/+4915100000000')).toMatchObject({ subject: 'account' });
  });

  const NOT_TELEGRAM = [
    'https://t.me/',
    'https://t.me/share/url?url=a',
    'https://t.me/addstickers/Seeds',
    'https://t.me/Garden_News/abc',
    'https://t.me/%E0%A4%A/1',
    'https://notelegram.me/garden_news/5',
    'https://t.me.evil.example/garden_news/5',
    'tg://settings',
  ];
  it.each(NOT_TELEGRAM)('%s is nothing of Telegram', (url) => {
    expect(addressOf(url)?.platform).not.toBe('telegram');
  });
});

describe('any other address', () => {
  it('is itself, without tracking; what is not http(s) is nothing', () => {
    expect(addressOf('https://Site.example/a?utm_source=b&id=1#top')).toEqual({
      platform: 'other',
      subject: 'website',
      url: 'https://site.example/a?id=1',
      identities: [],
    });
    for (const url of ['', 'a', 'javascript:alert(1)', 'data:text/html,a', 'about:blank', 'file:///a'])
      expect(addressOf(url)).toBeNull();
  });
});

describe('identities of a post', () => {
  const keys = (post: PostDetails, url: string): string[] =>
    dedupeKeys(identitiesOf(post, url, platformOf(url).platform), url);
  const share = (a: string[], b: string[]): boolean => a.some((key) => b.includes(key));

  it('are the same by name, by number and by any part of an album', () => {
    const read = keys(
      {
        subject: 'post',
        postUrl: 'https://t.me/Garden_News/54',
        postId: '54',
        otherIds: ['55'],
        channel: { id: '123' },
      },
      'https://t.me/s/garden_news',
    );
    for (const url of [
      'https://t.me/garden_news/54',
      'https://t.me/GARDEN_NEWS/55?single',
      'https://t.me/c/123/55',
    ])
      expect(share(read, keys({ subject: 'post', postUrl: url }, url))).toBe(true);
    for (const url of ['https://t.me/garden_news/56', 'https://t.me/other_news/54', 'https://t.me/c/54/123'])
      expect(share(read, keys({ subject: 'post', postUrl: url }, url))).toBe(false);
  });

  it('tell a quoted post without an address from the post that quotes it and from other quotes', () => {
    const home = 'https://x.com/home';
    const quoted = keys({ subject: 'post', parentPostId: '1', text: 'a' }, home);
    expect(keys({ subject: 'post', parentPostId: '1', text: 'a, later' }, home)).toEqual(quoted);
    expect(share(quoted, keys({ subject: 'post', parentPostId: '2', text: 'a' }, home))).toBe(false);
    expect(
      share(quoted, keys({ subject: 'post', postId: '1', postUrl: 'https://x.com/a/status/1' }, home)),
    ).toBe(false);
  });

  it('never make one of two posts of a page that have no address', () => {
    const page = 'https://site.example/board';
    const first = keys({ subject: 'post', text: 'One' }, page);
    expect(share(first, keys({ subject: 'post', text: 'Two' }, page))).toBe(false);
    expect(share(first, keys({ subject: 'website', postUrl: page }, page))).toBe(false);
    expect(keys({ subject: 'post', text: 'One' }, `${page}?utm_source=a`)).toEqual(first);
  });

  it('never make one of two posts of a page that have numbers and neither address nor words', () => {
    const page = 'https://web.telegram.org/k/';
    const first = keys({ subject: 'post', postId: '1' }, page);
    expect(share(first, keys({ subject: 'post', postId: '2' }, page))).toBe(false);
    expect(share(first, keys({ subject: 'website', postUrl: page }, page))).toBe(false);
  });

  it('know a picture by its own address, wherever it is seen', () => {
    const picture: PostDetails = {
      subject: 'media',
      media: [{ url: 'https://cdn.example/a.jpg', kind: 'image' }],
    };
    expect(keys(picture, 'https://a.example/')).toEqual(keys(picture, 'https://b.example/'));
  });
});

const Case = z.looseObject({
  platform: z.optional(z.string()),
  ie: z.optional(z.string()),
  url: z.string(),
  id: z.optional(z.string()),
  display_id: z.optional(z.string()),
});
const Match = z.object({ parser: z.string(), url: z.string(), match: z.boolean() });

describe('addresses collected by others', () => {
  it('are judged as there, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { cases } = z.object({ cases: z.array(Case) }).parse(JSON.parse(shared('urls/ytdlp.json')));
    const ours = cases.filter(({ platform }) => platform === 'x' || platform === 'telegram');
    const EXPLAINED: Readonly<Record<string, string>> = {
      'https://amp.twimg.com/v/0ba0c3c7-0af3-4c0a-bed5-7efd1ffa2951':
        'a player on a file host; names no post',
    };
    const wrong = ours.filter(({ url, platform }) => {
      const address = addressOf(url);
      // the id there can be that of a video; the post's id is in the address itself
      const inUrl =
        /\/(?:status|v1|tweet|videos|events|spaces|broadcasts|\w+)\/(\w+)(?:\/(?:video|photo)\/\d)?(?:\?.*)?$/.exec(
          url,
        );
      return address?.platform !== platform || address?.id !== inUrl?.[1];
    });
    console.info(
      `yt-dlp: ${ours.length - wrong.length} of ${ours.length} addresses of X and Telegram are known`,
    );
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });

  it('are matched as there, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const data: unknown = JSON.parse(shared('urls/other.json'));
    const { pender_match } = z.object({ pender_match: z.object({ cases: z.array(Match) }) }).parse(data);
    const SUBJECTS: Readonly<Record<string, string>> = {
      twitter_item: 'post',
      twitter_profile: 'account',
      telegram: 'post',
    };
    const EXPLAINED: Readonly<Record<string, string>> = {
      'https://twitter.com/search?q=guacamole': 'a search is a list, not a post',
    };
    const ours = pender_match.cases.filter(({ parser }) => SUBJECTS[parser] !== undefined);
    const wrong = ours.filter(({ parser, url, match }) => {
      const address = addressOf(url);
      return (address?.platform !== 'other' && address?.subject === SUBJECTS[parser]) !== match;
    });
    console.info(`pender: ${ours.length - wrong.length} of ${ours.length} addresses are judged alike`);
    expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
  });
});
