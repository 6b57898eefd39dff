// Real saved pages of X, read in a real browser, against values that were read from them by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

const Expected = z.object({
  entries: z.array(
    z.object({
      file: z.string(),
      root: z._default(z.string(), ''),
      index: z._default(z.number(), 0),
      expected: z.looseObject({
        permalink: z.optional(z.string()),
        post_id: z.optional(z.string()),
        author_handle: z.optional(z.string()),
        published_utc: z.optional(z.string()),
        text: z.optional(z.nullable(z.string())),
        language: z.optional(z.nullable(z.string())),
        engagement_label: z.optional(z.nullable(z.string())),
        has_quote: z.optional(z.boolean()),
        social_context: z.optional(z.nullable(z.string())),
      }),
    }),
  ),
});
const entries = hasShared
  ? Expected.parse(JSON.parse(shared('pages/expected.json'))).entries.filter(({ file }) =>
      file.startsWith('x/'),
    )
  : [];

/** The counts of "7 replies, 21 reposts, 72 likes, 6 bookmarks, 10091 views"; zeros are left out there. */
function counts(label: string): Record<string, number> {
  const count = (word: RegExp): number => Number(new RegExp(`(\\d+) ${word.source}`).exec(label)?.[1] ?? 0);
  return { replies: count(/repl/), shares: count(/repost/), likes: count(/like/), views: count(/view/) };
}

const oneLine = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('saved pages of X', () => {
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(entries.length).toBeGreaterThanOrEqual(13);
  });

  it.each(entries)('reads $file, post $index, as it is by eye', async ({ file, root, index, expected }) => {
    const page = await browser.open(shared(`pages/${file}`), 'https://x.com/home');
    const { post, platform, via } = await page.evaluate(
      ([selector, at]) => readers.click('x', selector, at),
      [root, index] as const,
    );
    await page.context().close();
    expect({ platform, via, subject: post.subject }).toEqual({
      platform: 'x',
      via: 'clicked',
      subject: 'post',
    });
    expect(post.postUrl).toBe(expected.permalink);
    expect(post.postUrlSource).toBe('permalink_dom');
    expect(post.postId).toBe(expected.post_id);
    expect(post.author?.handle).toBe(expected.author_handle);
    expect(post.author?.displayName).toBeTruthy();
    expect([post.postedAt, post.postedAtSource]).toEqual([expected.published_utc, 'element']);
    expect(oneLine(post.text)).toContain(oneLine(expected.text));
    if (expected.text === '') expect(post.text).toBeUndefined();
    expect(post.language ?? null).toBe(expected.language);
    expect(post.quoted?.relation === 'quote').toBe(expected.has_quote);
    expect(oneLine(post.contextNote)).toBe(expected.social_context ?? '');
    expect(post.sponsored).toBe('no');
    expect(post.adapterNote).toBeUndefined();
    const { views = 0, ...engagement } = counts(expected.engagement_label ?? '');
    expect(post.engagement).toMatchObject(engagement);
    expect(post.engagement?.views ?? 0).toBe(views);
  });

  it('reads an advert, which has no time: address from another link, time from the id, and says so', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const html = shared('pages/x/mnemosyne--invalid_time.html').replaceAll('\\"', '"');
    const page = await browser.open(html, 'https://x.com/home');
    const { post } = await page.evaluate(() => readers.click('x', '[data-testid="tweetText"]'));
    expect(post).toMatchObject({
      postUrl: 'https://x.com/premium/status/1819261599334474117',
      postedAt: '2024-08-02T06:39:00.184Z',
      postedAtSource: 'id_derived',
      sponsored: 'unknown',
      adapterNote: 'address_from_other_link',
      engagement: { replies: 4, shares: 948, likes: 7658, views: 84_619_011 },
    });
  });

  it('finds the quoted post by its picture, and the one without a picture by the post around it', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await browser.open(shared('pages/x/metascraper-x--profile.html'), 'https://x.com/Kikobeats');
    const quote = 'article div[role="link"] [data-testid="tweetPhoto"] img';
    const { post } = await page.evaluate((selector) => readers.click('x', selector), quote);
    expect(post).toMatchObject({
      author: { handle: 'rauchg', displayName: 'Guillermo Rauch' },
      postUrl: 'https://x.com/rauchg/status/1935417542534906135',
      postedAt: '2025-06-18T19:21:15.000Z',
      parentPostId: '1935738866390253649',
    });
    const video = await browser.open(
      shared('pages/x/tweetyoink--x-tweet-quote-video.html'),
      'https://x.com/home',
    );
    const words = 'article div[role="link"] [data-testid="tweetText"]';
    const { post: unaddressed } = await video.evaluate((selector) => readers.click('x', selector), words);
    expect(unaddressed).toMatchObject({
      author: { handle: 'OriginalPoster' },
      parentPostId: '1983128852952998358',
      adapterNote: 'quote_address_not_on_page',
    });
    expect([unaddressed.postUrl, unaddressed.postId]).toEqual([undefined, undefined]);
  });

  it('reads the head of a profile as the account, wherever it is clicked', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await browser.open(shared('pages/x/metascraper-x--profile.html'), 'https://x.com/Kikobeats');
    for (const mark of ['UserName', 'UserDescription', 'UserProfileHeader_Items', '101198215-follow']) {
      const readings = await page.evaluate(
        (selector) => readers.everywhere('x', selector),
        `main [data-testid="${mark}"]`,
      );
      for (const { platform, post } of readings) {
        expect(platform).toBe('x');
        expect(post).toMatchObject({
          subject: 'account',
          postUrl: 'https://x.com/Kikobeats',
          postUrlSource: 'address_bar',
          author: { id: '101198215', handle: 'Kikobeats', displayName: 'Kiko Beats' },
          links: ['https://t.co/4PQvCsVNsA', 'https://t.co/IG8Qq0IDKi', 'https://t.co/NTHlhnMhCN'],
        });
        expect(oneLine(post.text)).toContain('Building web infra & open source');
        expect(post.author?.verified).toBeUndefined();
      }
    }
  });

  it('reads pages as served to whom is not logged in from their head', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const post = await browser.open(
      shared('pages/x/metascraper-x--post-og.html'),
      'https://x.com/realDonaldTrump/status/1222907250383245320',
    );
    expect((await post.evaluate(() => readers.click('x', '#react-root'))).post).toMatchObject({
      subject: 'post',
      postUrl: 'https://x.com/realDonaldTrump/status/1222907250383245320',
      postUrlSource: 'address_bar',
      author: { handle: 'realDonaldTrump', displayName: 'Donald J. Trump' },
      text: expect.stringMatching(/^“Schiff blasted .*” @foxandfriends/),
      postedAt: '2020-01-30T15:39:43.666Z',
      postedAtSource: 'id_derived',
    });
    const profile = await browser.open(
      shared('pages/x/metascraper-x--profile-og.html'),
      'https://x.com/kikobeats',
    );
    expect((await profile.evaluate(() => readers.click('x', '#react-root'))).post).toMatchObject({
      subject: 'account',
      author: { handle: 'kikobeats', displayName: '#!/kiko/beats' },
    });
  });
});
