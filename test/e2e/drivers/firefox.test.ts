// Shows that the Firefox driver reaches what an analyst reaches, with the smallest extension there is.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { type Firefox, launchFirefox, type Tab } from './firefox';
import { until } from './until';
import { startScreen } from './xvfb';

const extension = fileURLToPath(new URL('../../fixtures/spike', import.meta.url));
const PAGE =
  '<!doctype html><title>Feed</title><article id="a">First</article><article id="b">Second</article>';

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startSite({ 'x.com/feed': PAGE });
});
afterAll(() => site.stop());
beforeEach(() => start());
afterEach(() => firefox.close());

async function start(profile?: string): Promise<void> {
  firefox = await launchFirefox({
    extension,
    site,
    permanent: true,
    ...(profile === undefined ? {} : { profile }),
  });
  own = await firefox.openOwn('popup.html', true);
  await until('the menu item', async () => (await stored('ready')) === true);
}

function stored(key: string): Promise<unknown> {
  return firefox.evaluate(own, `browser.storage.local.get('${key}').then((all) => all['${key}'])`);
}

function clicks(): Promise<unknown> {
  return firefox.evaluate(own, `browser.runtime.sendMessage('clicks')`);
}

async function flag(selector: string): Promise<unknown> {
  const page = await firefox.open('https://x.com/feed');
  await firefox.rightClick(page, selector);
  await firefox.choose('Flag this post');
  return until('the flag', () => stored('flagged'));
}

test('the native menu flags the post that was right-clicked, and the popup opens', async () => {
  expect(await flag('#b')).toMatchObject({ url: 'https://x.com/feed', pin: 'Second' });
  expect(await firefox.inPopup(own, '(popup) => popup.document.title')).toBe('Spike popup');
  expect(site.requests.some(({ host, path }) => host === 'x.com' && path === '/feed')).toBe(true);
});

test('a stopped background forgets, and the next message starts it anew', async () => {
  await flag('#a');
  expect(await clicks()).toBe(1);
  await firefox.closePopup();
  await firefox.stopBackground();
  expect(await clicks()).toBe(0);
});

test('a killed browser starts again on the same profile with the extension in it', async () => {
  await firefox.evaluate(own, `browser.storage.local.set({ kept: 7 })`);
  await firefox.kill();
  await start(firefox.profile);
  expect(await stored('kept')).toBe(7);
});

test('it works in a window too, and with the extension loaded for one run only', async () => {
  await firefox.close();
  const screen = await startScreen();
  try {
    firefox = await launchFirefox({ extension, site, screen });
    own = await firefox.openOwn('popup.html', true);
    await until('the menu item', async () => (await stored('ready')) === true);
    expect(await flag('#a')).toMatchObject({ pin: 'First' });
    expect(await firefox.inPopup(own, '(popup) => popup.document.title')).toBe('Spike popup');
    expect(screen.windows().length).toBeGreaterThan(0);
  } finally {
    screen.stop();
  }
});
