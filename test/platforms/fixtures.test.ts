// Every fixture page: what is read at each of its marked places, against a golden file beside it.
// Golden files are written only by GOLDEN=write; a missing one fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../src/flag/identity';
import { PostDetails } from '../../src/flag/post';
import { identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';
import type { ReaderName, Reading } from './in-page';

const PAGES = `${ROOT}test/fixtures/pages/`;
const fixtures = readdirSync(PAGES).flatMap((reader) =>
  readdirSync(`${PAGES}${reader}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ reader, file, path: `${PAGES}${reader}/${file}` })),
);

let browser: TestBrowser;
let opened: Page[] = [];
beforeAll(async () => {
  browser = await startBrowser();
});
afterEach(async () => {
  await Promise.all(opened.map((page) => page.context().close()));
  opened = [];
});
afterAll(() => browser.close());

async function open(path: string): Promise<{ page: Page; url: string }> {
  const html = readFileSync(path, 'utf8');
  const url = /<!-- (\S+) -->/.exec(html)?.[1] ?? '';
  const page = await browser.open(html, url);
  opened.push(page);
  return { page, url };
}

async function readings(page: Page, reader: ReaderName): Promise<Record<string, Reading>> {
  const places = await page
    .locator('[data-click]')
    .evaluateAll((all) => all.map((el) => el.getAttribute('data-click')));
  const found = await Promise.all(
    places.map(async (place, at) => {
      const reading = await page.evaluate(([name, index]) => readers.click(name, '[data-click]', index), [
        reader,
        at,
      ] as const);
      return [places.indexOf(place) === at ? place : `${place} (${at})`, reading] as const;
    }),
  );
  return Object.fromEntries(found);
}

function keysOf({ platform, post }: Reading, url: string): string {
  const normalized = normalizeUrl(post.postUrl ?? url);
  return dedupeKeys(identitiesOf(post, url, platform), normalized)
    .sort()
    .join();
}

describe('fixture pages', () => {
  it.each(fixtures)('are read as before: $reader/$file', async ({ reader, path }) => {
    const { page } = await open(path);
    const read = await readings(page, reader);
    const golden = path.replace(/html$/, 'json');
    if (process.env.GOLDEN === 'write') writeFileSync(golden, `${JSON.stringify(read, null, 2)}\n`);
    expect(existsSync(golden), 'no golden file: look at what is read, then write it with GOLDEN=write').toBe(
      true,
    );
    expect(read).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
    for (const { post } of Object.values(read)) expect(PostDetails.safeParse(post).error).toBeUndefined();
  });

  it.each(fixtures)('are left as they were: $reader/$file', async ({ reader, path }) => {
    const { page } = await open(path);
    const state = (): Promise<unknown> =>
      page.evaluate(() => ({
        html: new XMLSerializer().serializeToString(document),
        scroll: [scrollX, scrollY],
        active: document.activeElement?.tagName,
        selection: String(getSelection()),
      }));
    const before = await state();
    const changes = await page.evaluate(async (name) => {
      const observer = new MutationObserver(() => undefined);
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      await readers.everywhere(name, 'body');
      await readers.from(name, { kind: 'focus' });
      await readers.from(name, {
        kind: 'hint',
        linkUrl: 'https://nowhere.example/',
        srcUrl: 'https://nowhere.example/a',
      });
      readers.readMetadata();
      return observer.takeRecords().length;
    }, reader);
    expect(changes).toBe(0);
    expect(await state()).toEqual(before);
  });
});

describe('a right-click anywhere in one post', () => {
  // a fixture names its posts: <!-- posts: article -->
  const POSTS = fixtures.flatMap(({ reader, file, path }) => {
    const [, selector] = /<!-- posts: (.+) -->/.exec(readFileSync(path, 'utf8')) ?? [];
    return selector ? [[reader, file, selector] as const] : [];
  });
  it.each(POSTS)('gives the same keys: %s/%s', async (reader, file, selector) => {
    const { page, url } = await open(`${PAGES}${reader}/${file}`);
    const count = await page.locator(selector).count();
    expect(count).toBeGreaterThan(0);
    const keys = new Set<string>();
    for (let index = 0; index < count; index++) {
      const all = await page.evaluate((args) => readers.everywhere(...args), [
        reader,
        selector,
        index,
      ] as const);
      // a quoted post and a comment are posts of their own, with keys of their own
      const outer = all.filter(({ root, post }) => root === all[0]?.root && post.text === all[0]?.post.text);
      expect(new Set(outer.map((reading) => keysOf(reading, url))).size).toBe(1);
      const inner = all.filter((reading) => !outer.includes(reading)).map((reading) => keysOf(reading, url));
      for (const key of inner) expect(key).not.toBe(keysOf(outer[0]!, url));
      keys.add(keysOf(outer[0]!, url));
    }
    expect(keys.size, 'two posts of one page never share their keys').toBe(count);
  });
});
