// Right-clicks all over one post of every shape of page, in a real Chromium: always that post, under the same keys.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, unsound } from '../store';
import { expectOnePost, pagesOf, SHAPES } from './shapes';

let site: Site;
let screen: Screen;
beforeAll(async () => {
  site = await startSite(pagesOf(SHAPES));
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});

test.each(SHAPES)('$shape: every part of a post is that post', async (shape) => {
  const chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  try {
    const own = await chromium.openOwn('manifest.json');
    await own.evaluate(`chrome.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
    const page = await chromium.open(shape.url);
    for (const [at, place] of shape.places.entries()) {
      await chromium.rightClick(page, place);
      await chromium.choose('h');
      await until(`a flag of ${place}`, async () => {
        const { captures } = await readStores((expression) => own.evaluate(expression));
        return captures.length > at;
      });
    }
    const stores = await readStores((expression) => own.evaluate(expression));
    expect(unsound(stores)).toEqual([]);
    expectOnePost(stores, shape);
  } finally {
    await chromium.close();
  }
});
