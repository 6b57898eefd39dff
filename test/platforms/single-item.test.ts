// When the one article on a page may have the page's address: only if the page shows that it is a page of one article.
// A feed that has loaded one post looks the same otherwise, and the next post would get the same key.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../src/flag/identity';
import type { PostDetails } from '../../src/flag/post';
import { identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';

const HERE = 'https://www.site.example/latest';
const NONE = [undefined, undefined, 'address_not_on_page'];
const OWN = [HERE, 'link_canonical', undefined];

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function read(html: string, url = HERE, then?: string): Promise<PostDetails> {
  const page = await browser.open(html, url);
  if (then !== undefined) await page.evaluate((path) => history.pushState(null, '', path), then);
  const { post } = await page.evaluate(() => readers.click('generic', 'article p'));
  await page.context().close();
  return post;
}

const ARTICLE = '<article><p>Text</p></article>';
async function addressOf(head: string, body = ARTICLE, then?: string): Promise<unknown[]> {
  const post = await read(`<head><link rel="canonical" href="${HERE}">${head}</head>${body}`, HERE, then);
  return [post.postUrl, post.postUrlSource, post.adapterNote];
}

const ogType = (type: string): string => `<meta property="og:type" content="${type}">`;
const jsonLd = (...things: object[]): string =>
  `<script type="application/ld+json">${JSON.stringify(things)}</script>`;

describe('the only article of a feed', () => {
  it('gets neither the address of the feed nor what its head states, and two posts have two keys', async () => {
    const url = 'https://www.facebook.com/latest';
    const html = readFileSync(`${ROOT}test/fixtures/pages/generic/latest.html`, 'utf8');
    const posts = [await read(html, url), await read(html.replace('first post', 'second post'), url)];
    for (const post of posts) {
      expect(post).toMatchObject({ subject: 'post', adapterNote: 'address_not_on_page' });
      expect([post.postUrl, post.postUrlSource, post.author, post.postedAt]).toEqual(
        Array(4).fill(undefined),
      );
    }
    const keys = posts.map((post) => dedupeKeys(identitiesOf(post, url, 'other'), normalizeUrl(url)));
    expect(keys[0]?.length).toBeGreaterThan(0);
    expect(keys[0]?.filter((key) => keys[1]?.includes(key))).toEqual([]);
  });

  it('gets no address from an og:type of something else, however single that is', async () => {
    for (const type of ['website', 'profile', 'video.other', 'music.playlist', 'book', 'articles'])
      expect(await addressOf(ogType(type)), type).toEqual(NONE);
  });

  it('gets no address from JSON-LD of another page, of no page, of two articles or of a video', async () => {
    const posting = { '@type': 'SocialMediaPosting' };
    expect(await addressOf(jsonLd(posting))).toEqual(NONE);
    expect(await addressOf(jsonLd({ ...posting, url: `${HERE}/1` }))).toEqual(NONE);
    expect(await addressOf(jsonLd({ ...posting, mainEntityOfPage: true }))).toEqual(NONE);
    expect(await addressOf(jsonLd({ ...posting, url: HERE }, { ...posting, url: HERE }))).toEqual(NONE);
    expect(await addressOf(jsonLd({ '@type': 'VideoObject', url: HERE }))).toEqual(NONE);
  });

  it('gets no address from a head that was loaded for an article before', async () => {
    expect(await addressOf(ogType('article'), ARTICLE, '/home')).toEqual(NONE);
    expect(await addressOf(jsonLd({ '@type': 'Article', url: HERE }), ARTICLE, '/home')).toEqual(NONE);
  });

  it('gets no address where the page or the list around it says that it is a list', async () => {
    const headed = '<article><h1>A</h1><p>Text</p></article>';
    for (const type of ['CollectionPage', 'ProfilePage', 'SearchResultsPage'])
      expect(await addressOf(ogType('article') + jsonLd({ '@type': type }), headed), type).toEqual(NONE);
    expect(await addressOf(ogType('article'), `<div role="feed">${headed}</div>`)).toEqual(NONE);
  });

  it('gets no address from a heading beside another, inside another article, or that leads elsewhere', async () => {
    expect(await addressOf('', '<h1>Site</h1><article><h1>A</h1><p>Text</p></article>')).toEqual(NONE);
    expect(await addressOf('', '<article><article><h1>A</h1></article><p>Text</p></article>')).toEqual(NONE);
    expect(await addressOf('', '<article><article><h1>A</h1><p>Text</p></article></article>')).toEqual(NONE);
    expect(await addressOf('', '<article><h1><a href="/p/1">A</a></h1><p>Text</p></article>')).toEqual(NONE);
    expect(await addressOf('', '<article><a href="/p/1"><h1>A</h1></a><p>Text</p></article>')).toEqual(NONE);
  });
});

describe('the only article of its own page', () => {
  it('has the address of the page by og:type', async () => {
    expect(await addressOf(ogType('article'))).toEqual(OWN);
  });

  it('has the address of the page by JSON-LD that names the page', async () => {
    const names = [{ url: HERE }, { mainEntityOfPage: HERE }, { mainEntityOfPage: { '@id': HERE } }];
    for (const named of names)
      expect(await addressOf(jsonLd({ '@type': 'NewsArticle', ...named }))).toEqual(OWN);
  });

  it('has the address of the page by its only main heading, also one that leads to the page itself', async () => {
    expect(await addressOf('', '<article><h1>A</h1><p>Text</p></article>')).toEqual(OWN);
    const linked = '<article><h1><a href="/latest#top">A</a></h1><p>Text</p></article>';
    expect(await addressOf('', linked)).toEqual(OWN);
  });
});
