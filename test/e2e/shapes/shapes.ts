// One page of each shape, from the readers' own fixtures, and places all over one post of it. Runs in node.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Pages } from '../../../src/demo/site';
import type { Stores } from '../store';

export interface Shape {
  readonly shape: string;
  readonly url: string;
  /** "host/path" -> fixture. */
  readonly files: Readonly<Record<string, string>>;
  /** Parts of one post; ` >> ` leads into a frame or an open shadow root. */
  readonly places: readonly string[];
  readonly platform: string;
  /** Of the post that all of them are part of. */
  readonly post: Readonly<Record<string, unknown>>;
}

export const SHAPES: readonly Shape[] = [
  {
    shape: 'feed',
    url: 'https://x.com/home',
    files: { 'x.com/home': 'x/timeline.html' },
    places: [
      '#plain [data-click="text"]',
      '#plain [data-click="avatar"] img',
      '#plain [data-click="picture"]',
      '#plain [data-click="button"]',
    ],
    platform: 'x',
    post: { subject: 'post', postUrl: 'https://x.com/garden_notes/status/2029060797887414272' },
  },
  {
    shape: 'frame',
    url: 'https://t.me/garden_news/50',
    files: {
      't.me/garden_news/50': 'telegram/framed.html',
      't.me/Garden_News/50': 'telegram/embedded.html',
    },
    places: [
      'iframe >> .tgme_widget_message_text',
      'iframe >> time',
      'iframe >> .tgme_widget_message_owner_name',
      '.tgme_page_post',
    ],
    platform: 'telegram',
    post: { subject: 'post', postId: '50' },
  },
  {
    shape: 'thread',
    url: 'https://bsky.app/profile/garden.example/post/3mg7j5e3rk22b',
    files: { 'bsky.app/profile/garden.example/post/3mg7j5e3rk22b': 'bluesky/thread.html' },
    places: [
      '[data-click="opened text"]',
      '[data-click="count of likes"]',
      'main [data-testid]:first-child > div > [aria-label="Garden"]',
      'main [data-testid]:first-child > div > [data-testid="followBtn"]',
    ],
    platform: 'bluesky',
    post: { subject: 'post', postId: '3mg7j5e3rk22b', author: { handle: 'garden.example' } },
  },
  {
    shape: 'profile',
    url: 'https://bsky.app/profile/garden.example',
    files: { 'bsky.app/profile/garden.example': 'bluesky/profile.html' },
    places: ['[data-click="banner"]', '[data-click="avatar"]', '[data-click="name"]'],
    platform: 'bluesky',
    post: { subject: 'account', postUrl: 'https://bsky.app/profile/garden.example' },
  },
  {
    shape: 'shadow root',
    url: 'https://www.reddit.com/r/gardens/',
    files: { 'www.reddit.com/r/gardens/': 'reddit/feed.html' },
    places: [
      '#t3_1aaa01 >> #up',
      '#t3_1aaa01 [data-click="title"]',
      '#t3_1aaa01 [data-click="author"]',
      '#t3_1aaa01 [data-click="thumbnail"]',
    ],
    platform: 'reddit',
    post: {
      subject: 'post',
      postUrl: 'https://www.reddit.com/r/gardens/comments/1aaa01/on_tomatoes/',
    },
  },
];

const FIXTURES = fileURLToPath(new URL('../../fixtures/pages/', import.meta.url));
/** Fixtures load nothing: what their markup names is given a size, so that it can be pointed at. */
const SIZES =
  '<style>img,video,svg,button:empty,a:empty{display:inline-block;min-width:40px;min-height:24px}</style>';

export function pagesOf(shapes: readonly Shape[]): Pages {
  const files = shapes.flatMap((shape) => Object.entries(shape.files));
  return Object.fromEntries(
    files.map(([address, file]) => [
      address,
      readFileSync(FIXTURES + file, 'utf8').replace('</head>', `${SIZES}</head>`),
    ]),
  );
}

/** Every place gave the same post under the same keys, found by the click. */
export function expectOnePost({ captures }: Stores, shape: Shape): void {
  expect(captures).toHaveLength(shape.places.length);
  for (const { platform, post, capture } of captures) {
    expect({ platform, via: capture.foundVia }).toEqual({ platform: shape.platform, via: 'clicked' });
    expect(post).toMatchObject(shape.post);
  }
  const [first = [], ...others] = captures.map(({ dedupeKeys }) => dedupeKeys);
  const shared = first.filter((key) => others.every((keys) => keys.includes(key)));
  expect(shared).not.toEqual([]);
}
