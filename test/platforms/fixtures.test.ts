// Every fixture page: what is read at each of its marked places, against a golden file beside it.
// Golden files are written only by GOLDEN=write; a missing one fails.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../src/flag/identity';
import { PostDetails } from '../../src/flag/post';
import { identitiesOf, normalizeUrl } from '../../src/platforms/addresses';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';
import type { ReaderName, Reading } from './in-page';
import { contradictions } from './invariants';

const PAGES = `${ROOT}test/fixtures/pages/`;
const fixtures = readdirSync(PAGES).flatMap((reader) =>
  readdirSync(`${PAGES}${reader}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => ({ reader, file, path: `${PAGES}${reader}/${file}` })),
);

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

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

describe.each(fixtures)('$reader/$file', ({ reader, path }) => {
  const html = readFileSync(path, 'utf8');
  const [, url = ''] = /<!-- (\S+) -->/.exec(html) ?? [];
  // a fixture names its posts: <!-- posts: article -->
  const [, posts] = /<!-- posts: (.+) -->/.exec(html) ?? [];
  let page: Page;
  beforeAll(async () => {
    page = await browser.open(html, url);
  });
  afterAll(() => page.context().close());

  it('is read as before', async () => {
    const read = await readings(page, reader);
    const golden = path.replace(/html$/, 'json');
    if (process.env.GOLDEN === 'write') writeFileSync(golden, `${JSON.stringify(read, null, 2)}\n`);
    expect(existsSync(golden), 'no golden file: look at what is read, then write it with GOLDEN=write').toBe(
      true,
    );
    expect(read).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
    for (const { post } of Object.values(read)) expect(PostDetails.safeParse(post).error).toBeUndefined();
  });

  it('is left as it was wherever it is clicked, and all that is read there holds together', async () => {
    const state = (): Promise<unknown> =>
      page.evaluate(() => ({
        html: new XMLSerializer().serializeToString(document),
        scroll: [scrollX, scrollY],
        active: document.activeElement?.tagName,
        selection: String(getSelection()),
      }));
    const before = await state();
    const { all, changes } = await page.evaluate(async (name) => {
      const observer = new MutationObserver(() => undefined);
      observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
      const all = await readers.everywhere(name, ':root');
      await readers.from(name, { kind: 'focus' });
      await readers.from(name, {
        kind: 'hint',
        linkUrl: 'https://nowhere.example/',
        srcUrl: 'https://nowhere.example/a',
      });
      readers.readMetadata();
      return { all, changes: observer.takeRecords().length };
    }, reader);
    expect(changes).toBe(0);
    expect(await state()).toEqual(before);
    expect(contradictions(all, url)).toEqual([]);
  });

  if (!posts) return;
  it('gives the same keys wherever a post of it is clicked', async () => {
    const selector = posts;
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
