// What addresses of Rumble name; and those that others collected.
import { describe, expect, it } from 'vitest';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): readonly (readonly string[])[] | undefined =>
  addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of Rumble', () => {
  it.each([
    'https://rumble.com/v7acgqo-seeds-in-spring.html',
    'https://rumble.com/v7acgqo-seeds-in-spring.html?e9s=src_v1_cmd&mref=a&mc=b',
    'http://www.rumble.com/v7ACGQO?key=value',
    'https://rumble.com/v7acgqo.html',
    'https://rumble.com/v7acgqo-the-u.s.-cannot-other-words.html',
    'https://rumble.com/shorts/v7acgqo',
  ])('%s is that video', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'rumble', subject: 'post' });
    expect(ids(url)).toEqual([['v7acgqo']]);
  });

  it('keep a page and its player apart, until a page says that they are of one video', () => {
    expect(ids('https://rumble.com/embed/v785sqg/?pub=4')).toEqual([['embed', 'v785sqg']]);
    expect(ids('https://rumble.com/embed/ufe9n.v785sqg')).toEqual([['embed', 'v785sqg']]);
    expect(ids('https://rumble.com/v785sqg')).not.toEqual(ids('https://rumble.com/embed/v785sqg'));
    const both = identitiesOf(
      {
        subject: 'post',
        postUrl: 'https://rumble.com/v7acgqo-a.html',
        postId: 'v7acgqo',
        otherIds: ['embed/v785sqg', '436970680'],
      },
      'https://rumble.com/v7acgqo-a.html',
      'rumble',
    );
    expect(both.map((each) => each.ids)).toEqual([['v7acgqo'], ['embed', 'v785sqg'], ['436970680']]);
  });

  it('never take a comment for its video, nor a user for the channel of that name', () => {
    expect(ids('https://rumble.com/v7acgqo-a.html#comment-1001')).toEqual([['comment', '1001']]);
    expect(addressOf('https://rumble.com/c/GardenNotes/videos?page=2')).toMatchObject({
      subject: 'channel',
      url: 'https://rumble.com/c/GardenNotes',
      identities: [{ ids: ['c', 'gardennotes'] }],
    });
    expect(addressOf('https://rumble.com/user/GardenNotes')).toMatchObject({
      subject: 'account',
      identities: [{ ids: ['user', 'gardennotes'] }],
    });
  });

  it.each([
    'https://rumble.com/',
    'https://rumble.com/videos?sort=views',
    'https://rumble.com/category/news',
    'https://notrumble.com/v7acgqo-a.html',
    'https://rumble.com.evil.example/v7acgqo-a.html',
  ])('%s names nothing of Rumble', (url) => {
    expect(addressOf(url)?.platform).not.toBe('rumble');
  });
});

describe('addresses of Rumble that others collected', () => {
  it('are all known, by the id in the address', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const cases = urlCasesOf('rumble');
    expect(cases.length).toBeGreaterThanOrEqual(10);
    const wrong = cases.filter(({ url }) => {
      const address = addressOf(url);
      // the id there is that of the player
      const [, id] =
        /\/(?:embed\/(?:\w+\.)?|c\/|user\/)?([^/?-]+?)(?:-[^/]*)?(?:\.html)?(?:\?.*)?$/.exec(url) ?? [];
      return address?.platform !== 'rumble' || address.id !== id?.toLowerCase();
    });
    console.info(`yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of Rumble are known`);
    expect(wrong.map(({ url }) => url)).toEqual([]);
  });
});
