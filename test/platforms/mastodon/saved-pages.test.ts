// A saved page in the form of Mastodon's (made by its publisher, not by a server), read in a real browser.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('a saved thread of Mastodon', () => {
  it('is read as it is by eye: the opened post and each reply', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const html = shared('pages/mastodon/defuddle--SYNTHETIC-thread.html');
    const page = await browser.open(html, 'https://mastodon.example/@alice/12345678');
    const click = async (selector: string, index = 0) =>
      (await page.evaluate((args) => readers.click('mastodon', ...args), [selector, index] as const)).post;
    expect(await click('.detailed-status .status__content p')).toEqual({
      subject: 'post',
      postUrl: 'https://mastodon.example/@alice/12345678',
      postUrlSource: 'permalink_dom',
      postId: '12345678',
      author: {
        handle: 'alice@mastodon.example',
        displayName: 'Alice',
        profileUrl: 'https://mastodon.example/@alice',
      },
      postedAt: '2026-04-20T12:00:00.000Z',
      postedAtSource: 'inline_data',
      text: 'This is a sample post about something interesting. Check out this link!\nhttps://example.com/interesting',
      language: 'en',
      languageSource: 'page',
      media: [{ url: 'https://cdn.mastodon.example/media/original/sample-image.png', kind: 'image' }],
      links: ['https://example.com/interesting'],
      engagement: { likes: 100, shares: 50 },
    });
    const replies = await Promise.all(
      [0, 1, 2, 3, 4].map((index) => click('.status__content__text p', index + 2)),
    );
    expect(replies.map(({ postId, author, postedAt }) => [postId, author?.handle, postedAt])).toEqual([
      ['12345679', 'alice@mastodon.example', '2026-04-20T12:05:00.000Z'],
      ['12345680', 'bob@other.social', '2026-04-20T12:15:00.000Z'],
      ['12345681', 'carol@third.social', '2026-04-20T12:30:00.000Z'],
      ['12345682', 'alice@mastodon.example', '2026-04-20T12:35:00.000Z'],
      ['12345683', 'dave@mastodon.example', '2026-04-20T13:00:00.000Z'],
    ]);
    expect(replies[4]?.links).toEqual(['https://example.com/related']);
    expect(replies[1]?.adapterNote).toBe('remote_copy');
  });
});
