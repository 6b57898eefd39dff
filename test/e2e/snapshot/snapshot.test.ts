// The snapshot that joins a flag in a real Chromium: what is in it, what it asked of whom, and that the page saw none of it.
import { gunzipSync } from 'node:zlib';
import { chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProgram } from '../../../src/demo/machine';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores } from '../store';
import { expectSnapshot, PAGES, readBlob, UNSEEN } from './scene';

let site: Site;
let screen: Screen;
let chromium: Chromium;
beforeAll(async () => {
  site = await startSite(PAGES);
  screen = await startScreen();
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
});
afterAll(async () => {
  await chromium.close();
  screen.stop();
  await site.stop();
});

test('a flag is joined by a snapshot that opens offline, runs nothing, and that the page did not see being taken', async () => {
  const own = await chromium.openOwn('manifest.json');
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
  const page = await chromium.open('https://x.com/home');
  const asked = site.requests.length;
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  const artefact = await until('the snapshot', async () => {
    const { artefacts } = await readStores((expression) => own.evaluate(expression));
    return artefacts.find(({ kind }) => kind === 'dom_snapshot');
  });
  const base64 = String(artefact.status === 'present' ? await own.evaluate(readBlob(artefact.sha256)) : '');
  const html = expectSnapshot(artefact, base64, true);
  expect(await page.evaluate(UNSEEN)).toEqual({ records: 0, caught: null, same: true });
  // the browser asks for icons and the like of its own accord
  const since = site.requests.slice(asked).filter(({ host }) => /^(?:pic|style)\.|^elsewhere\./u.test(host));
  expect(since.map(({ host, path }) => host + path).sort()).toEqual([
    'pic.x.com/dot.png',
    'pic.x.com/moved.png',
    'style.x.com/a.css',
  ]);
  for (const { headers } of since) expect(Object.keys(headers)).not.toContain('referer');
  for (const { headers } of since) expect(Object.keys(headers)).not.toContain('cookie');
  for (const { headers } of since) expect(JSON.stringify(headers)).not.toContain(chromium.id);
  await expectOffline(html);
});

test('a post in a frame of another site is in the snapshot of the page around it, in its place', async () => {
  const own = await chromium.openOwn('manifest.json');
  const before = (await readStores((expression) => own.evaluate(expression))).artefacts.length;
  const page = await chromium.open('https://elsewhere.example/outer');
  await chromium.rightClick(page, '#frame >> #text-1980000000000000002');
  await chromium.choose('h');
  const artefact = await until('the snapshot', async () => {
    const { artefacts, captures } = await readStores((expression) => own.evaluate(expression));
    const flagged = captures.find(({ post }) => post.postId === '1980000000000000002');
    return (
      artefacts.length > before &&
      artefacts.find(({ flagId, kind }) => flagId === flagged?.id && kind === 'dom_snapshot')
    );
  });
  expect(artefact).toMatchObject({ status: 'present', sameState: 'same' });
  const sha256 = artefact.status === 'present' ? artefact.sha256 : '';
  const html = gunzipSync(Buffer.from(String(await own.evaluate(readBlob(sha256))), 'base64')).toString();
  expect(html).toMatch(/Around it<\/p><iframe id="frame"[^>]*srcdoc="[^"]*Post number 2[^"]*"><\/iframe>/u);
  expect(artefact).not.toMatchObject({
    alterations: expect.arrayContaining([{ kind: 'frames_left_out', count: 1 }]),
  });
});

/** In a browser of its own, without the extension, with every request refused. */
async function expectOffline(html: string): Promise<void> {
  const browser = await playwright.launch({
    executablePath: findProgram('chromium'),
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage();
  const tried: string[] = [];
  await page.route('**', (route) => {
    tried.push(route.request().url());
    return tried.length === 1 ? route.fulfill({ body: html, contentType: 'text/html' }) : route.abort();
  });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto('https://offline.example/');
  expect(tried).toEqual(['https://offline.example/']);
  expect(said.filter((text) => /violat|refused/iu.test(text))).toEqual([]);
  expect(await page.locator('#text-1980000000000000001').innerText()).toBe('Post number 1');
  expect(await page.locator('#open-host p').innerText()).toBe('Within the open root');
  expect(await page.frameLocator('#same').locator('p').innerText()).toBe('Within the frame');
  expect(await page.locator('#own').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(5);
  const color = (selector: string): Promise<string> =>
    page.locator(selector).evaluate((el) => getComputedStyle(el).color);
  expect(await color('#text-1980000000000000001')).toBe('rgb(9, 8, 7)');
  expect(await color('#open-host p')).toBe('rgb(1, 2, 3)');
  await browser.close();
}
