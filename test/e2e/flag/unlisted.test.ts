// Hosts that are not listed, in a real Chromium: matched and labelled until the listener is allowed there, then clicked.
// The browser's question is answered with the keyboard, as an analyst would.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { readStores, type Stores } from '../store';
import { FORUM } from './forum-page';

const HOST = 'forum.example';
const TOPIC = `https://${HOST}/topic`;
const TAB = 'src/popup/index.html?view=tab';

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({ 'forum.example/topic': FORUM, 'other.example/topic': FORUM });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(() => start());
afterEach(() => chromium.close());

async function start(profile?: string, openForm = false): Promise<void> {
  const given = profile === undefined ? {} : { profile };
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site, ...given });
  own = await chromium.openOwn('manifest.json');
  if (profile === undefined) await settings(openForm);
}

async function settings(openForm: boolean): Promise<void> {
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: ${openForm}, toast: 'listed', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
}

const captured = (n: number): Promise<Stores['captures']> =>
  until(`${n} flags`, async () => {
    const { captures } = await readStores((expression) => own.evaluate(expression));
    return captures.length >= n && captures;
  });

async function flag(page: Page, selector: string): Promise<void> {
  await page.bringToFront();
  await chromium.rightClick(page, selector);
  await chromium.choose('h');
}

const registered = (): Promise<string[]> =>
  own.evaluate(
    `chrome.scripting.getRegisteredContentScripts().then((all) => all.flatMap(({ matches }) => matches))`,
  );

const permitted = (host = HOST): Promise<unknown> =>
  own.evaluate(`chrome.permissions.contains({ origins: ['*://${host}/*'] })`);

/** Presses the button in the tab and says yes to the browser; what was allowed once it does not ask again. */
async function allow(button: Locator, host = HOST): Promise<void> {
  await button.page().bringToFront();
  await button.click();
  await until('the leave', async () => {
    await sleep(1000); // the question is no window of its own that could be waited for
    if (await permitted(host)) return true;
    screen.xdo('key', 'Tab', 'Return');
    await sleep(300);
    return permitted(host);
  });
  await until('the listener', async () => (await registered()).includes(`*://${host}/*`));
}

async function allowInSettings(): Promise<Page> {
  const tab = await chromium.openOwn(`${TAB}#settings/${HOST}`);
  await allow(tab.getByTestId('listen-add'));
  return tab;
}

test('without a listener a click is matched and labelled; with one, in the same open tab, the very post is found', async () => {
  await settings(true);
  const page = await chromium.open(TOPIC);
  await flag(page, '#text-2');
  const [first] = await captured(1);
  expect(first).toMatchObject({ platform: 'other', capture: { foundVia: 'page', gesture: 'menu' } });
  expect(first?.post.subject).toBe('website');
  const popup = await chromium.popup();
  const label = popup.getByTestId('found');
  await label.waitFor();
  expect(await label.textContent()).toBe('The page as a whole; your click was not seen.');
  const [tab] = await Promise.all([
    chromium.context.waitForEvent('page'),
    popup.getByTestId('listen-offer').click(),
  ]);
  await tab.locator('html[data-ready]').waitFor();
  expect(await tab.locator('[name=listenHost]').inputValue()).toBe(HOST);
  await allow(tab.getByTestId('listen-add'));
  await tab.getByTestId('listen-host').getByText(HOST).waitFor();

  await flag(page, '#text-2');
  const [, second] = await captured(2);
  expect(second?.capture).toMatchObject({ foundVia: 'clicked', verified: true });
  expect(second?.post).toMatchObject({
    subject: 'post',
    text: expect.stringContaining('Second answer'),
    postUrl: 'https://forum.example/topic/2',
  });
});

test('a link without a listener is labelled as found by the link, and another host stays unheard', async () => {
  await allowInSettings();
  const page = await chromium.open('https://other.example/topic');
  await flag(page, '#link-3');
  const [capture] = await captured(1);
  expect(capture?.capture.foundVia).toBe('link');
  const tab = await chromium.openOwn(`${TAB}#flag/${capture?.id}`);
  const label = tab.getByTestId('found');
  await label.waitFor();
  expect(await label.textContent()).toContain('Found by its link');
  const offer = tab.getByTestId('listen-offer');
  await offer.getByText('other.example').waitFor();
  await tab.bringToFront();
  await offer.click();
  await sleep(1000);
  screen.xdo('key', 'Escape');
  await tab.getByText('The browser did not allow it.').waitFor();
  expect(await registered()).toEqual([`*://${HOST}/*`]);
  await allow(offer, 'other.example');
  await tab.getByTestId('listen-on').getByText('other.example').waitFor();
  await flag(page, '#link-3');
  const [, second] = await captured(2);
  expect(second?.capture.foundVia).toBe('clicked');
});

test('the listener is there after a restart of the browser, before the page', async () => {
  await allowInSettings();
  const { profile } = chromium;
  await chromium.close({ keepProfile: true });
  await start(profile);
  const page = await chromium.open(TOPIC);
  await flag(page, '#text-1');
  const [capture] = await captured(1);
  expect(capture?.capture.foundVia).toBe('clicked');
  expect(capture?.post.text).toContain('First answer');
});

test('the listener is there after an update of the extension, also in a tab that was open', async () => {
  await allowInSettings();
  const page = await chromium.open(TOPIC);
  const cdp = await chromium.context.browser()!.newBrowserCDPSession();
  await cdp.send('Extensions.loadUnpacked', { path: builtExtension('chrome') });
  // the update closed the extension's pages
  own = await chromium.openOwn('manifest.json');
  await until('the listener', async () => (await registered()).includes(`*://${HOST}/*`));
  await until('the listener in the open tab', () =>
    own.evaluate(
      `chrome.tabs.query({ url: '${TOPIC}' }).then(([tab]) => chrome.tabs.sendMessage(tab.id, 'flagpost_glance'))`,
    ),
  );
  await flag(page, '#text-3');
  const [capture] = await captured(1);
  expect(capture?.capture.foundVia).toBe('clicked');
});

test('removing the site gives the leave back; leave taken back by the browser takes the site off the list', async () => {
  const tab = await allowInSettings();
  await tab.getByRole('button', { name: `Remove ${HOST}` }).click();
  await tab.getByTestId('listen-host').waitFor({ state: 'detached' });
  await until('the listener to go', async () => (await registered()).length === 0);
  await until('the leave to go', async () => !(await permitted()));

  await tab.locator('[name=listenHost]').fill(TOPIC);
  await allow(tab.getByTestId('listen-add'));
  await tab.getByTestId('listen-host').getByText(HOST).waitFor();
  await own.evaluate(`chrome.permissions.remove({ origins: ['*://${HOST}/*'] })`);
  await tab.getByTestId('listen-host').waitFor({ state: 'detached' });
  expect(await registered()).toEqual([]);
});
