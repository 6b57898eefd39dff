// What a page says of itself, and how much of it is kept.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageMetadata } from '../../src/flag/post';
import { startBrowser, type TestBrowser } from '../platforms/chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function metadataOf(head: string, lang = 'de'): Promise<PageMetadata> {
  const page = await browser.open(
    `<!doctype html><html lang="${lang}"><head>${head}</head></html>`,
    'https://site.example/a',
  );
  return page.evaluate(() => readers.readMetadata());
}

describe('page metadata', () => {
  it('holds title, language, canonical, description, Open Graph, Twitter card and JSON-LD', async () => {
    const read = await metadataOf(`<title>A title</title><link rel="canonical" href="https://site.example/a">
      <meta name="Description" content="About it"><meta property="og:title" content="OG"><meta name="og:type" content="article">
      <meta property="og:title" content="second"><meta name="twitter:card" content="summary"><meta property="twitter:site" content="@a">
      <meta property="og:" content="no key"><meta property="og:image"><script type="application/ld+json">{"a":1}</script>`);
    expect(read).toEqual({
      title: 'A title',
      lang: 'de',
      canonical: 'https://site.example/a',
      description: 'About it',
      openGraph: { title: 'OG', type: 'article' },
      twitterCard: { card: 'summary', site: '@a' },
      jsonLd: ['{"a":1}'],
    });
    expect(PageMetadata.safeParse(read).success).toBe(true);
  });

  it('says nothing of what is not there', async () => {
    expect(await metadataOf('', '')).toEqual({ openGraph: {}, twitterCard: {}, jsonLd: [] });
  });

  it('keeps 10,000 characters of a value, 100 keys, and 200,000 characters of JSON-LD in whole texts', async () => {
    const many = Array.from({ length: 300 }, (_, n) => `<meta property="og:k${n}" content="v">`).join('');
    const script = (length: number): string =>
      `<script type="application/ld+json">${'x'.repeat(length)}</script>`;
    const read = await metadataOf(
      `<meta name="description" content="${'d'.repeat(50_000)}">${many}${script(150_000)}${script(100_000)}${script(50_000)}`,
    );
    expect(read.description).toHaveLength(10_000);
    expect(Object.keys(read.openGraph)).toHaveLength(100);
    expect(read.jsonLd.map(({ length }) => length)).toEqual([150_000, 50_000]);
  });

  it('takes a key named like a part of every object for a key', async () => {
    const page = await browser.open(
      '<meta property="og:__proto__" content="x"><meta property="og:constructor" content="y">',
      'https://site.example/a',
    );
    const own = await page.evaluate(() => Object.keys(readers.readMetadata().openGraph));
    expect(own).toEqual(['__proto__', 'constructor']);
  });
});
