// A real saved page of a document in Google Docs, read in a real browser, against what it says by eye.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

const ID = '1SmA18gY4YwvSyAwjvs6ZYX4CJSwO8udKaSYmm_prj0M';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

it('a document is a file, wherever it is clicked, at its own address', async (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const url = `https://docs.google.com/document/d/${ID}/edit?usp=sharing`;
  const page = await browser.open(shared('pages/google/onebox--googledocs.html'), url);
  for (const place of ['#docs-title-input-label-inner', '#docs-editor', '#docs-menubar']) {
    const { post, platform } = await page.evaluate((selector) => readers.click('google', selector), place);
    expect(platform).toBe('google');
    expect(post).toMatchObject({
      subject: 'file',
      postUrl: `https://docs.google.com/document/d/${ID}/edit`,
      postUrlSource: 'address_bar',
      postId: ID,
      text: 'Lorem Ipsum',
    });
    expect([post.author, post.postedAt, post.adapterNote]).toEqual([undefined, undefined, undefined]);
  }
});
