// Saved pages of TikTok, read in a real browser, against values that were read from them by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser.close());

const PROFILE = 'https://www.tiktok.com/@illojuan';
const oneLine = (text: string | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();

describe('saved pages of TikTok', () => {
  it.each(expectedIn('tiktok'))(
    'reads $file as it is by eye, wherever it is clicked',
    async ({ file, expected }) => {
      const page = await browser.open(shared(`pages/${file}`), `${expected.permalink}?is_from_webapp=v1`);
      for (const place of ['browse-video-desc', 'browse-username', 'like-count', 'browse-user-avatar']) {
        const { post, platform } = await page.evaluate(
          (name) => readers.click('tiktok', `[data-e2e="${name}"]`),
          place,
        );
        expect(platform).toBe('tiktok');
        expect(post).toMatchObject({
          postUrl: expected.permalink,
          postUrlSource: 'address_bar',
          postId: expected.post_id,
          author: { handle: expected.author_handle, displayName: expected.author_display_name },
          postedAtSource: 'inline_data',
        });
        expect(Date.parse(post.postedAt ?? '')).toBe(Date.parse(`${expected.published_utc}`));
        expect(oneLine(post.text)).toMatch(new RegExp(`^${expected.text_starts}`));
        expect(post.hashtags).toEqual(['learnwatercolor', 'watercolor', 'corn', 'ilovecorn']);
        expect(post.engagement).toMatchObject({ likes: 4787, replies: 52, shares: 75 });
      }
      await page.context().close();
    },
  );

  it('reads comments and replies of that page by their ids', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const url = 'https://www.tiktok.com/@rebelunicorncrafts/video/7134059641968872746';
    const page = await browser.open(shared('pages/tiktok/pender--tiktok-item-page.html'), url);
    const read = (level: number): Promise<unknown> =>
      page.evaluate(
        (name) => readers.click('tiktok', `[data-e2e="${name}"]`).then(({ post }) => post),
        `comment-level-${level}`,
      );
    expect(await read(1)).toMatchObject({
      postId: '7134076232289551150',
      parentPostId: '7134059641968872746',
      author: { handle: 'starling_dust', displayName: 'Starling' },
      text: 'It’s corn ✨',
      postedAt: '2022-08-20T21:39:38.000Z',
      postedAtSource: 'inline_data',
      engagement: { likes: 38 },
      adapterNote: 'address_not_on_page',
    });
    expect(await read(2)).toMatchObject({
      postId: '7134087166444127022',
      parentPostId: '7134076232289551150',
      threadId: '7134059641968872746',
      author: { handle: 'rebelunicorncrafts' },
      text: '😂😂😂',
    });
    await page.context().close();
  });

  it('reads an account, its tiles, and other accounts that are suggested there', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await browser.open(shared('pages/tiktok/metascraper-tiktok--profile.html'), PROFILE);
    const read = (selector: string): Promise<{ subject: string; post: unknown }> =>
      page.evaluate((place) => readers.click('tiktok', place), selector);
    for (const place of ['user-title', 'user-avatar', 'user-bio', 'followers-count'])
      expect(await read(`[data-e2e="${place}"]`)).toMatchObject({
        subject: 'account',
        post: {
          postUrl: PROFILE,
          postId: 'illojuan',
          otherIds: ['6781206617314018309'],
          author: { id: '6781206617314018309', handle: 'illojuan', displayName: 'IlloJuan', verified: 'yes' },
          text: 'Timing, saludos desde Almería',
        },
      });
    expect(await read('[data-e2e="user-post-item"] img')).toMatchObject({
      subject: 'post',
      post: {
        postUrl: 'https://www.tiktok.com/@illojuan/video/7571863205253778710',
        postUrlSource: 'permalink_dom',
        author: { handle: 'illojuan' },
        postedAtSource: 'id_derived',
        engagement: { views: 192_100 },
      },
    });
    expect(await read('a[href="/@rosalia"] p')).toMatchObject({
      subject: 'account',
      post: {
        postUrl: 'https://www.tiktok.com/@rosalia',
        author: { handle: 'rosalia', displayName: 'La Rosalia' },
      },
    });
    await page.context().close();
  });
});
