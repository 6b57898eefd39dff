// Pages that claim to be of a platform that is known by its pages: whatever they claim, they stay pages of their own host.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dedupeKeys } from '../../src/flag/identity';
import type { PostDetails } from '../../src/flag/post';
import { identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import { startBrowser, type TestBrowser } from './chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const MARKS: Readonly<Record<string, string>> = {
  mastodon: `<meta name="generator" content="Mastodon"><div class="status__wrapper"><div class="status" data-id="116000000000000001">
    <a class="status__relative-time" href="/@iris/116000000000000001"><time datetime="2026-03-04T05:06:07Z">1h</time></a>
    <a class="status__display-name" href="/@iris"><bdi>Iris</bdi></a><div class="status__content"><div class="status__content__text" id="words">Words</div></div></div></div>`,
  blogger: `<meta name="generator" content="blogger"><link rel="service.post" href="https://www.blogger.com/feeds/1234567890/posts/default">
    <div class="post hentry"><meta itemprop="blogId" content="1234567890"><meta itemprop="postId" content="9876543210"><h3 class="post-title"><a href="/2026/03/a.html">T</a></h3><div class="post-body" id="post-body-9876543210"><p id="words">Words</p></div></div>`,
  fourchan: `<form name="delform"><div class="board"><div class="thread" id="t100"><div class="postContainer opContainer" id="pc100"><div class="post op" id="p100">
    <div class="postInfo desktop"><span class="name">A</span><span class="dateTime" data-utc="1772600767">x</span><a href="/po/thread/100#p100">No.</a></div>
    <blockquote class="postMessage" id="words">Words</blockquote></div></div></div></div></form>`,
  fediverse: `<meta name="generator" content="Misskey"><article><a href="/@iris">Iris</a><a href="/notes/9xyzabcdef"><time datetime="2026-03-04T05:06:07Z">1h</time></a><p id="words">Words</p></article>`,
};

async function read(reader: string, url: string, html: string): Promise<PostDetails> {
  const page = await browser.open(`<!doctype html><html><body>${html}</body></html>`, url);
  const { post } = await page.evaluate((name) => readers.click(name, '#words'), reader);
  await page.context().close();
  return post;
}

const PATHS: Readonly<Record<string, string>> = { fourchan: '/po/thread/100', blogger: '/2026/03/a.html' };

it.each(Object.keys(MARKS))('of %s: the same marks on two hosts are two posts', async (reader) => {
  const keys: string[][] = [];
  for (const host of ['one.example', 'two.example']) {
    const url = `https://${host}${PATHS[reader] ?? '/home'}`;
    const post = await read(reader, url, MARKS[reader]!);
    expect(new URL(post.postUrl ?? '').host).toBe(host);
    keys.push(dedupeKeys(identitiesOf(post, url, reader), normalizeUrl(post.postUrl ?? url)));
  }
  const [first = [], second = []] = keys;
  console.info(
    reader,
    first.filter((key) => second.includes(key)).length,
    'of',
    first.length,
    'keys are shared',
  );
  expect(first.some((key) => !second.includes(key))).toBe(true);
  expect(first.filter((key) => second.includes(key))).toEqual([]);
});
