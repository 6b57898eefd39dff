// Where no click is known (Chromium, a host without a listener): what the menu said finds the post, and `via` says how.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, startBrowser, type TestBrowser } from '../chromium-page';
import type { Reading } from '../in-page';

const BLOG = 'https://blog.example/2026/03/seeds/';

let browser: TestBrowser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.open(readFileSync(`${ROOT}test/fixtures/pages/generic/comments.html`, 'utf8'), BLOG);
});
afterAll(() => browser.close());

type Hint = { linkUrl?: string; srcUrl?: string; selectionText?: string };
const from = (hint: Hint): Promise<Reading> =>
  page.evaluate((said) => readers.from('generic', { kind: 'hint', ...said }), hint);
const which = ({ via, post }: Reading): unknown[] => [via, post.subject, post.postUrl];

describe('what the menu said', () => {
  it('finds the comment that a link stands in', async () => {
    expect(which(await from({ linkUrl: 'https://ann.example/' }))).toEqual([
      'link',
      'post',
      `${BLOG}#comment-51`,
    ]);
  });

  it('finds the comment that a picture stands in', async () => {
    const srcUrl = await page.evaluate(() => document.querySelector('img')?.currentSrc ?? '');
    expect(srcUrl).toBe('https://blog.example/g.png');
    expect(which(await from({ srcUrl }))).toEqual(['media', 'post', `${BLOG}#comment-51`]);
  });

  it('finds the innermost post of a selection', async () => {
    await page.evaluate(() => {
      const text = document.querySelector('#comment-52 .comment-content p');
      if (text) getSelection()?.selectAllChildren(text);
    });
    expect(which(await from({ selectionText: 'Me too' }))).toEqual([
      'selection',
      'post',
      `${BLOG}#comment-52`,
    ]);
  });

  it('is the link itself where that stands in no post, and the page where nothing is known', async () => {
    expect(which(await from({ linkUrl: 'https://nowhere.example/a' }))).toEqual([
      'link',
      'website',
      'https://nowhere.example/a',
    ]);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    expect(which(await from({}))).toEqual(['page', 'website', BLOG]);
  });
});
