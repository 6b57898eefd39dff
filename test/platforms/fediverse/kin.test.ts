// Which software of the fediverse a page shows itself to be of, on hosts that nobody lists, and what is none of it.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleOf, ROOT, startBrowser, type TestBrowser } from './kin-page';

const PAGES = `${ROOT}test/fixtures/pages/`;
let browser: TestBrowser;
let script: string;
beforeAll(async () => {
  [browser, script] = await Promise.all([startBrowser(), bundleOf()]);
});
afterAll(() => browser.close());

async function kinOf(path: string): Promise<unknown> {
  const page = await browser.open(readFileSync(path, 'utf8'), 'https://somewhere.example/');
  const kin = await page.evaluate(`${script};globalThis.kinOfPage()`);
  await page.context().close();
  return kin;
}

describe('a page on a host that nobody lists', () => {
  const OWN = ['mastodon', 'fediverse'].flatMap((name) =>
    readdirSync(`${PAGES}${name}`)
      .filter((file) => file.endsWith('.html'))
      .map((file) => [name, file] as const),
  );
  it.each(OWN)('is of %s: %s', async (name, file) => {
    expect(await kinOf(`${PAGES}${name}/${file}`)).toBe(name);
  });

  const OTHERS = ['generic', 'x', 'bluesky', 'vk', 'ok_ru'].flatMap((name) =>
    readdirSync(`${PAGES}${name}`)
      .filter((file) => file.endsWith('.html'))
      .map((file) => [name, file] as const),
  );
  it.each(OTHERS)('is of none of them: %s/%s', async (name, file) => {
    expect(['mastodon', 'fediverse']).not.toContain(await kinOf(`${PAGES}${name}/${file}`));
  });
});
