// A blog on a domain of its own is known by its page; a page that only speaks of Blogger is none.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT, startBrowser, type TestBrowser } from '../chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function kinOf(html: string): Promise<string | undefined> {
  const page = await browser.open(html, 'https://notes.garden.example/');
  const kin = await page.evaluate(() => readers.kin());
  await page.context().close();
  return kin;
}

const blog = readFileSync(`${ROOT}test/fixtures/pages/blogger/list.html`, 'utf8');

it('a blog is one of Blogger by its generator or by its feeds', async () => {
  expect(await kinOf(blog)).toBe('blogger');
  expect(await kinOf(blog.replace('name="generator"', 'name="other"'))).toBe('blogger');
  expect(await kinOf(blog.replace('service.post', 'alternate'))).toBe('blogger');
});

it('a page with neither is none', async () => {
  expect(
    await kinOf(blog.replace('name="generator"', 'name="other"').replace('service.post', 'alternate')),
  ).toBe(undefined);
  expect(await kinOf('<a href="https://www.blogger.com/feeds/11111/posts/default">Blogger</a>')).toBe(
    undefined,
  );
});
