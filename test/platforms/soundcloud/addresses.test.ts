// What addresses of SoundCloud name: tracks, sets, accounts; by name, by number, in players. Secret parts stay.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);

describe('a track', () => {
  const SPELLINGS = [
    'https://soundcloud.com/garden-notes/first-seeds',
    'http://www.soundcloud.com/Garden-Notes/First-Seeds/',
    'https://m.soundcloud.com/garden-notes/first-seeds?si=abc&utm_source=clipboard',
    'https://soundcloud.com/garden-notes/first-seeds?in=other/sets/spring#t=1:05',
    'https://soundcloud.com/garden-notes/first-seeds/s-AbC12',
    'https://soundcloud.com/garden-notes/first-seeds/recommended',
    'https://soundcloud.com/garden-notes/first-seeds/likes',
    'https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fgarden-notes%2Ffirst-seeds&auto_play=true',
  ];
  it.each(SPELLINGS)('%s is that track', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'soundcloud', subject: 'post' });
    expect(ids(url)).toEqual([['garden-notes', 'first-seeds']]);
  });

  it('keeps its secret part', () => {
    expect(addressOf('https://soundcloud.com/garden-notes/first-seeds/s-AbC12?si=x')?.url).toBe(
      'https://soundcloud.com/garden-notes/first-seeds/s-AbC12',
    );
    expect(addressOf('https://soundcloud.com/garden-notes/sets/spring/s-AbC12')?.url).toBe(
      'https://soundcloud.com/garden-notes/sets/spring/s-AbC12',
    );
    const player =
      'https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Fplaylists%2F92&secret_token=s-x';
    expect(addressOf(player)).toMatchObject({
      subject: 'post',
      url: 'https://api.soundcloud.com/playlists/92?secret_token=s-x',
      identities: [{ ids: ['playlists', '92'] }],
    });
  });

  it('is one by name and by number; a track, a set, a comment and an account with one number are four', () => {
    const read = (post: object): unknown[] =>
      identitiesOf({ subject: 'post', ...post }, 'https://soundcloud.com/', 'soundcloud').map(
        ({ ids }) => ids,
      );
    const postUrl = 'https://soundcloud.com/garden-notes/first-seeds';
    expect(read({ postUrl, postId: '92' })).toEqual([
      ['garden-notes', 'first-seeds'],
      ['tracks', '92'],
    ]);
    expect(read({ postId: '92', postUrl: 'https://soundcloud.com/garden-notes/sets/spring' })).toContainEqual(
      ['playlists', '92'],
    );
    expect(read({ postId: '92', threadId: 'garden-notes/first-seeds' })).toEqual([['comments', '92']]);
    expect(read({ subject: 'account', author: { id: '92' } })).toEqual([['users', '92']]);
    expect(ids('https://api-v2.soundcloud.com/tracks/soundcloud%3Atracks%3A92')).toEqual([['tracks', '92']]);
  });
});

describe('other addresses', () => {
  it('name sets, accounts and comments', () => {
    expect(addressOf('https://soundcloud.com/garden-notes/sets/spring')).toMatchObject({ subject: 'post' });
    for (const list of ['', '/', '/tracks', '/likes', '/sets', '/followers?x=1'])
      expect(addressOf(`https://soundcloud.com/Garden-Notes${list}`), list).toMatchObject({
        subject: 'account',
        identities: [{ ids: ['garden-notes'] }],
      });
    expect(ids('https://soundcloud.com/garden-notes/first-seeds/comment-77')).toEqual([['comments', '77']]);
    expect(addressOf('https://soundcloud.com/discover/sets/weekly::garden')).toMatchObject({
      subject: 'website',
    });
  });

  const NOT_OURS = [
    'https://soundcloud.com/',
    'https://soundcloud.com/discover',
    'https://soundcloud.com/search?q=seeds',
    'https://on.soundcloud.com/AbCdE',
    'https://snd.sc/AbCdE',
    'https://notsoundcloud.com/garden/seeds',
    'https://soundcloud.com.evil.example/garden/seeds',
    'https://w.soundcloud.com/player/?url=https%3A%2F%2Fw.soundcloud.com%2Fplayer%2F%3Furl%3Dx',
  ];
  it.each(NOT_OURS)('%s is none', (url) => {
    expect(addressOf(url)?.platform).not.toBe('soundcloud');
  });
});

it('addresses that yt-dlp knows are known, but for those listed with a reason', (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const EXPLAINED = { 'scsearch15:post-avant jazzcore': 'a search of that program, no address' };
  const SUBJECTS: Record<string, string> = {
    SoundcloudUserIE: 'account',
    SoundcloudUserPermalinkIE: 'account',
    SoundcloudTrackStationIE: 'website',
  };
  const cases = urlCasesOf('soundcloud');
  const wrong = cases.filter(({ url, ie }) => {
    const address = addressOf(url);
    const expected = url.includes('/discover/') ? 'website' : (SUBJECTS[String(ie)] ?? 'post');
    return address?.platform !== 'soundcloud' || address.subject !== expected;
  });
  console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of SoundCloud are known`);
  expect(wrong.map(({ url }) => url)).toEqual(Object.keys(EXPLAINED));
});
