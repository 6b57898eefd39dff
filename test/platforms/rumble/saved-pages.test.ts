// The saved fragment of Rumble, read in a real browser, against values that were read from it by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser.close());

describe('the saved fragment of Rumble', () => {
  it('is a card with its time, wherever it is clicked', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const html = shared('pages/rumble/FRAGMENT-channel-card-2026-05-25.html');
    const page = await browser.open(`<!doctype html><main>${html}</main>`, 'https://rumble.com/c/Somebody');
    const readings = await page.evaluate(() => readers.everywhere('rumble', '.videostream'));
    expect(readings.length).toBeGreaterThan(10);
    for (const { post, platform } of readings) {
      expect(platform).toBe('rumble');
      expect(post).toMatchObject({
        subject: 'post',
        postUrl: 'https://rumble.com/v7acgqo-they-sold-their-bitcoin-and-it-will-haunt-them-forever.html',
        postUrlSource: 'permalink_dom',
        postId: 'v7acgqo',
        otherIds: ['436970680'],
        author: { handle: 'Somebody' },
        postedAt: '2026-05-25T04:04:35.000Z',
        postedAtSource: 'element',
        text: 'THEY SOLD THEIR BITCOIN… AND IT WILL HAUNT THEM FOREVER',
        engagement: { views: 26, replies: 1 },
      });
    }
  });
});
