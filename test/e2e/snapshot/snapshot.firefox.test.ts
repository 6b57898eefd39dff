// The snapshot that joins a flag in a real Firefox: what is in it, what it asked of whom, and that the page saw none of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox } from '../drivers/firefox';
import { until } from '../drivers/until';
import { readStores } from '../store';
import { expectSnapshot, PAGES, readBlob, UNSEEN } from './scene';

let site: Site;
let firefox: Firefox;
beforeAll(async () => {
  site = await startSite(PAGES);
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
});
afterAll(async () => {
  await firefox.close();
  await site.stop();
});

test('a flag is joined by a snapshot that keeps what is to be kept, and that the page did not see being taken', async () => {
  const own = await firefox.openOwn('src/popup/index.html?view=tab', true);
  await firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
      profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`,
  );
  const tab = await firefox.open('https://x.com/home');
  const asked = site.requests.length;
  await firefox.rightClick(tab, '#text-1980000000000000001');
  await firefox.choose('Flag this post');
  const artefact = await until('the snapshot', async () => {
    const { artefacts } = await readStores((expression) => firefox.evaluate(own, expression));
    return artefacts.find(({ kind }) => kind === 'dom_snapshot');
  });
  const sha256 = artefact.status === 'present' ? artefact.sha256 : '';
  expectSnapshot(artefact, String(await firefox.evaluate(own, readBlob(sha256))), true);
  expect(await firefox.evaluate(tab, UNSEEN)).toEqual({ records: 0, caught: null, same: true });
  const since = site.requests.slice(asked).filter(({ host }) => /^(?:pic|style)\.|^elsewhere\./u.test(host));
  // Firefox 153 mostly lets the script in the page read a sheet of a permitted host, yet not every time: else it is fetched
  const pictures = since.filter(({ host }) => host !== 'style.x.com');
  expect(pictures.map(({ host, path }) => host + path).sort()).toEqual([
    'pic.x.com/dot.png',
    'pic.x.com/moved.png',
  ]);
  expect(since.length - pictures.length).toBeLessThanOrEqual(1);
  for (const { headers } of since) {
    expect(Object.keys(headers)).not.toContain('referer');
    expect(Object.keys(headers)).not.toContain('cookie');
    expect(JSON.stringify(headers)).not.toContain('moz-extension');
  }
});
