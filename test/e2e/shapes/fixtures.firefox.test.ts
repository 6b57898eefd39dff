// Every fixture page of the readers in a real Firefox: read as in Chromium, against the same golden files.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { bundle, ROOT } from '../../platforms/chromium-page';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox } from '../drivers/firefox';

const PAGES = `${ROOT}test/fixtures/pages/`;
const fixtures = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.html'))
  .map((file) => {
    const html = readFileSync(PAGES + file, 'utf8');
    const [, url = ''] = /<!-- (\S+) -->/.exec(html) ?? [];
    // the test site speaks TLS only
    return { file, html, url: url.replace(/^http:/, 'https:') };
  });

let site: Site;
let firefox: Firefox;
let script: string;
beforeAll(async () => {
  const hosts = fixtures.map(({ url }) => [`${new URL(url).host}/`, ''] as const);
  [site, script] = await Promise.all([startSite(Object.fromEntries(hosts)), bundle()]);
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
});
afterAll(async () => {
  await firefox.close();
  await site.stop();
});

test.each(fixtures)('$file is read as in Chromium', async ({ file, html, url }) => {
  const { host, pathname, search } = new URL(url);
  site.serve({
    [`${host}${pathname}${search}`]: {
      body: html,
      headers: { 'content-security-policy': "script-src 'none'" },
    },
  });
  const tab = await firefox.open(url);
  await firefox.evaluate(tab, `(() => { ${script}; return true; })()`);
  const folder = file.split('/')[0];
  const read = await firefox.evaluate(
    tab,
    `(async () => {
      const places = [...document.querySelectorAll('[data-click]')].map((el) => el.getAttribute('data-click'));
      const found = await Promise.all(places.map(async (place, at) => [
        places.indexOf(place) === at ? place : place + ' (' + at + ')',
        await readers.click(${JSON.stringify(folder)}, '[data-click]', at),
      ]));
      return JSON.stringify(Object.fromEntries(found));
    })()`,
  );
  const golden: unknown = JSON.parse(readFileSync((PAGES + file).replace(/html$/, 'json'), 'utf8'));
  expect(JSON.parse(String(read))).toEqual(golden);
});
