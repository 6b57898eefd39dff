// Real saved pages of Bluesky, read in a real browser, against values that were read from them by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';

const HERE = 'https://bsky.app/profile/glendunlap.bsky.social/post/3mdegyw3ves2t';
const ITEM = '[data-testid^="postThreadItem-by-"]';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('a saved thread of Bluesky', () => {
  it('reads the opened post as it is by eye', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const [entry] = expectedIn('bluesky');
    if (!entry) throw new Error('no expected values for Bluesky');
    const page = await browser.open(shared(`pages/${entry.file}`), HERE);
    const { post } = await page.evaluate((root) => readers.click('bluesky', root), entry.root);
    const { expected } = entry;
    const { quotes: _, reposts, ...counts } = expected.engagement as Record<string, number>;
    expect(post).toMatchObject({
      postUrl: expected.permalink,
      postUrlSource: 'permalink_dom',
      postId: expected.post_id,
      author: {
        id: 'did:plc:24xmtazrkaxh7kwx2ehginec',
        handle: expected.author_handle,
        displayName: expected.author_display_name,
      },
      postedAtSource: 'inline_data',
      engagement: { ...counts, shares: reposts },
      hashtags: ['Birds', 'Raptors', 'Nature', 'Photography'],
    });
    expect(post.postedAt?.slice(0, 19)).toBe(String(expected.published_utc).slice(0, 19));
    expect(post.text).toContain(String(expected.text_starts));
    expect(post.media).toEqual([
      {
        kind: 'image',
        url: 'https://cdn.bsky.app/img/feed_fullsize/plain/did:plc:24xmtazrkaxh7kwx2ehginec/bafkreialfqefcq2xoumlw6ulbkfbamombpf5g56x3oncuxulwelcm6332i@jpeg',
      },
    ]);
    expect(post.quoted).toBeUndefined();
  });

  it('reads each of the replies as the one that its own link names, a few seconds to its shown minute', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await browser.open(
      shared('pages/bluesky/metascraper-bluesky--post-image-thread.html'),
      HERE,
    );
    const count = await page.locator(ITEM).count();
    expect(count).toBe(52);
    const keys = new Set<string | undefined>();
    for (let index = 1; index < count; index++) {
      const item = page.locator(ITEM).nth(index);
      const [href, shown] = await item
        .locator('a[data-tooltip]')
        .evaluateAll(([link]) => [link?.getAttribute('href'), link?.getAttribute('aria-label')]);
      const { post, subject } = await page.evaluate(([root, at]) => readers.click('bluesky', root, at), [
        ITEM,
        index,
      ] as const);
      expect(subject).toBe('post');
      expect(post.postUrl).toBe(`https://bsky.app${href}`);
      expect(post.author?.id).toMatch(/^did:plc:/);
      expect(post.author?.displayName).toBeTruthy();
      expect(post.text ?? post.media?.[0]?.url).toBeTruthy();
      expect(post.engagement?.likes).toBeTypeOf('number');
      expect(post.postedAtText).toBe(shown);
      expect(post.adapterNote).toBeUndefined();
      // the page was saved where the clock is an hour ahead of UTC
      const minute = Date.parse(`${shown?.replace(' at', '')} GMT+1`);
      expect(Math.abs(Date.parse(post.postedAt ?? '') - minute), `${shown}`).toBeLessThan(120_000);
      expect(post.postedAtSource).toBe('id_derived');
      keys.add(post.postUrl);
    }
    expect(keys.size).toBe(51);
  });

  it('finds no post where the saved page has only its outlines', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const url = 'https://bsky.app/profile/stephenking.bsky.social/post/3mddvy5bv6k27';
    const page = await browser.open(shared('pages/bluesky/metascraper-bluesky--post.html'), url);
    const { platform, post } = await page.evaluate(() =>
      readers.click('bluesky', '[data-testid="postThreadScreen"] div'),
    );
    expect([platform, post.postUrl]).toEqual(['other', url]);
  });
});
