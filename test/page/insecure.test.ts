// Pages that came without TLS: browsers keep some functions from them, and from us in them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser, type TestBrowser } from '../platforms/chromium-page';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

it('reads a page that came without TLS, where the browser makes no UUIDs', async () => {
  const page = await browser.open('<!doctype html><p>words</p>', 'http://site.example/a');
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.randomUUID])).toEqual([
    false,
    'undefined',
  ]);
  const looks = await page.evaluate(async () => [
    await readers.look('generic'),
    await readers.look('generic'),
  ]);
  expect(looks.map((look) => look?.post.text)).toEqual(['words', 'words']);
  for (const look of looks) {
    expect(look?.token).toMatch(/^[\da-f]{32}$/);
    expect(look?.state.documentId).toMatch(/^[\da-f]{32}$/);
  }
  expect(looks[0]?.token).not.toBe(looks[1]?.token);
});
