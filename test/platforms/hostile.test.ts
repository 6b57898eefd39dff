// Pages made to break a reader: it answers, soon, and with nothing that is not so.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, type TestBrowser } from './chromium-page';

const ID = '2029060797887414272';
const post = (text: string, around: readonly [string, string] = ['', '']): string =>
  `<!doctype html><html lang="en"><body>${around[0]}<article data-testid="tweet">
  <div data-testid="User-Name"><a href="/garden_notes">Garden</a><a href="/garden_notes/status/${ID}"><time datetime="2026-03-04T05:06:07.000Z">1h</time></a></div>
  <div data-testid="tweetText" lang="en">${text}</div></article>${around[1]}</body></html>`;

/** Fields named like what a careless reader would call on a form or a document. */
const CLOBBERING =
  `querySelector querySelectorAll closest matches attributes getAttribute parentNode parentElement
  childNodes firstChild nextSibling tagName textContent contains shadowRoot createTreeWalker createElement body head
  documentElement activeElement title location baseURI children nodeType ownerDocument getBoundingClientRect`
    .split(/\s+/)
    .map((name) => `<input name="${name}"><img name="${name}" alt="">`)
    .join('');

/** Milliseconds, on a machine that has other things to do; what grows with the square of the page takes far longer. */
const SOON = 3000;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

