// Right-clicks all over one post of every shape of page, in a real Firefox: always that post, under the same keys.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { launchFirefox } from '../drivers/firefox';
import { until } from '../drivers/until';
import { readStores, unsound } from '../store';
import { expectOnePost, pagesOf, SHAPES } from './shapes';

let site: Site;
beforeAll(async () => {
  site = await startSite(pagesOf(SHAPES));
});
afterAll(() => site.stop());

test.each(SHAPES)('$shape: every part of a post is that post', async (shape) => {
  const firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
  try {
    const own = await firefox.openOwn('src/popup/index.html?view=tab', true);
    await firefox.evaluate(
      own,
      `browser.storage.local.set({ settings: {
        withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
        profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`,
    );
    const tab = await firefox.open(shape.url);
    for (const [at, place] of shape.places.entries()) {
      await firefox.rightClick(tab, place);
      await firefox.choose('Flag this post');
      await until(`a flag of ${place}`, async () => {
        const { captures } = await readStores((expression) => firefox.evaluate(own, expression));
        return captures.length > at;
      });
    }
    const stores = await readStores((expression) => firefox.evaluate(own, expression));
    expect(unsound(stores)).toEqual([]);
    expectOnePost(stores, shape);
  } finally {
    await firefox.close();
  }
});
