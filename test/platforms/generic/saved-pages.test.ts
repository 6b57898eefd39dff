// Real saved pages of news sites, read by the generic reader, against what others found stated on them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';

const Stated = z.object({
  byline: z.nullable(z.string()),
  lang: z.optional(z.string()),
  publishedTime: z.nullable(z.string()),
  title: z.string(),
});

/** The page, the address that it was at, a part of its text, and what cannot be as stated there. */
const PAGES = [
  {
    name: 'folha',
    url: 'https://www1.folha.uol.com.br/esporte/2018/12/tite-diz-que-errou-ao-levar-taca-da-libertadores-a-lula-em-2012.shtml',
    text: 'article.c-news p',
    source: 'link_canonical',
    // in its microdata the paper itself is the author, once more with a name that is none of a person
    byline: 'Folha de S.Paulo',
  },
  {
    name: 'heise',
    url: 'http://www.heise.de/mac-and-i/meldung/1Password-fuer-Mac-generiert-Einmal-Passwoerter-2596987.html',
    text: 'article p',
    source: 'og_url',
    // only an address to write to is marked as the author's
    byline: null,
  },
  {
    name: 'liberation-1',
    url: 'http://www.liberation.fr/monde/2015/04/30/un-troisieme-francais-mort-dans-le-seisme-au-nepal_1278483',
    text: 'article p',
    source: 'link_canonical',
    // the agency is marked up as the author; who wrote stands in the text alone
    byline: 'AFP',
  },
] as const;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('saved pages of news sites', () => {
  it('are beside the project, else this is skipped', (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    expect(hasShared).toBe(true);
  });

  it.for(PAGES)('$name is read as one article', async ({ name, url, text, source, byline }, ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const folder = `pages/generic/readability--${name}`;
    const stated = Stated.parse(JSON.parse(shared(`${folder}/expected-metadata.json`)));
    const page = await browser.open(shared(`${folder}/source.html`), url);
    const { post } = await page.evaluate((selector) => readers.click('generic', selector), text);
    const { post: ms } = await page.evaluate(() => readers.cost('generic', 20));
    await page.context().close();
    expect(post).toMatchObject({ subject: 'post', postUrl: url, postUrlSource: source });
    expect(post.language).toBe(stated.lang);
    expect(post.text?.replace(/\s+/gu, ' ')).toContain(stated.title.slice(0, 40));
    expect(post.author?.displayName ?? null).toBe(byline);
    const zoned = stated.publishedTime?.endsWith('Z')
      ? new Date(stated.publishedTime).toISOString()
      : undefined;
    expect(post.postedAt).toBe(zoned);
    console.info(`${name}: ${Math.max(...ms).toFixed(1)} ms for a post at most`);
  });
});
