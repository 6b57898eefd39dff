// Pages far larger than any that is real: each reading stays bounded, whatever the platform. What grows with the square of
// the page takes minutes here. Pages are made of the fixtures, many times over, beside and inside each other.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, startBrowser, type TestBrowser } from './chromium-page';

const PAGES = `${ROOT}test/fixtures/pages/`;
/** The largest of each platform. */
const largest = readdirSync(PAGES).map((reader) => {
  const pages = readdirSync(`${PAGES}${reader}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => readFileSync(`${PAGES}${reader}/${file}`, 'utf8'));
  return [reader, pages.toSorted((a, b) => b.length - a.length)[0] ?? ''] as const;
});

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Milliseconds, on a machine that has much else to do. */
const SOON = 4000;

describe('a reading on a page of 50,000 elements is soon done', () => {
  it.each(largest)('by the reader for %s', { timeout: 120_000 }, async (reader, html) => {
    const url = /<!-- (\S+) -->/.exec(html)?.[1] ?? '';
    const page = await browser.open(html, url);
    const took = await page.evaluate(async (name) => {
      const { body } = document;
      body.style.display = 'none'; // the layout of such pages is not what is measured
      const original = [...body.children].filter((el) => el.localName !== 'script');
      const size = body.querySelectorAll('*').length;
      const copy = (): Node[] => original.map((el) => el.cloneNode(true));
      let at: Element = body;
      // half of them beside each other, the others 500 deep
      for (let n = 0; n * size < 25_000; n++) body.append(...copy());
      for (let n = 0; n * size < 25_000 && n < 500; n++) {
        const [first, ...others] = copy();
        if (!(first instanceof Element)) break;
        at.append(first, ...others);
        at = first;
      }
      const took: Record<string, number> = { nodes: body.querySelectorAll('*').length };
      const time = async (what: string, reading: () => Promise<unknown>): Promise<void> => {
        const start = performance.now();
        await reading().catch((error: unknown) => {
          if (!`${error}`.includes('no reader found anything')) throw error;
        });
        took[what] = Math.round(performance.now() - start);
      };
      const all = [...body.querySelectorAll('*')];
      for (const [what, index] of [
        ['first', 1],
        ['middle', Math.floor(all.length / 2)],
        ['last', all.length - 1],
      ] as const)
        await time(what, () => readers.click(name, 'body *', index));
      const deepest = [...at.querySelectorAll('*')].at(-1) ?? at;
      await time('deepest', () => readers.click(name, 'body *', all.indexOf(deepest)));
      await time('focus', () => readers.from(name, { kind: 'focus' }));
      const link = [...body.querySelectorAll('a')].find((a) => a.href);
      await time('link', () => readers.from(name, { kind: 'hint', linkUrl: link?.href }));
      await time('page', () => readers.from(name, { kind: 'hint' }));
      return took;
    }, reader);
    await page.context().close();
    const { nodes = 0, ...times } = took;
    console.info(reader, nodes, times);
    expect(nodes).toBeGreaterThan(20_000);
    for (const [what, ms] of Object.entries(times)) expect(ms, what).toBeLessThan(SOON);
  });
});
