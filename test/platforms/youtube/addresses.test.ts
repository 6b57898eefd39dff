// What addresses of YouTube, its players and mirrors name; and those that others collected.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of YouTube', () => {
  const ID = 'YE7VzlLtp-4';
  const SPELLINGS = [
    `https://www.youtube.com/watch?v=${ID}`,
    `https://www.youtube.com/watch?v=${ID}&t=1s&end=9`,
    `http://youtube.com/watch?feature=share&v=${ID}&list=PLgardenlist0001&index=3&pp=abc&ab_channel=Garden`,
    `https://m.youtube.com/watch?v=${ID}&si=abc`,
    `https://music.youtube.com/watch?v=${ID}`,
    `https://www.youtubekids.com/watch?v=${ID}`,
    `https://www.youtube.com/watch?feature=player_embedded&amp;v=${ID}`,
    `https://www.youtube.com/watch#!v=${ID}`,
    `https://www.youtube.com/#/watch?v=${ID}`,
    `https://www.youtube.com/?v=${ID}`,
    `https://www.youtube.com/watch/${ID}`,
    `https://www.youtube.com/watch_popup?v=${ID}`,
    `https://youtu.be/${ID}?si=abc&t=5`,
    `https://youtu.be/${ID}%22`,
    `https://www.youtube.com/shorts/${ID}?feature=share`,
    `https://www.youtube.com/live/${ID}?si=abc`,
    `https://www.youtube.com/embed/${ID}?rel=0`,
    `https://www.youtube-nocookie.com/embed/${ID}`,
    `https://www.youtube.com/v/${ID}?version=3`,
    `https://www.youtube.com/e/${ID}`,
    `https://youtube.googleapis.com/v/${ID}`,
    `https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D${ID}%26feature%3Dshare`,
    `https://invidious.example.org/watch?v=${ID}`,
    `https://yewtu.be/watch?v=${ID}`,
    `https://piped.video/watch?v=${ID}`,
  ];
  it.each(SPELLINGS)('%s is that video', (url) => {
    expect(addressOf(url)).toEqual({
      platform: 'youtube',
      subject: 'post',
      url: `https://www.youtube.com/watch?v=${ID}`,
      id: ID,
      identities: [{ platform: 'youtube', subject: 'post', ids: [ID] }],
    });
  });

  it('never take a comment for its video, nor a reply for the comment', () => {
    const comment = 'UgxTopComment0001AaABAg';
    for (const url of [
      `https://www.youtube.com/watch?v=${ID}&lc=${comment}`,
      `https://www.youtube.com/watch?lc=${comment}&v=${ID}&t=3`,
      `https://www.youtube.com/shorts/${ID}?lc=${comment}`,
      `https://youtu.be/${ID}?lc=${comment}`,
    ]) {
      expect(ids(url)).toEqual([[comment]]);
      expect(addressOf(url)?.url).toBe(`https://www.youtube.com/watch?v=${ID}&lc=${comment}`);
    }
    expect(ids(`https://www.youtube.com/watch?v=${ID}&lc=${comment}.9aReply-1`)).toEqual([
      [`${comment}.9aReply-1`],
    ]);
  });

  it('know posts of the community tab by either spelling, and comments on them', () => {
    const post = 'UgkxPostWithVideo0000000000000000001';
    for (const url of [
      `https://www.youtube.com/post/${post}?si=a`,
      `https://www.youtube.com/channel/UCgardennotes0000000001x/community?lb=${post}`,
      `https://www.youtube.com/@GardenNotes/community?lb=${post}`,
    ]) {
      expect(addressOf(url)?.url).toBe(`https://www.youtube.com/post/${post}`);
      expect(ids(url)).toEqual([[post]]);
    }
    expect(ids(`https://www.youtube.com/post/${post}?lc=UgxOnPost000001AaABAg`)).toEqual([
      ['UgxOnPost000001AaABAg'],
    ]);
    expect(ids('https://www.youtube.com/clip/UgytZKpehg-hEMBSn3F4AaABCQ')).toEqual([
      ['clip', 'UgytZKpehg-hEMBSn3F4AaABCQ'],
    ]);
  });

  it('know channels by id, by handle in any letters, and by older names, which are not the same to anybody offline', () => {
    expect(addressOf('https://m.youtube.com/channel/UCgardennotes0000000001x/videos?view=0')).toMatchObject({
      subject: 'channel',
      url: 'https://www.youtube.com/channel/UCgardennotes0000000001x',
      identities: [{ ids: ['UCgardennotes0000000001x'] }],
    });
    expect(ids('https://www.youtube.com/@GardenNotes/shorts')).toEqual([['@gardennotes']]);
    expect(ids('https://www.youtube.com/@%D8%AD%D8%AF%D9%8A%D9%82%D8%A9')).toEqual([['@حديقة']]);
    expect(ids('https://www.youtube.com/user/Garden/')).toEqual([['user', 'garden']]);
    expect(ids('https://www.youtube.com/c/Garden')).toEqual([['c', 'garden']]);
    expect(ids('https://www.youtube.com/Garden')).toEqual([['name', 'garden']]);
    const read = identitiesOf(
      {
        subject: 'channel',
        postUrl: 'https://www.youtube.com/@GardenNotes',
        postId: '@GardenNotes',
        otherIds: ['UCgardennotes0000000001x'],
      },
      'https://www.youtube.com/@GardenNotes',
      'youtube',
    );
    expect(read.map((each) => each.ids)).toEqual([['@gardennotes'], ['UCgardennotes0000000001x']]);
  });

  it('know playlists and hashtags as lists', () => {
    for (const url of [
      'https://www.youtube.com/playlist?list=PLgardenlist0001&si=a',
      'https://music.youtube.com/browse/VLPLgardenlist0001',
      'https://www.youtube.com/embed/videoseries?list=PLgardenlist0001',
    ])
      expect(addressOf(url)).toMatchObject({
        subject: 'website',
        url: 'https://www.youtube.com/playlist?list=PLgardenlist0001',
        identities: [{ ids: ['list', 'PLgardenlist0001'] }],
      });
    expect(ids('https://www.youtube.com/hashtag/Seeds')).toEqual([['hashtag', 'seeds']]);
  });

  it.each([
    'https://notyoutube.com/watch?v=YE7VzlLtp-4',
    'https://youtube.com.evil.example/watch?v=YE7VzlLtp-4',
    'https://www.youtube.com/',
    'https://www.youtube.com/feed/subscriptions',
    'https://www.youtube.com/results?search_query=seeds',
    'https://www.youtube.com/watch?v=tooshort',
    'https://www.youtube.com/watch?v=YE7VzlLtp-4x',
    'https://www.youtube.com/redirect?q=https%3A%2F%2Fgarden.example',
    'https://i.ytimg.com/vi/YE7VzlLtp-4/hqdefault.jpg',
    'ftp://www.youtube.com/watch?v=YE7VzlLtp-4',
  ])('%s names nothing of YouTube', (url) => {
    expect(addressOf(url)?.platform).not.toBe('youtube');
  });
});

