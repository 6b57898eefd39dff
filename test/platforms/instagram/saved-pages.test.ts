// Real saved pages of Instagram, as they are served to who is not logged in: there is a head, and a body without words.
// Values were read from the heads by eye.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, shared, startBrowser, type TestBrowser } from '../chromium-page';
import type { Reading } from '../in-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function read(file: string, url: string): Promise<Reading> {
  const page = await browser.open(shared(`pages/instagram/metascraper-instagram--${file}.html`), url);
  const reading = await page.evaluate(() => readers.click('instagram', '#splash-screen img'));
  await page.context().close();
  return reading;
}

describe('saved pages of Instagram', () => {
  it('give a photo’s author, words, counts and picture, and its time by its id', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { platform, post } = await read('post-with-photo', 'https://www.instagram.com/p/CPeC-Eenc8l/');
    expect(platform).toBe('instagram');
    expect(post).toMatchObject({
      subject: 'post',
      postUrl: 'https://www.instagram.com/p/CPeC-Eenc8l/',
      postUrlSource: 'address_bar',
      postId: 'CPeC-Eenc8l',
      otherIds: ['2584516297666449189'],
      author: { id: '385669764', handle: 'willyrex', displayName: 'Willyrex' },
      text: 'Una de mis nuevas sudaderas top!! Per ardua ad astra 🚀🚀🚀',
      engagement: { likes: 298_000, replies: 553 },
      postedAtSource: 'id_derived',
      sponsored: 'unknown',
    });
    expect(post.postedAt?.slice(0, 10)).toBe('2021-05-29');
    expect(post.media).toHaveLength(1);
  });

  it('give a reel without words, its number as the page has it', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { post } = await read('post-with-clip', 'https://www.instagram.com/reel/CN2VQ1yI_MA/?igsh=a');
    expect(post).toMatchObject({
      postUrl: 'https://www.instagram.com/reel/CN2VQ1yI_MA/',
      otherIds: ['2555323354817229568'],
      author: { id: '287586402', handle: 'jaimelorentelo', displayName: 'Jaime Lorente' },
      engagement: { likes: 152_000, replies: 784 },
    });
    expect(post.text).toBeUndefined();
    expect(post.postedAt?.slice(0, 10)).toBe('2021-04-19');
  });

  it('give nothing of another post’s head', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { post } = await read('post-with-photo', 'https://www.instagram.com/p/CN2VQ1yI_MA/');
    expect(post).toMatchObject({ postId: 'CN2VQ1yI_MA', postUrlSource: 'address_bar' });
    expect([post.author, post.text, post.media]).toEqual([undefined, undefined, undefined]);
  });

  it('give an account with its number', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const { platform, post } = await read('profile', 'https://www.instagram.com/pluto__travel/');
    expect(platform).toBe('instagram');
    expect(post).toMatchObject({
      subject: 'account',
      postUrl: 'https://www.instagram.com/pluto__travel/',
      author: { id: '3640900328', handle: 'pluto__travel', displayName: 'Pluto' },
    });
    expect(post.text).toMatch(/^Home of travel — Plan a trip .* beautiful app\.$/);
  });
});
