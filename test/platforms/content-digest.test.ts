// Two loads of one page: other counts, times, servers and tracking marks. What every post of it says has the same digest.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentDigest } from '../../src/flag/content-digest';
import type { PostDetails } from '../../src/flag/post';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';
import type { ReaderName } from './in-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** What changes from one load to the next, page by page. */
const RELOADS: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'x/timeline': [
    [/18151|2596467/gu, '99'],
    [/name=\w+/gu, 'name=small'],
  ],
  'facebook/feed': [
    [/scontent-waw1-1/gu, 'scontent-ams2-3'],
    [/AZXyZ/gu, 'AZother'],
    [/(\d\d)_n\.jpg/gu, '$1_other_n.jpg?_nc_ht=9'],
  ],
  'instagram/feed': [
    [/scontent-ams4-1/gu, 'scontent-waw1-2'],
    [/1[12]_n\.jpg/gu, '77_n.jpg?efg=2'],
  ],
  'telegram/channel': [
    [/cdn4\.telesco\.pe\/file\/\w+/gu, 'cdn5.telesco.pe/file/anew'],
    [/11\.4M/gu, '12M'],
  ],
};

async function read(html: string, url: string, reader: string): Promise<PostDetails[]> {
  const page = await browser.open(html, url);
  const count = await page.locator('[data-click]').count();
  const posts: PostDetails[] = [];
  for (let at = 0; at < count; at += 1) {
    const reading = await page.evaluate(([name, index]) => readers.click(name, '[data-click]', index), [
      reader as ReaderName,
      at,
    ] as const);
    posts.push(reading.post);
  }
  await page.context().close();
  return posts;
}

it.each(Object.entries(RELOADS))('%s, loaded twice', async (path, changes) => {
  const html = readFileSync(`${ROOT}test/fixtures/pages/${path}.html`, 'utf8');
  const [, url = ''] = /<!-- (\S+) -->/.exec(html) ?? [];
  const [reader = ''] = path.split('/');
  const again = changes.reduce((text, [what, by]) => text.replace(what, by), html);
  const [first, second] = await Promise.all([read(html, url, reader), read(again, url, reader)]);
  expect(second).not.toEqual(first);
  const digests = first.map((post) => contentDigest(reader, post));
  expect(second.map((post) => contentDigest(reader, post))).toEqual(digests);
  expect(new Set(digests).size).toBeGreaterThan(2);
});
