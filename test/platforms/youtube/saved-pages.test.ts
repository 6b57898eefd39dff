// Saved pages of YouTube as they were served, read in a real browser, against values that were read from them by eye.
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import type { Reading } from '../in-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser.close());

async function click(ctx: TestContext, file: string, url: string, selector = 'body *'): Promise<Reading> {
  if (!hasShared) ctx.skip(NO_SHARED);
  const page = await browser.open(shared(`pages/youtube/${file}`), url);
  const reading = await page.evaluate((place) => readers.click('youtube', place), selector);
  await page.context().close();
  return reading;
}

describe('saved pages of YouTube', () => {
  it('a video of 2025 is read with its time, channel and views', async (ctx) => {
    const url = 'https://www.youtube.com/watch?v=hwMkbaS_M_c';
    const { post, platform, subject } = await click(ctx, 'metascraper-youtube--youtube-video.html', url);
    expect({ platform, subject }).toEqual({ platform: 'youtube', subject: 'post' });
    expect(post).toMatchObject({
      postUrl: url,
      postUrlSource: 'address_bar',
      postId: 'hwMkbaS_M_c',
      author: { id: 'UCzcRQ3vRNr6fJ1A9rqFn7QA', handle: 'OneMedia.', displayName: 'ONE Media' },
      channel: { id: 'UCzcRQ3vRNr6fJ1A9rqFn7QA', name: 'ONE Media' },
      postedAt: '2017-04-14T16:02:38.000Z',
      postedAtSource: 'inline_data',
      media: [{ url: 'https://i.ytimg.com/vi/hwMkbaS_M_c/maxresdefault.jpg', kind: 'image' }],
      engagement: { views: 1_077_715 },
    });
    expect(post.text).toMatch(/^Star Wars 8 THE LAST JEDI Official TRAILER/);
  });

  it('the same page under the address of another video says nothing of that one', async (ctx) => {
    const url = 'https://www.youtube.com/watch?v=AnotherVid1';
    const { post } = await click(ctx, 'metascraper-youtube--youtube-video.html', url);
    expect(post).toEqual({
      subject: 'post',
      postUrl: url,
      postUrlSource: 'address_bar',
      postId: 'AnotherVid1',
    });
  });

  it('a video of 2022 has a day without a zone, which is no time', async (ctx) => {
    const url = 'https://www.youtube.com/watch?v=S49CN57Y58o';
    const { post } = await click(ctx, 'pender--youtube-item-page.html', url);
    expect(post).toMatchObject({
      postUrl: url,
      author: {
        id: 'UCXOPfBqPphU15a6mpW7hwVw',
        displayName: 'CoasterFan2105',
        profileUrl: 'https://www.youtube.com/user/CoasterFan2105',
      },
      engagement: { views: 2_925_789 },
      textTruncated: true,
    });
    expect([post.postedAt, post.postedAtSource]).toEqual([undefined, undefined]);
  });

  it('a channel is read by name and by id', async (ctx) => {
    const url = 'https://www.youtube.com/@OneMedia.';
    const { post, subject } = await click(ctx, 'metascraper-youtube--youtube-channel.html', url);
    expect(subject).toBe('channel');
    expect(post).toMatchObject({
      postUrl: url,
      postId: '@OneMedia.',
      otherIds: ['UCzcRQ3vRNr6fJ1A9rqFn7QA'],
      channel: { id: 'UCzcRQ3vRNr6fJ1A9rqFn7QA', url },
    });
  });

  it('comments that only stand in data of the page are not read as the video', async (ctx) => {
    const url = 'https://www.youtube.com/watch?v=arj7oStGLkU';
    const { post } = await click(ctx, 'metascraper-youtube--youtube-video-comments.html', url, 'body');
    expect(post.postId).toBe('arj7oStGLkU');
    expect(post.text ?? '').not.toContain('a comment');
  });
});
