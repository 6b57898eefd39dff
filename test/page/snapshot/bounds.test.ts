// Pages that are too large, never at rest, or gone while they are read: bounded, told as cut, and the post is still there.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { count, type Snapper, startSnapper } from './snap';

let snapper: Snapper;
let page: Page;
beforeAll(async () => {
  snapper = await startSnapper();
}, 60_000);
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => page.context().close());
afterAll(() => snapper.close());

const open = async (body: string): Promise<void> => {
  page = await snapper.open(`<!doctype html><html><body>${body}</body></html>`, 'https://forum.example/');
};
const POST = '<article id="post"><p>What is to be kept</p></article>';

it('a page of 50 MB is cut at the bound, and the post that came after it is there', {
  timeout: 120_000,
}, async () => {
  await open('');
  await page.evaluate((post) => {
    document.body.style.display = 'none'; // its layout is not what is measured
    const line = `<div class="row"><b>row</b> ${'of very many '.repeat(40)}</div>`;
    document.body.innerHTML = line.repeat(90_000) + post;
  }, POST);
  const snapped = await snapper.snap(page, { maxChars: 5_000_000 }, '#post');
  expect(snapped.html.length).toBeLessThan(7_200_000);
  expect(count(snapped, 'truncated')).toBe(1);
  expect(snapped.html).toContain('What is to be kept');
  expect(snapped.html).toMatch(/<\/body><\/html>$/u);
});

it('a page that takes too long is cut by time, and the post is there', { timeout: 60_000 }, async () => {
  await open('');
  await page.evaluate((post) => {
    document.body.style.display = 'none';
    document.body.innerHTML = `<div>${'<p><a>1</a><a>2</a></p>'.repeat(30_000)}</div>${post}`;
  }, POST);
  const snapped = await snapper.snap(page, { busyMs: 30 }, '#post');
  expect(snapped.busyMs).toBeLessThan(2000);
  expect(snapped.elements).toBeLessThan(90_000);
  expect(count(snapped, 'truncated')).toBe(1);
  expect(snapped.html).toContain('What is to be kept');
});

it('one text of many megabytes is taken in several steps', async () => {
  await open('');
  await page.evaluate(() => {
    document.body.style.display = 'none';
    document.body.append('<&'.repeat(1_000_000));
  });
  const snapped = await snapper.snap(page, { maxChars: 100_000_000 });
  expect(snapped.slices).toBeGreaterThan(1);
  expect(snapped.html.length).toBeGreaterThan(8_000_000);
});

it('a text of several steps is cut between none of its signs', async () => {
  await open('');
  await page.evaluate(() => document.body.append(`x${'\u{1f600}'.repeat(150_000)}`));
  const { html } = await snapper.snap(page);
  expect(html).not.toContain('\ufffd');
  expect(html.match(/\u{1f600}/gu)).toHaveLength(150_000);
});

it('styles without end are read no further than there is time', { timeout: 120_000 }, async () => {
  await open(POST);
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = Array.from({ length: 300_000 }, (_, n) => `.a${n} > .b${n}{color:red}`).join('');
    document.head.append(style);
  });
  const snapped = await snapper.snap(page, { busyMs: 30 }, '#post');
  expect(snapped.busyMs).toBeLessThan(200);
  expect(snapped.html).toContain('What is to be kept');
});

it('a page that grows for ever while it is read is told as it was, and in time', async () => {
  await open(POST);
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      document.body.append(Object.assign(document.createElement('p'), { textContent: 'more' }));
      document.body.lastElementChild?.append(document.createElement('i'));
      port2.postMessage(null);
    };
    port2.postMessage(null);
  });
  const snapped = await snapper.snap(page, {}, '#post');
  expect(snapped.html).toContain('What is to be kept');
});

it('a page that takes its elements away, moves and empties them while they are read breaks nothing', async () => {
  await open(`<main>${'<div><p><b>a</b> text</p><ul><li>1</li><li>2</li></ul></div>'.repeat(1500)}</main>`);
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    const all = [...document.querySelectorAll('main *')];
    let n = 0;
    port1.onmessage = () => {
      for (let k = 0; k < 40; k += 1) {
        n = (n * 31 + 17) % all.length;
        const one = all[n];
        if (k % 3 === 0) one?.remove();
        else if (k % 3 === 1) one?.replaceChildren();
        else document.body.prepend(one ?? '');
      }
      port2.postMessage(null);
    };
    port2.postMessage(null);
  });
  const snapped = await snapper.snap(page);
  expect(snapped.slices).toBeGreaterThan(1);
  expect(snapped.html).toMatch(/<\/body><\/html>$/u);
});

it('what is nested more deeply than a parser goes is left out, and told', async () => {
  await open('<div id=at>shallow</div>');
  await page.evaluate(() => {
    document.body.style.display = 'none';
    let at: Element | null = document.querySelector('#at');
    for (let n = 0; n < 1000; n += 1) {
      const inner = document.createElement('div');
      inner.append(`${n}`);
      at?.append(inner);
      at = inner;
    }
  });
  const snapped = await snapper.snap(page);
  expect(snapped.html).toContain('shallow');
  expect(count(snapped, 'truncated')).toBe(1);
});

it('of more children than are told one by one the post is still among what is kept', async () => {
  await open('');
  await page.evaluate((post) => {
    document.body.style.display = 'none';
    document.body.innerHTML = '<br>'.repeat(110_000) + post;
  }, POST);
  const snapped = await snapper.snap(page, {}, '#post');
  expect(count(snapped, 'truncated')).toBe(1);
  expect(snapped.html).toContain('What is to be kept');
});

it('a huge attribute, and an address of megabytes, are left out', async () => {
  await open('<p id=at>kept</p>');
  await page.evaluate(() => {
    const at = document.querySelector('#at');
    at?.setAttribute('title', 'x'.repeat(20_000_000));
    const image = Object.assign(new Image(), { src: `https://a.example/${'y'.repeat(1_000_000)}` });
    at?.append(image);
  });
  const snapped = await snapper.snap(page);
  expect(snapped.html.length).toBeLessThan(20_000);
  expect(snapped.html).toContain('kept');
});
