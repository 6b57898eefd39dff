// What addresses of Reddit name: one post has one identity however it is written, and a comment is not its post.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import { addressOf, identitiesOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED, ROOT } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string) => addressOf(url)?.identities.map((one) => one.ids);

describe('addresses of Reddit', () => {
  const POST = [
    'https://www.reddit.com/r/Gardens/comments/1aaa10/which_soil/',
    'http://reddit.com/r/gardens/comments/1AAA10/which_soil?utm_source=share&utm_medium=web2x',
    'https://old.reddit.com/r/gardens/comments/1aaa10/which_soil/?sort=top&context=3',
    'https://new.reddit.com/r/gardens/comments/1aaa10/',
    'https://np.reddit.com/r/gardens/comments/1aaa10/which_soil/.json',
    'https://sh.reddit.com/r/gardens/comments/1aaa10.rss',
    'https://m.reddit.com/r/gardens/comments/1aaa10/which_soil/',
    'https://i.reddit.com/r/gardens/comments/1aaa10/which_soil.compact',
    'https://amp.reddit.com/r/gardens/comments/1aaa10/which_soil/',
    'https://de.reddit.com/r/gardens/comments/1aaa10/which_soil/',
    'https://www.redditmedia.com/r/gardens/comments/1aaa10/which_soil/?ref_source=embed&ref=share&embed=true',
    'https://embed.reddit.com/r/gardens/comments/1aaa10/which_soil/?embed=true&theme=dark',
    'https://www.reddit.com/comments/1aaa10',
    'https://www.reddit.com/comments/t3_1aaa10/which_soil/',
    'https://www.reddit.com/gallery/1aaa10',
    'https://www.reddit.com/r/gardens/duplicates/1aaa10/which_soil/',
    'https://www.reddit.com/tb/1aaa10',
    'https://www.reddit.com/link/1aaa10/video/abc123/player',
    'https://redd.it/1aaa10',
    'https://www.redd.it/1aaa10/',
    'https://www.reddit.com/over18?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2Fgardens%2Fcomments%2F1aaa10%2F',
    'https://redlib.example.org/r/gardens/comments/1aaa10/which_soil/',
    'https://rxddit.com/r/gardens/comments/1aaa10/which_soil/',
    'https://www.reddittorjg6rue252oqsxryoxengawnmo46qy4kyii5wtqnwfj4ooad.onion/r/gardens/comments/1aaa10/',
    'https://www.reddit.com./r/gardens/comments/1aaa10/#c00001',
  ];
  it.each(POST)('%s is that post', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'reddit', subject: 'post', id: '1aaa10' });
    expect(ids(url)).toEqual([['t3', '1aaa10']]);
    expect(addressOf(url)?.url).toMatch(
      /^https:\/\/www\.reddit\.com\/(?:r\/gardens\/)?comments\/1aaa10\/(?:which_soil\/)?$/i,
    );
  });

  const COMMENT = [
    'https://www.reddit.com/r/gardens/comments/1aaa10/which_soil/c00001/',
    'https://old.reddit.com/r/gardens/comments/1aaa10/which_soil/c00001?context=3',
    'https://www.reddit.com/r/gardens/comments/1aaa10/comment/c00001/?utm_source=reddit&utm_medium=web2x',
    'https://www.reddit.com/r/gardens/comments/1aaa10/_/c00001/',
    'https://www.reddit.com/comments/1aaa10/_/t1_c00001',
    'https://www.reddit.com/user/Gardener/comments/1aaa10/which_soil/c00001/',
  ];
  it.each(COMMENT)('%s is that comment, not its post', (url) => {
    expect(ids(url)).toEqual([['t1', 'c00001']]);
    expect(addressOf(url)?.url).toMatch(/comments\/1aaa10\/(?:_|which_soil)\/c00001\/$/);
  });

  it('keeps a post and a comment apart that have the same number', () => {
    expect(ids('https://redd.it/1aaa10')).not.toEqual(
      ids('https://www.reddit.com/comments/1zzz99/_/1aaa10/'),
    );
  });

  it('knows posts under a person by either name of the place', () => {
    const url = 'https://www.reddit.com/user/Gardener/comments/1aaa05/my_diary/';
    expect(addressOf('https://www.reddit.com/r/u_Gardener/comments/1aaa05/my_diary/')?.url).toBe(url);
    expect(addressOf('https://www.reddit.com/u/Gardener/comments/1aaa05/my_diary')?.url).toBe(url);
  });

  it('keeps words that are not written in Latin letters', () => {
    const url = 'https://www.reddit.com/r/serbia/comments/pu9wbx/ako_vu%C4%8Di%C4%87_izgubi/';
    expect(addressOf(`${url}?a=1`)?.url).toBe(url);
  });

  it('knows communities and people without regard to case', () => {
    for (const url of ['https://www.reddit.com/r/Gardens', 'https://old.reddit.com/r/gardens/new/?sort=new'])
      expect([addressOf(url)?.subject, ids(url)]).toEqual(['channel', [['r', 'gardens']]]);
    const people = ['https://www.reddit.com/user/Green_Thumb/', 'https://reddit.com/u/green_thumb/comments/'];
    for (const url of [...people, 'https://www.reddit.com/r/u_Green_Thumb/'])
      expect([addressOf(url)?.subject, ids(url)]).toEqual(['account', [['user', 'green_thumb']]]);
  });

  it('knows a picture by its own and its preview address, and a video', () => {
    const picture = [['i', 'r0s1.jpg']];
    expect(ids('https://i.redd.it/r0s1.jpg')).toEqual(picture);
    expect(ids('https://preview.redd.it/three-roses-v0-r0s1.jpg?width=640&s=a')).toEqual(picture);
    expect(ids('https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fr0s1.jpg')).toEqual(picture);
    expect(ids('https://v.redd.it/storm1/DASH_720.mp4')).toEqual([['v', 'storm1']]);
  });

  const NOT_POSTS = [
    'https://www.reddit.com/',
    'https://www.reddit.com/r/gardens/s/AbCdEf1234',
    'https://www.reddit.com/r/popular/',
    'https://www.reddit.com/r/a+b/',
    'https://www.reddit.com/r/gardens/search/?q=a',
    'https://www.reddit.com/r/gardens/wiki/index',
    'https://www.reddit.com/search/?q=soil',
    'https://out.reddit.com/t3_1aaa10?url=https%3A%2F%2Fa.example',
    'https://reddit.com.evil.example/r/gardens/comments/1aaa10/',
    'https://notreddit.com/r/gardens/comments/1aaa10/',
    'https://notredd.it/1aaa10',
    'https://a.redd.it/1aaa10',
    'ftp://reddit.com/r/gardens/comments/1aaa10/',
    'https://www.reddit.com/over18?dest=https%3A%2F%2Fwww.reddit.com%2Fover18%3Fdest%3Dhttps%253A%252F%252Fa',
    'https://www.reddit.com/user/me/',
  ];
  it.each(NOT_POSTS)('%s is nothing of Reddit', (url) => {
    expect(addressOf(url)?.platform).not.toBe('reddit');
  });

  it('takes a full name and the id in it for one, for posts, comments, people and communities', () => {
    const keys = (post: Parameters<typeof identitiesOf>[0]): string[] =>
      dedupeKeys(identitiesOf(post, 'https://www.reddit.com/', 'reddit'), '').sort();
    expect(keys({ subject: 'post', postId: 't3_1aaa10' })).toEqual(
      keys({ subject: 'post', postId: '1aaa10', postUrl: 'https://redd.it/1aaa10' }),
    );
    expect(keys({ subject: 'post', postId: 'c00001', threadId: '1aaa10' })).toEqual(
      keys({ subject: 'post', postUrl: 'https://www.reddit.com/comments/1aaa10/_/c00001/' }),
    );
    const account = { subject: 'account' as const, author: { handle: 'Green_Thumb', id: 't2_x1' } };
    expect(keys(account)).toContain(
      keys({ subject: 'account', postUrl: 'https://www.reddit.com/user/green_thumb/' })[0],
    );
    const channel = { subject: 'channel' as const, channel: { name: 'r/Gardens', id: 't5_2gard' } };
    expect(keys(channel)).toContain(
      keys({ subject: 'channel', postUrl: 'https://www.reddit.com/r/gardens/' })[0],
    );
  });
});

describe('addresses that the reader makes', () => {
  const folder = `${ROOT}test/fixtures/pages/reddit/`;
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  it.each(files)('are canonical: %s', (file) => {
    const text = readFileSync(folder + file, 'utf8');
    const found = [
      ...text.matchAll(/"(?:postUrl|profileUrl|url)": "(https:\/\/www\.reddit\.com\/\w+\/[^"]+)"/g),
    ];
    expect(found.length).toBeGreaterThan(0);
    for (const [, url = ''] of found) if (!url.includes('=')) expect(addressOf(url)?.url).toBe(url);
  });
});

describe('addresses that others collected', () => {
  const cases = urlCasesOf('reddit');
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const wrong = cases.filter(({ url, id, display_id }) => {
      const found = addressOf(url);
      return (
        found?.subject !== 'post' ||
        ![display_id ?? id, undefined].includes((display_id ?? id) ? found.id : undefined)
      );
    });
    console.info(
      `reddit: ${cases.length - wrong.length} of ${cases.length} addresses, ${matchCasesOf('reddit').length} matches`,
    );
    expect(wrong.map(({ url }) => url)).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(17);
  });
});
