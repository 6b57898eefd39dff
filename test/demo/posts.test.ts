// @vitest-environment happy-dom
// The demo's pages are read by the real readers: what a newcomer flags there is whole.
import { beforeAll, expect, test } from 'vitest';
import { CHANNEL_URL, demoPages, THREAD_URL } from '../../src/demo/posts';
import type { PostDetails } from '../../src/flag/post';
import type { Platform } from '../../src/platforms/platform';
import { platform as telegram } from '../../src/platforms/telegram/reader';
import { platform as x } from '../../src/platforms/x/reader';

beforeAll(() => {
  // happy-dom's own getter fails on the document itself
  Object.defineProperty(Node.prototype, 'baseURI', { get: () => location.href });
});

async function readAll(url: string, reader: Platform, selector: string): Promise<PostDetails[]> {
  const page = demoPages[url.slice('https://'.length)];
  Reflect.get(window, 'happyDOM').setURL(url);
  document.documentElement.innerHTML = String(page).replace('<!doctype html>', '');
  const targets = [...document.querySelectorAll(selector)];
  return Promise.all(
    targets.map((target) => {
      const path: EventTarget[] = [];
      for (let node: Element | null = target; node !== null; node = node.parentElement) path.push(node);
      const found = reader.find({ kind: 'path', path });
      if (found === null) throw new Error('no post there');
      return reader.read(found);
    }),
  );
}

test('every post of the thread has its own address, author, time and text', async () => {
  const posts = await readAll(THREAD_URL, x, '[data-testid="tweetText"]');
  expect(posts).toHaveLength(3);
  expect(posts[0]).toMatchObject({
    subject: 'post',
    postUrl: THREAD_URL,
    postUrlSource: 'permalink_dom',
    author: { handle: 'GreyLantern_77' },
    postedAt: '2026-11-20T18:04:11.000Z',
    hashtags: ['GreyLantern'],
    media: [{ kind: 'image', url: 'https://pictures.example/banner' }],
  });
  expect(new Set(posts.map(({ postUrl }) => postUrl)).size).toBe(3);
  for (const { text } of posts) expect(text?.length).toBeGreaterThan(20);
});

test('every message of the channel has its own address, channel, time and text', async () => {
  const posts = await readAll(CHANNEL_URL, telegram, '.tgme_widget_message_text');
  expect(posts.map(({ postUrl }) => postUrl)).toEqual([
    'https://t.me/greylantern_news/41',
    'https://t.me/greylantern_news/42',
  ]);
  expect(posts[0]).toMatchObject({
    channel: { name: 'Grey Lantern News' },
    postedAt: '2026-11-19T07:30:00.000Z',
    media: [{ kind: 'image', url: 'https://pictures.example/magazine' }],
  });
});
