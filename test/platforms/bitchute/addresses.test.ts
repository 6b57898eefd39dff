// What addresses of BitChute name; and those that others collected.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of BitChute', () => {
  it.each([
    'https://www.bitchute.com/video/KzK7T8QprVY/',
    'https://www.bitchute.com/video/KzK7T8QprVY?list=notifications&randomize=false',
    'http://bitchute.com/video/KzK7T8QprVY',
    'https://old.bitchute.com/video/KzK7T8QprVY/',
    'https://www.bitchute.com/embed/KzK7T8QprVY/',
    'https://www.bitchute.com/torrent/Zee5BE49045h/KzK7T8QprVY.webtorrent',
  ])('%s is that video', (url) => {
    expect(addressOf(url)).toMatchObject({
      platform: 'bitchute',
      subject: 'post',
      url: 'https://www.bitchute.com/video/KzK7T8QprVY',
    });
    expect(ids(url)).toEqual([['KzK7T8QprVY']]);
  });

  it('differ in capitals, in kind, and from comments', () => {
    expect(ids('https://www.bitchute.com/video/kzk7t8qprvy/')).toEqual([['kzk7t8qprvy']]);
    expect(addressOf('https://www.bitchute.com/channel/GardenNotes/videos')).toMatchObject({
      subject: 'channel',
      identities: [{ ids: ['channel', 'GardenNotes'] }],
    });
    expect(addressOf('https://www.bitchute.com/profile/I5NgtHZn9vPj/')).toMatchObject({
      subject: 'account',
      identities: [{ ids: ['profile', 'I5NgtHZn9vPj'] }],
    });
    expect(addressOf('https://www.bitchute.com/playlist/wV9Imujxasw9/')).toMatchObject({
      subject: 'website',
    });
    expect(
      identitiesOf(
        { subject: 'post', postId: 'c-901', threadId: 'KzK7T8QprVY' },
        'https://www.bitchute.com/video/KzK7T8QprVY',
        'bitchute',
      ),
    ).toEqual([{ platform: 'bitchute', subject: 'post', ids: ['comment', 'c-901'] }]);
  });

  it.each([
    'https://www.bitchute.com/',
    'https://www.bitchute.com/search/?query=seeds',
    'https://notbitchute.com/video/KzK7T8QprVY/',
    'https://www.bitchute.com.evil.example/video/KzK7T8QprVY/',
  ])('%s names nothing of BitChute', (url) => {
    expect(addressOf(url)?.platform).not.toBe('bitchute');
  });
});

describe('addresses of BitChute that others collected', () => {
  it('are all known, by the id in the address', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('bitchute');
    expect(cases.length).toBeGreaterThanOrEqual(8);
    const wrong = cases.filter(({ url }) => {
      const address = addressOf(url);
      return (
        address?.platform !== 'bitchute' ||
        address.id !==
          url
            .replace(/\.\w+$|\/$/, '')
            .split('/')
            .at(-1)
      );
    });
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of BitChute are known`);
    expect(wrong.map(({ url }) => url)).toEqual([]);
  });
});
