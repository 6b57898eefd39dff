// Real saved pages and fragments of Reddit, read in a real browser, against what is seen in them.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, ROOT, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('saved pages of Reddit', () => {
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(expectedIn('reddit').length).toBeGreaterThanOrEqual(2);
  });

  it.each(expectedIn('reddit'))('reads $file as it was read by eye', async ({ file, root, expected }) => {
    const page = await browser.open(shared(`pages/${file}`), `${expected.permalink}`);
    const { platform, post } = await page.evaluate((at) => readers.click('reddit', at), root);
    const engagement = Object(expected.engagement);
    expect(platform).toBe('reddit');
    expect(post).toMatchObject({
      postUrl: expected.permalink,
      postUrlSource: 'permalink_dom',
      postId: expected.post_id,
      author: { handle: expected.author_handle },
      channel: { name: expected.community },
      postedAt: new Date(`${expected.published_utc}`).toISOString(),
      postedAtSource: 'element',
    });
    expect(post.text).toContain(expected.text_starts ?? expected.title);
    expect(post.engagement?.likes).toBe(engagement.score);
    if (engagement.comments) expect(post.engagement?.replies).toBe(engagement.comments);
    if (expected.language) expect(post.language).toBe(expected.language);
    if (expected.outbound_link) expect(post.links).toEqual([expected.outbound_link]);
  });

  const OLD = 'pages/reddit/fiit--old-reddit-2016-comments.html';
  const openOld = () =>
    browser.open(
      shared(OLD),
      'https://old.reddit.com/r/science/comments/579v6t/science_ama_series_hi_reddit_im_phil_klotzbach_a/',
    );

  it('reads every comment of old.reddit.com as itself', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await openOld();
    const selector = '.thing.comment > .entry .md';
    const names = await page
      .locator(selector)
      .evaluateAll((all) =>
        all.map((el) => el.closest('.thing')?.getAttribute('data-fullname') ?? 't1_d8q7p9l'),
      );
    const authors = await page
      .locator(selector)
      .evaluateAll((all) => all.map((el) => el.closest('.thing')?.getAttribute('data-author')));
    expect(names.length).toBeGreaterThan(70);
    const readings = await page.evaluate(
      ([css, count]) =>
        Promise.all(Array.from({ length: count }, (_, at) => readers.click('reddit', css, at))),
      [selector, names.length] as const,
    );
    expect(readings.map(({ post }) => `t1_${post.postId}`)).toEqual(names);
    expect(readings.map(({ post }) => post.author?.handle ?? null)).toEqual(authors);
    expect(authors).toContain(null);
    for (const { post } of readings) {
      const words = post.adapterNote ? '_' : 'science_ama_series_hi_reddit_im_phil_klotzbach_a';
      expect(post.postUrl).toContain(`/comments/579v6t/${words}/`);
      expect([post.threadId, post.postedAtSource]).toEqual(['579v6t', 'element']);
      expect(post.text).not.toBe('');
    }
  });

  it('reads the side of old.reddit.com as the community', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { post } = await (await openOld()).evaluate(() =>
      readers.click('reddit', '.titlebox .subscribers'),
    );
    expect(post).toMatchObject({
      subject: 'channel',
      channel: { name: 'r/science', url: 'https://www.reddit.com/r/science/' },
    });
  });

  it('reads the redesign of 2018 to 2024 by its ids', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const url =
      'https://www.reddit.com/r/AskReddit/comments/axtih6/what_is_the_most_worth_it_item_you_have_ever/';
    const page = await browser.open(shared('pages/reddit/postlight--new-reddit-2022-title-only.html'), url);
    const { post } = await page.evaluate(() => readers.click('reddit', '#t3_axtih6 h1'));
    expect(post).toMatchObject({ postUrl: url, postId: 'axtih6', postedAtText: '3 years ago' });
    expect(post.text).toMatch(/^What is the most "worth it" item/i);
    const comment = await page.evaluate(() =>
      readers.click('reddit', '#t1_ehwfe48 [data-testid="comment"] p'),
    );
    expect(comment.post).toMatchObject({
      postUrl: 'https://www.reddit.com/r/AskReddit/comments/axtih6/_/ehwfe48/',
      postId: 'ehwfe48',
      threadId: 'axtih6',
    });
    expect(comment.post.text).not.toBe('');
  });
});

describe('open shadow roots of Reddit', () => {
  it('belong to the post that they are in', async () => {
    const html = readFileSync(`${ROOT}test/fixtures/pages/reddit/feed.html`, 'utf8');
    const page = await browser.open(html, 'https://www.reddit.com/r/gardens/');
    const { platform, post } = await page.evaluate(() =>
      readers.clickInShadow('reddit', 'shreddit-post', 'button'),
    );
    expect([platform, post.postId]).toEqual(['reddit', '1aaa01']);
  });

  it('and a slot of a comment to that comment', async () => {
    const html = readFileSync(`${ROOT}test/fixtures/pages/reddit/thread.html`, 'utf8');
    const page = await browser.open(html, 'https://www.reddit.com/r/gardens/comments/1aaa10/which_soil/');
    const { post } = await page.evaluate(() =>
      readers.clickInShadow('reddit', 'shreddit-comment', 'slot[name="comment"]'),
    );
    expect(post.postId).toBe('c00001');
  });

  it('takes the innermost comment for a link that the menu names', async () => {
    const html = readFileSync(`${ROOT}test/fixtures/pages/reddit/thread.html`, 'utf8');
    const page = await browser.open(html, 'https://www.reddit.com/r/gardens/comments/1aaa10/which_soil/');
    const { post, via } = await page.evaluate(() =>
      readers.from('reddit', { kind: 'hint', linkUrl: 'https://sand.example/' }),
    );
    expect([via, post.postId]).toEqual(['link', 'c00002']);
  });
});
