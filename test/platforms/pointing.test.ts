// Which post is meant when no click is known: by the menu's words, by focus, by the pointer, by nearness.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';
import type { Reading } from './in-page';

let browser: TestBrowser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function timeline(): Promise<Page> {
  const html = readFileSync(`${ROOT}test/fixtures/pages/x/timeline.html`, 'utf8');
  const style =
    '<style>article { display: block; height: 600px; overflow: hidden; margin: 0 }</style></head>';
  page = await browser.open(html.replace('</head>', style), 'https://x.com/home');
  return page;
}

const which = ({ via, post, platform }: Reading): (string | undefined)[] => [
  platform,
  via,
  post.author?.handle,
];

describe('without a click', () => {
  it('takes the focused post, and the quoted one if the focus is on that', async () => {
    await timeline();
    await page.locator('#reply').focus();
    expect(which(await page.evaluate(() => readers.from('x', { kind: 'focus' })))).toEqual([
      'x',
      'focused',
      'replier',
    ]);
    await page.locator('#quoting div[role="link"]').focus();
    expect(which(await page.evaluate(() => readers.from('x', { kind: 'focus' })))).toEqual([
      'x',
      'focused',
      'quoted_one',
    ]);
  });

  it('else the post under the pointer', async () => {
    await timeline();
    await page.locator('#quoting').scrollIntoViewIfNeeded();
    await page.locator('#quoting [aria-label="Repost"], #quoting [data-testid="like"]').first().hover();
    expect(which(await page.evaluate(() => readers.from('x', { kind: 'focus' })))).toEqual([
      'x',
      'hovered',
      'QuoterOne',
    ]);
  });

  it('else the post nearest to the middle of the window', async () => {
    await timeline();
    await page.evaluate(() => scrollTo(0, 600 * 3 - 100));
    expect(which(await page.evaluate(() => readers.from('x', { kind: 'focus' })))).toEqual([
      'x',
      'nearest',
      'replier',
    ]);
  });
});

describe('by what the menu said', () => {
  it('finds the one post that has the link, the picture or the selection', async () => {
    await timeline();
    const link = await page.evaluate(() =>
      readers.from('x', { kind: 'hint', linkUrl: 'https://t.co/card1' }),
    );
    expect(which(link)).toEqual(['x', 'link', 'replier']);
    const media = await page.evaluate(() => {
      const video = document.querySelector('video')?.currentSrc ?? '';
      return readers.from('x', {
        kind: 'hint',
        srcUrl: video || 'https://video.twimg.com/tweet_video/Gif1.mp4',
      });
    });
    expect(which(media)).toEqual(['x', 'media', 'replier']);
    const selection = await page.evaluate(() => {
      const text = document.querySelector('#quoting-text [role="link"] [data-testid="tweetText"] span');
      if (text) getSelection()?.selectAllChildren(text);
      return readers.from('x', { kind: 'hint', selectionText: 'No pictures here' });
    });
    expect(which(selection)).toEqual(['x', 'selection', 'quoted_two']);
  });

  it('says "nearest" when several posts fit', async () => {
    await timeline();
    await page.evaluate(() => scrollTo(0, 600 * 2 - 100));
    const url = 'https://x.com/QuoterOne';
    const reading = await page.evaluate((linkUrl) => readers.from('x', { kind: 'hint', linkUrl }), url);
    expect(which(reading)).toEqual(['x', 'nearest', 'QuoterOne']);
    expect(reading.post.quoted?.author?.handle).toBe('quoted_two');
  });

  it('leaves to the generic reader what is in no post, and the page when nothing is known', async () => {
    await timeline();
    const linkUrl = 'https://nowhere.example/a';
    const link = await page.evaluate((url) => readers.from('x', { kind: 'hint', linkUrl: url }), linkUrl);
    expect([link.platform, link.via, link.post.postUrl, link.post.postUrlSource]).toEqual([
      'other',
      'link',
      linkUrl,
      'context_link',
    ]);
    const nothing = await page.evaluate(() => readers.from('x', { kind: 'hint' }));
    expect([nothing.platform, nothing.via, nothing.subject, nothing.post.postUrl]).toEqual([
      'other',
      'page',
      'website',
      'https://x.com/home',
    ]);
  });
});

describe('inside an open shadow root', () => {
  it('finds the article around a click by its path', async () => {
    const page = await browser.open('<div id="host"></div>', 'https://site.example/a');
    await page.evaluate(() => {
      const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
      const article = document.createElement('article');
      article.append(document.createElement('b'));
      article.querySelector('b')?.append('In the shadow');
      root?.append(article);
    });
    const { subject, post } = await page.evaluate(() => readers.clickInShadow('generic', '#host', 'b'));
    expect([subject, post.text]).toEqual(['post', 'In the shadow']);
  });

  it('reads the text of shadow roots in an article', async () => {
    const page = await browser.open(
      '<article><p>Light</p><div id="host"></div></article>',
      'https://site.example/a',
    );
    await page.evaluate(() => document.querySelector('#host')?.attachShadow({ mode: 'open' }).append('Dark'));
    expect((await page.evaluate(() => readers.click('generic', 'p'))).post.text).toBe('Light\nDark');
  });
});
