// A real saved page of 4chan, read in a real browser, against what is seen on it; and which pages are taken for boards.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, ROOT, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('saved pages of 4chan', () => {
  it('reads the post of a moderator as it is seen', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(expectedIn('4chan')).toEqual([]);
    const page = await browser.open(
      shared('pages/4chan/pychan--pol_moderator_post.html'),
      'https://boards.4chan.org/pol/thread/259848258/check-the-catalog-before-posting-a-new-thread-',
    );
    for (const place of ['.postInfo.desktop .name', '.postInfoM .name', '.fileThumb img', 'blockquote p']) {
      const { platform, post } = await page.evaluate((at) => readers.click('fourchan', at), place);
      expect(platform).toBe('fourchan');
      expect(post).toEqual({
        subject: 'post',
        postUrl: 'https://boards.4chan.org/pol/thread/259848258#p259848258',
        postUrlSource: 'permalink_dom',
        postId: '259848258',
        threadId: '259848258',
        author: { displayName: 'Anonymous' },
        channel: { id: 'pol', name: '/pol/', url: 'https://boards.4chan.org/pol/' },
        postedAt: '2020-05-31T19:07:39.000Z',
        postedAtSource: 'element',
        text: expect.stringMatching(
          /^Check the catalog before posting a new thread!\nReply to existing.*Go look!$/,
        ),
        media: [{ url: 'https://i.4cdn.org/pol/1590952059000.jpg', kind: 'image' }],
        links: ['https://boards.4chan.org/pol/catalog'],
        contextNote: '## Mod, check catalog.jpg, MD5 cWa/oe08KEzAJsN5I7csMw==',
      });
    }
    const board = await page.evaluate(() => readers.click('fourchan', '.boardTitle'));
    expect(board.post).toMatchObject({ subject: 'channel', postUrl: 'https://boards.4chan.org/pol/' });
  });
});

describe('a page of any host', () => {
  const BOARDS = ['thread', 'board', 'vichan', 'lynxchan', 'jschan', 'archives'];
  it.each(BOARDS)('is taken for a board by what it is: %s', async (name) => {
    const html = readFileSync(`${ROOT}test/fixtures/pages/fourchan/${name}.html`, 'utf8');
    const page = await browser.open(html, 'https://some.example/b/');
    expect(await page.evaluate(() => readers.kin())).toBe('fourchan');
  });

  it.each(['article', 'blog', 'feed'])('is not taken for one: %s', async (name) => {
    const html = readFileSync(`${ROOT}test/fixtures/pages/generic/${name}.html`, 'utf8');
    const page = await browser.open(html, 'https://some.example/b/');
    expect(await page.evaluate(() => readers.kin())).toBeUndefined();
  });
});
