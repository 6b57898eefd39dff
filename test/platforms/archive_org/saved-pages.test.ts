// A real saved page of a collection on archive.org: its tiles and itself, against what they say by eye.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

it('a click anywhere in a tile is its item, and beside the tiles the collection', async (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const html = shared('pages/archive.org/embed--details-librivoxaudio.html');
  const page = await browser.open(html, 'https://archive.org/details/librivoxaudio');
  const tile = '.item-ia[data-id="alice_in_wonderland_librivox"]';
  const all = await page.evaluate((selector) => readers.everywhere('archive_org', selector), tile);
  expect(all.length).toBeGreaterThan(10);
  for (const { platform, post } of all)
    expect([platform, post.subject, post.postUrl]).toEqual([
      'archive_org',
      'file',
      'https://archive.org/details/alice_in_wonderland_librivox',
    ]);
  expect(all[0]?.post.text).toContain("Alice's Adventures in Wonderland");
  const { post } = await page.evaluate(() => readers.click('archive_org', 'h1'));
  expect(post).toMatchObject({
    subject: 'file',
    postUrl: 'https://archive.org/details/librivoxaudio',
    postId: 'librivoxaudio',
    postedAtText: '2006-03-07 20:43:07',
  });
  const { post: ms } = await page.evaluate(() => readers.cost('archive_org', 20));
  console.info(`archive.org: ${Math.max(...ms).toFixed(1)} ms for an item at most`);
});
