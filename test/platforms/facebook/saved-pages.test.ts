// Real saved pages of Facebook, read in a real browser, against values that were read from them by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';
import type { Reading } from '../in-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function read(file: string, url: string, selector: string, index = 0): Promise<Reading> {
  const page = await browser.open(shared(`pages/facebook/${file}.html`), url);
  const reading = await page.evaluate(([at, n]) => readers.click('facebook', at, n), [
    selector,
    index,
  ] as const);
  await page.context().close();
  return reading;
}

const MEEDAN = 'pender--facebook-profile-page_meedan';
const GARCON = 'garcon--v2-a-text-story-with-image';
const IRON = 'pender--facebook-item-page_ironmaiden';

describe('saved pages of Facebook', () => {
  it('give a video of a page as it is by eye, its time from inline data', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const entry = expectedIn('facebook').find(({ file }) => file.includes(MEEDAN));
    const { expected } = entry!;
    for (const [selector, index] of [
      ['[role="article"]', 0],
      ['[role="article"] video', 0],
      ['[role="article"] h2 a', 0],
      ['[role="toolbar"]', 0],
    ] as const) {
      const { platform, post } = await read(MEEDAN, 'https://www.facebook.com/heymeedan', selector, index);
      expect(platform).toBe('facebook');
      expect(post).toMatchObject({
        subject: 'post',
        postUrl: expected.permalink,
        postUrlSource: 'permalink_dom',
        postId: expected.post_id,
        author: { displayName: expected.author_display_name, profileUrl: expected.author_url },
        postedAt: '2021-05-03T13:32:01.000Z',
        postedAtSource: 'inline_data',
        engagement: { likes: 2 },
      });
      expect([post.text, post.adapterNote, post.quoted]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('give the page’s account with its number, and a picture of its grid as a post', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { post } = await read(MEEDAN, 'https://www.facebook.com/heymeedan', 'h1');
    expect(post).toMatchObject({
      subject: 'account',
      postUrl: 'https://www.facebook.com/heymeedan',
      author: { id: '100067935271247', handle: 'heymeedan', displayName: 'Meedan' },
    });
    const tile = await read(
      MEEDAN,
      'https://www.facebook.com/heymeedan',
      'a[href*="fbid=10157607904894439"] img',
    );
    expect(tile.post).toMatchObject({
      postUrl: 'https://www.facebook.com/photo/?fbid=10157607904894439',
      postId: '10157607904894439',
    });
  });

  it('give a post from inline data where nothing is rendered', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { expected } = expectedIn('facebook').find(({ file }) => file.includes(GARCON))!;
    const { post } = await read(GARCON, `${expected.permalink}`, 'body > div');
    expect(post).toMatchObject({
      postUrl: expected.permalink,
      postUrlSource: 'address_bar',
      postId: expected.post_id,
      otherIds: ['pfbid0NPAVi78AX53SAGKhpdixFZH9GJ7Y54JaqUxr9hR5TNXaYDW29fKcUKHMM5bLPniXl'],
      author: { id: '100028295814975' },
      postedAt: '2023-01-14T09:34:59.000Z',
      postedAtSource: 'inline_data',
      adapterNote: 'address_from_bar',
    });
    expect(post.text?.replace(/\s+/gu, ' ')).toBe(expected.text);
  });

  it('give nothing from the inline data of another post', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const other = 'https://www.facebook.com/permalink.php?story_fbid=pfbid0Another&id=100028295814975';
    const { post } = await read(GARCON, other, 'body > div');
    expect(post).toMatchObject({ postUrl: other, postId: 'pfbid0Another' });
    expect([post.text, post.postedAt, post.author]).toEqual([undefined, undefined, undefined]);
  });

  it('give a post of 2020, whose time leads to its picture, its own number', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const url = 'https://www.facebook.com/ironmaiden/posts/10157024746512051';
    for (const selector of [
      '[data-testid="post_message"] p',
      '[data-testid="fbfeed_story"] abbr',
      '[data-testid="fbfeed_story"] h5 a',
    ]) {
      const { post } = await read(IRON, url, selector);
      expect(post).toMatchObject({
        subject: 'post',
        postUrl: url,
        postId: '10157024746512051',
        author: { handle: 'ironmaiden', displayName: 'Iron Maiden' },
        postedAt: '2020-05-07T14:01:18.000Z',
        postedAtSource: 'element',
      });
      expect(post.text).toMatch(/^Legacy of the Beast Touring Update 2020\/21\nI hope you/);
      expect(post.quoted).toBeUndefined();
      expect(post.links?.[0]).toContain('l.facebook.com/l.php?u=http%3A%2F%2FIronMaiden.com');
    }
  });
});
