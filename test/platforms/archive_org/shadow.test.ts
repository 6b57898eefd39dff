// Lists of archive.org are components in components: what was clicked is found through their open shadow roots.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser, type TestBrowser } from '../chromium-page';

const shadow = (inner: string): string => `<template shadowrootmode="open">${inner}</template>`;
const tile = (id: string, name: string): string =>
  `<tile-dispatcher>${shadow(`<a href="https://archive.org/details/${id}" title="${name}"><item-tile>${shadow(`<div><h4>${name}</h4></div>`)}</item-tile></a>`)}</tile-dispatcher>`;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

it('a click deep in a tile is the tile, and two tiles are two', async () => {
  const list = `<app-root>${shadow(`<collection-browser>${shadow(tile('garden-notes', 'Garden Notes') + tile('other-notes', 'Other Notes'))}</collection-browser>`)}</app-root>`;
  const page = await browser.open(
    `<!doctype html><body>${list}`,
    'https://archive.org/details/some_collection',
  );
  const read = await page.evaluate(async () => {
    const inside = (root: Element | null | undefined, name: string): Element[] => [
      ...(root?.shadowRoot?.querySelectorAll(name) ?? []),
    ];
    const [browserElement] = inside(document.querySelector('app-root'), 'collection-browser');
    return Promise.all(
      inside(browserElement, 'tile-dispatcher').map((host) => {
        const [item] = inside(host, 'item-tile');
        const [heading] = inside(item, 'h4');
        const path: EventTarget[] = [];
        for (let node: Node | null = heading ?? null; node; ) {
          path.push(node);
          node = node instanceof ShadowRoot ? node.host : node.parentNode;
        }
        return readers.from('archive_org', { kind: 'path', path });
      }),
    );
  });
  expect(read.map(({ platform, post }) => [platform, post.subject, post.postUrl, post.text])).toEqual([
    ['archive_org', 'file', 'https://archive.org/details/garden-notes', 'Garden Notes'],
    ['archive_org', 'file', 'https://archive.org/details/other-notes', 'Other Notes'],
  ]);
});
