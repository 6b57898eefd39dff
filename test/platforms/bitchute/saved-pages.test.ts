// The saved fragment of BitChute, read in a real browser, against values that were read from it by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
}, 60_000);
afterAll(() => browser.close());

describe('the saved fragment of BitChute', () => {
  it('is a card without a time, wherever it is clicked', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const html = shared('pages/bitchute/FRAGMENT-video-card-2026-05.html');
    const page = await browser.open(`<!doctype html><main>${html}</main>`, 'https://www.bitchute.com/');
    const readings = await page.evaluate(() => readers.everywhere('bitchute', '#video-card'));
    expect(readings.length).toBeGreaterThan(5);
    for (const { post, platform } of readings) {
      expect(platform).toBe('bitchute');
      expect(post).toEqual({
        subject: 'post',
        postUrl: 'https://www.bitchute.com/video/KzK7T8QprVY',
        postUrlSource: 'permalink_dom',
        postId: 'KzK7T8QprVY',
        text: 'What Ozempic is Doing to Your Liver',
        media: [
          {
            url: 'https://static-3.bitchute.com/live/cover_images/rfcShUDnIez0/KzK7T8QprVY_640x360.jpg',
            kind: 'image',
          },
        ],
      });
    }
  });
});
