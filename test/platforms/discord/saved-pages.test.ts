// A real message of Discord, read in a real browser, against what is seen in it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import { expectedIn } from '../expected';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('saved messages of Discord', () => {
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(expectedIn('discord').length).toBeGreaterThanOrEqual(1);
  });

  it.each(expectedIn('discord'))('reads $file as it was read by eye', async ({ file, root, expected }) => {
    const place = `900000000000000001/${expected.channel_id}`;
    const page = await browser.open(shared(`pages/${file}`), `https://discord.com/channels/${place}`);
    const { platform, post } = await page.evaluate((at) => readers.click('discord', `${at} strong`), root);
    expect(platform).toBe('discord');
    expect(post).toEqual({
      subject: 'post',
      postUrl: `https://discord.com/channels/${place}/${expected.post_id}`,
      postUrlSource: 'permalink_dom',
      postId: expected.post_id,
      channel: { id: expected.channel_id, url: `https://discord.com/channels/${place}` },
      postedAt: expected.published_utc,
      postedAtSource: 'element',
      text: 'studio is called needcode,logo,flat design,white background --v 5.1 - @nathanaguirre (relaxed)',
      media: [{ url: expect.stringMatching(/^https:\/\/cdn\.discordapp\.com\/[^?]+\.png$/), kind: 'image' }],
    });
  });
});
