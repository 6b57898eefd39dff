// Hosts that are not listed, in a real Firefox: the clicked element is found after the click, without a listener or a leave.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { FORUM } from '../flag/forum-page';
import { readStores, type Stores } from '../store';

const TAB = 'src/popup/index.html?view=tab';

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startSite({ 'forum.example/topic': FORUM });
});
afterAll(() => site.stop());
beforeEach(async () => {
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
  own = await firefox.openOwn(TAB, true);
  await firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`,
  );
});
afterEach(() => firefox.close());

const captured = (n: number): Promise<Stores['captures']> =>
  until(`${n} flags`, async () => {
    const { captures } = await readStores((expression) => firefox.evaluate(own, expression));
    return captures.length >= n && captures;
  });

const textOf = (testId: string): Promise<unknown> =>
  until(testId, () =>
    firefox.evaluate(own, `document.querySelector('[data-testid=${testId}]')?.textContent`),
  );

test('the very post is found wherever it is clicked, with no leave for the host', async () => {
  const tab = await firefox.open('https://forum.example/topic');
  for (const selector of ['#text-2', '#link-2']) {
    await firefox.rightClick(tab, selector);
    await firefox.choose('Flag this post');
    await captured(selector === '#text-2' ? 1 : 2);
  }
  const captures = await captured(2);
  for (const { capture, post } of captures) {
    expect(capture).toMatchObject({ foundVia: 'clicked', gesture: 'menu', verified: true });
    expect(post).toMatchObject({ subject: 'post', postUrl: 'https://forum.example/topic/2' });
  }
  expect(captures[0]?.dedupeKeys).toEqual(captures[1]?.dedupeKeys);
  const origins = await firefox.evaluate(
    own,
    `browser.permissions.contains({ origins: ['*://forum.example/*'] })`,
  );
  expect(origins).toBe(false);

  await firefox.evaluate(own, `void (location.hash = '#flag/${captures[0]?.id}')`);
  expect(await textOf('found')).toBe('Found where you clicked.');
  expect(await firefox.evaluate(own, `document.querySelector('[data-testid=listen-offer]')`)).toBeNull();
  await firefox.evaluate(own, `void (location.hash = '#settings')`);
  const settings = await textOf('listen-settings');
  expect(settings).toContain('Nothing to do: Firefox tells');
});
