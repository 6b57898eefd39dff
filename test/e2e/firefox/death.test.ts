// Death at every named step of a flag, in a real Firefox: nothing announced is lost, nothing is there twice.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { STEPS, type Step } from '../../../src/steps';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, type Stores, unsound } from '../store';

const FLAG_STEPS = STEPS.filter((name) => name.startsWith('flag_'));
const COMMITTED = FLAG_STEPS.indexOf('flag_committed');

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startSite({ 'x.com/home': xPage(xPost('user1', '1980000000000000001', 'One')) });
});
afterAll(() => site.stop());
beforeEach(async () => {
  firefox = await launchFirefox({ extension: builtExtension('firefox-steps'), site });
  own = await firefox.openOwn('src/popup/index.html?view=tab', true);
  await firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'listed', autoSync: false } })`,
  );
});
afterEach(() => firefox.close());

const stores = (): Promise<Stores> => readStores((expression) => firefox.evaluate(own, expression));
const inBackground = (expression: string): Promise<unknown> =>
  firefox.evaluate(own, `browser.runtime.getBackgroundPage().then((page) => ${expression})`);

async function dieAt(step: Step): Promise<void> {
  await inBackground(`(page.flagpostPause = '${step}')`);
  const tab = await firefox.open('https://x.com/home');
  await firefox.rightClick(tab, '#text-1980000000000000001');
  await firefox.choose('Flag this post');
  await until(step, () => inBackground(`page.flagpostPausedAt === '${step}'`));
  await firefox.stopBackground();
  await firefox.evaluate(own, `browser.runtime.sendMessage({ type: 'settings_changed' })`);
}

test.each(FLAG_STEPS.slice(0, COMMITTED))(
  'death at %s leaves no flag, and a begun one is reported',
  async (step) => {
    await dieAt(step);
    const after = await stores();
    expect(unsound(after)).toEqual([]);
    expect(after.captures).toEqual([]);
    expect(after.blobs).toEqual([]);
    if (step === 'flag_begun') return; // nothing was on the disk yet: there is nothing to report from
    expect(after.intents).toMatchObject([{ host: 'x.com' }]);
    await until('the badge', () =>
      firefox.evaluate(own, `browser.action.getBadgeText({}).then((text) => text === '!')`),
    );
  },
);

test.each(FLAG_STEPS.slice(COMMITTED))(
  'death at %s keeps the flag once, and what was to join it joins',
  async (step) => {
    await dieAt(step);
    const after = await until('all that joins', async () => {
      const now = await stores();
      return allJoined(now) && now;
    });
    expect(unsound(after)).toEqual([]);
    expect(after.captures).toHaveLength(1);
    expect(after.intents).toEqual([]);
  },
);