describe('addresses of YouTube that others collected', () => {
  it('are judged as there, but for those listed with a reason', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('youtube');
    const reasonOf = ({ url }: { url: string }): string | undefined => {
      if (!/^https?:/.test(url)) return 'an id or half an address, not an address';
      if (/\/feed\//.test(url)) return 'a feed is nobody’s post';
      return undefined;
    };
    const wrong = cases.filter(({ url }) => addressOf(url)?.platform !== 'youtube');
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of YouTube are known`);
    for (const each of wrong) console.info(`  ${each.url}: ${reasonOf(each)}`);
    expect(wrong.filter((each) => reasonOf(each) === undefined)).toEqual([]);
    // the id of a video is in its address; channels and lists are known there by what the network answers
    const videos = cases.filter(
      ({ url, id }) =>
        /^https?:(?!.*\/feed\/)/.test(url) && /^[\w-]{11}$/.test(id ?? '') && url.includes(`${id}`),
    );
    expect(videos.length).toBeGreaterThanOrEqual(40);
    for (const { url, id } of videos) expect(ids(url), url).toEqual([[id]]);
  });

  it('are matched as there', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = matchCasesOf('youtube');
    expect(cases.length).toBeGreaterThan(0);
    const subject = (parser: string): string => (parser.endsWith('profile') ? 'channel' : 'post');
    const wrong = cases.filter(({ parser, url, match }) => {
      const address = addressOf(url);
      return (address?.platform === 'youtube' && address.subject === subject(parser)) !== match;
    });
    console.info(`pender: ${cases.length - wrong.length} of ${cases.length} addresses are judged alike`);
    expect(wrong).toEqual([]);
  });
});
