// Flagging in a real Firefox by its native menu: what lies on the disk, what the page can move, what dies when.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, type Stores, unsound } from '../store';

const FEED = xPage(
  [1, 2, 3, 4, 5, 6].map((n) => xPost(`user${n}`, `198000000000000000${n}`, `Post number ${n}`)).join(''),
);
const LABEL = 'Flag this post';

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': FEED });
});
afterAll(() => site.stop());

async function start(profile?: string, permanent = false): Promise<void> {
  const extension = builtExtension('firefox');
  firefox = await launchFirefox({
    extension,
    site,
    permanent,
    ...(profile === undefined ? {} : { profile }),
  });
  own = await firefox.openOwn('src/popup/index.html?view=tab', true);
  await firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'listed', autoSync: false,
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`,
  );
}
afterEach(() => firefox.close());

const stores = (): Promise<Stores> => readStores((expression) => firefox.evaluate(own, expression));
const secured = (n: number): Promise<Stores> =>
  until(`${n} flags`, async () => {
    const now = await stores();
    return now.captures.length >= n && allJoined(now) && now;
  });

async function flag(tab: Tab, selector: string): Promise<void> {
  await firefox.rightClick(tab, selector);
  await firefox.choose(LABEL);
}

test('a right-click and "Flag this post" put the post, its picture and the log on the disk', async () => {
  await start();
  const tab = await firefox.open('https://x.com/home');
  await flag(tab, '#text-1980000000000000002');
  const now = await secured(1);
  expect(unsound(now)).toEqual([]);
  expect(now.captures[0]?.post).toMatchObject({
    postUrl: 'https://x.com/user2/status/1980000000000000002',
    author: { handle: 'user2' },
    text: 'Post number 2',
  });
  expect(now.captures[0]?.capture).toMatchObject({ verified: true, problems: [], foundVia: 'clicked' });
  expect(now.captures[0]?.environment.browser).toBe('Firefox');
  expect(now.artefacts.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'screenshot_viewport present',
    'screenshot_post present',
    'thumbnail present',
    'text present',
    'dom_snapshot present',
  ]);
  expect(now.artefacts[1]).toMatchObject({ imagesState: 'same', pdq: [{ of: 'whole' }] });
});

test('two right-clicks in the same second both succeed, each with its own post', async () => {
  await start();
  const tab = await firefox.open('https://x.com/home');
  await flag(tab, '#text-1980000000000000001');
  await flag(tab, '#text-1980000000000000003');
  const now = await secured(2);
  expect(unsound(now)).toEqual([]);
  expect(now.captures.map(({ post }) => post.author?.handle)).toEqual(['user1', 'user3']);
  expect(now.captures.every(({ capture }) => capture.verified)).toBe(true);
});

test('in-app navigation under the shot: kept, marked, never verified', async () => {
  await start();
  const tab = await firefox.open('https://x.com/home');
  await firefox.evaluate(
    own,
    `browser.runtime.getBackgroundPage().then((page) => {
      const shoot = page.browser.tabs.captureVisibleTab;
      const slow = async (...args) => {
        await new Promise((passed) => setTimeout(passed, 400));
        return shoot(...args);
      };
      page.browser.tabs.captureVisibleTab = slow;
      return page.browser.tabs.captureVisibleTab === slow;
    })`,
  );
  await flag(tab, '#text-1980000000000000001');
  for (let n = 0; n < 12; n += 1) {
    await firefox.evaluate(
      tab,
      `(history.pushState({}, '', '/home?${n}'), new Promise((done) => setTimeout(done, 60)))`,
    );
  }
  const now = await secured(1);
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('navigated');
});

test('A to B and back to A under every shot: not verified, and no picture that could be of B', async () => {
  await start();
  const tab = await firefox.open('https://x.com/home');
  await firefox.evaluate(
    own,
    `browser.runtime.getBackgroundPage().then(({ browser: api }) => {
      const shoot = api.tabs.captureVisibleTab;
      const wait = (ms) => new Promise((passed) => setTimeout(passed, ms));
      api.tabs.captureVisibleTab = async (...args) => {
        const [a] = await api.tabs.query({ active: true, lastFocusedWindow: true });
        const b = await api.tabs.create({ url: 'https://x.com/home?b' });
        await wait(100);
        await api.tabs.update(a.id, { active: true });
        await api.tabs.remove(b.id);
        return shoot(...args);
      };
    })`,
  );
  await flag(tab, '#text-1980000000000000001');
  const now = await until('the flag', async () => {
    const read = await stores();
    return read.captures.length === 1 && read;
  });
  expect(now.captures[0]?.capture.verified).toBe(false);
  expect(now.captures[0]?.capture.problems).toContain('tab_switched');
  expect(now.blobs.filter(({ type }) => type.startsWith('image/'))).toEqual([]);
});

test('the background stopped right after the toast: the flag is there once, and its crop joins', async () => {
  await start();
  const tab = await firefox.open('https://x.com/home');
  await flag(tab, '#text-1980000000000000001');
  await until('the toast', () => firefox.evaluate(tab, `document.querySelector('html > div') !== null`));
  await firefox.stopBackground();
  await firefox.evaluate(own, `browser.runtime.sendMessage({ type: 'settings_changed' })`);
  const now = await secured(1);
  expect(unsound(now)).toEqual([]);
  expect(now.captures).toHaveLength(1);
});

test('the whole browser killed right after the toast loses nothing that was announced', async () => {
  await start(undefined, true);
  const tab = await firefox.open('https://x.com/home');
  await flag(tab, '#text-1980000000000000001');
  await until('the toast', () => firefox.evaluate(tab, `document.querySelector('html > div') !== null`));
  const { profile } = firefox;
  await firefox.kill();
  await start(profile, true);
  const now = await secured(1);
  expect(unsound(now)).toEqual([]);
  expect(now.captures.map(({ seq }) => seq)).toEqual([1]);
});