describe('a hostile page', () => {
  it('cannot bend a reading by fields named like methods', async () => {
    const fields = `<form>${CLOBBERING}`;
    const pages = [
      post('<b id="words">Words</b>', [fields, '</form>']),
      post(`${fields}<b id="words">Words</b></form>`),
    ];
    for (const html of pages) {
      const page = await browser.open(html, 'https://x.com/home');
      for (const reader of ['x', 'generic'] as const) {
        const { post: read, subject } = await page.evaluate((name) => readers.click(name, '#words'), reader);
        expect(subject).toBe('post');
        expect(read.postUrl).toBe(`https://x.com/garden_notes/status/${ID}`);
        expect(read.text).toContain('Words');
        const focused = await page.evaluate((name) => readers.from(name, { kind: 'focus' }), reader);
        expect(focused.subject).toBe('post');
      }
      const metadata = await page.evaluate(() => readers.readMetadata());
      expect(metadata).toEqual({ lang: 'en', openGraph: {}, twitterCard: {}, jsonLd: [] });
    }
  });

  it('is read soon with a text of ten megabytes, which is cut', async () => {
    const page = await browser.open(post('<b>x</b>'), 'https://x.com/home');
    for (const reader of ['x', 'generic'] as const) {
      const [ms, length] = await page.evaluate(async (name) => {
        const text = document.querySelector('[data-testid="tweetText"]');
        if (text) text.textContent = 'a b '.repeat(2_500_000);
        const start = performance.now();
        const { post: read } = await readers.click(name, '[data-testid="tweetText"]');
        return [performance.now() - start, read.text?.length ?? 0] as const;
      }, reader);
      expect(length).toBeGreaterThan(100_000);
      expect(length).toBeLessThanOrEqual(200_000);
      expect(ms).toBeLessThan(SOON);
    }
  });

  it('is read soon with thousands of nested and of neighbouring elements', async () => {
    const page = await browser.open(post('<b>x</b>'), 'https://x.com/home');
    const took = await page.evaluate(async () => {
      let inner: Element | null = document.querySelector('[data-testid="tweetText"] b');
      // not laid out: Chromium itself gives up on the layout of so deep a tree
      inner?.setAttribute('style', 'display: none');
      for (let depth = 0; inner && depth < 5000; depth++) {
        const next = document.createElement(depth % 2 ? 'span' : 'article');
        inner.append('w', next, document.createElement('time'), document.createElement('a'));
        inner = next;
      }
      inner?.setAttribute('id', 'deepest');
      const took: Record<string, number> = {};
      const time = async (name: string, reading: () => Promise<unknown>): Promise<void> => {
        const start = performance.now();
        await reading();
        took[name] = Math.round(performance.now() - start);
      };
      await time('x', () => readers.click('x', '#deepest'));
      await time('deepest', () => readers.click('generic', '#deepest'));
      await time('outermost', () => readers.click('generic', '[data-testid="tweetText"]'));
      await time('focus', () => readers.from('generic', { kind: 'focus' }));
      return took;
    });
    console.info('milliseconds on a tree of 5,000 levels', took);
    for (const ms of Object.values(took)) expect(ms).toBeLessThan(SOON);
  });

  it('gets no address into the record that is not http(s)', async () => {
    const links = [
      'javascript:alert(1)',
      'data:text/html,x',
      'blob:https://x.com/1',
      'file:///etc/passwd',
      'http://[',
      'ftp://a/',
    ];
    const html = links.map(
      (href) =>
        `<a href="${href}">a</a><img src="${href}" alt=""><video src="${href}" poster="${href}"></video>`,
    );
    const page = await browser.open(
      `<head><link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="data:text/html,x"></head>
       <article><h1>A</h1><a rel="bookmark" href="javascript:alert(2)">p</a><a href="javascript:alert(3)"><time>1h</time></a>${html.join('')}</article>
       <a id="loose" href="javascript:alert(4)">x</a>`,
      'https://site.example/a',
    );
    const article = await page.evaluate(() => readers.click('generic', 'article'));
    expect(article.post).toEqual(
      expect.objectContaining({ subject: 'post', postUrl: 'https://site.example/a' }),
    );
    expect([article.post.links, article.post.media]).toEqual([undefined, undefined]);
    const loose = await page.evaluate(() => readers.click('generic', '#loose'));
    expect([loose.subject, loose.post.postUrl]).toEqual(['website', 'https://site.example/a']);
    const hinted = await page.evaluate(() =>
      readers.from('generic', { kind: 'hint', linkUrl: 'javascript:alert(4)' }),
    );
    expect([hinted.subject, hinted.post.postUrl]).toEqual(['website', 'https://site.example/a']);
    expect(await page.evaluate(() => readers.readMetadata().canonical)).toBeUndefined();
  });

  it('keeps direction marks, zero-width characters and broken surrogates as they are', async () => {
    const page = await browser.open(post('<b>x</b>'), 'https://x.com/home');
    const raw = 'a\u202eb\u200f\u2066c\u200b\ud83dd';
    const same = await page.evaluate(async (text) => {
      const node = document.querySelector('[data-testid="tweetText"] b');
      const units = text.split(',').map(Number);
      if (node) node.textContent = String.fromCharCode(...units);
      const { post: read } = await readers.click('x', '[data-testid="tweetText"]');
      return Array.from({ length: read.text?.length ?? 0 }, (_, at) => read.text?.charCodeAt(at)).join();
    }, Array.from({ length: raw.length }, (_, at) => raw.charCodeAt(at)).join());
    expect(same).toBe(Array.from({ length: raw.length }, (_, at) => raw.charCodeAt(at)).join());
  });

  it('is not believed when it names its front page, a list, another site or an earlier address as its own', async () => {
    const stated = async (canonical: string, then?: string): Promise<string | undefined> => {
      const html = `<head><link rel="canonical" href="${canonical}"></head><article><h1>A</h1></article>`;
      const page = await browser.open(html, 'https://www.site.example/list/a-1?x=1');
      if (then !== undefined) await page.evaluate((path) => history.pushState(null, '', path), then);
      const { post: read } = await page.evaluate(() => readers.click('generic', 'h1'));
      await page.context().close();
      return read.postUrl;
    };
    const bar = 'https://www.site.example/list/a-1?x=1';
    expect(await stated('https://www.site.example/')).toBe(bar);
    expect(await stated('https://www.site.example/list')).toBe(bar);
    expect(await stated('https://www.site.example/list/a-1')).toBe(bar);
    expect(await stated('https://other.example/list/a-1?x=1')).toBe(bar);
    expect(await stated('https://site.example.evil.example/b')).toBe(bar);
    expect(await stated('https://site.example/story/a-1')).toBe('https://site.example/story/a-1');
    expect(await stated('https://site.example/story/a-1', '/list/b-2')).toBe(
      'https://www.site.example/list/b-2',
    );
    expect(await stated('https://site.example/list/b-2', '/list/b-2')).toBe('https://site.example/list/b-2');
  });
});
