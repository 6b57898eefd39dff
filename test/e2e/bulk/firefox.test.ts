// A bulk run in a real Firefox: three addresses, one of them out of reach, and a run that outlives its background page.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Site } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { readStores, type Stores, unsound } from '../store';
import { numbered, startBulkSite } from './bulk-site';
import { SETTINGS, TAB } from './bulk-tab';

const SESSION = '01900000-0000-7000-8000-000000000001';
/** Loopback goes round the proxy, to a port where nobody listens. */
const NOBODY = 'http://127.0.0.1:9/post';

const Items = z.array(
  z.object({ state: z.string(), problem: z.optional(z.object({ code: z.string() })), url: z.string() }),
);

let site: Site;
let firefox: Firefox;
let own: Tab;

beforeAll(async () => {
  site = await startBulkSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  firefox = await launchFirefox({ extension: builtExtension('firefox'), site });
  // the browser's question stands in its own window, where a test cannot press anything: the leave is given as it would be
  await firefox.privileged(`(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID('flagpost@flagpost.example');
    await ExtensionPermissions.add(extension.id, { origins: ['<all_urls>'], permissions: [] }, extension);
  })()`);
  own = await firefox.openOwn(TAB);
  await firefox.evaluate(
    own,
    `browser.storage.local.set({ settings: { ...${JSON.stringify(SETTINGS)}, currentSessionId: '${SESSION}' } })`,
  );
  await firefox.evaluate(own, PUT_SESSION);
  await firefox.evaluate(own, `void location.replace(location.href.replace(/#.*/u, '') + '#bulk')`);
  await firefox.evaluate(own, `void location.reload()`);
  await until('the form', () =>
    firefox.evaluate(own, `document.querySelector('[data-testid=bulk-form]') !== null`),
  );
});
afterEach(() => firefox.close());

const OPEN = `new Promise((resolve, reject) => {
  const request = indexedDB.open('flagpost');
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
})`;
const PUT_SESSION = `${OPEN}.then((db) => new Promise((resolve) => {
  const tx = db.transaction('sessions', 'readwrite');
  tx.objectStore('sessions').put({ schemaVersion: 1, id: '${SESSION}', name: 'Action day', kind: 'routine',
    startedAt: '2026-11-21T08:00:00.000Z', nextSeq: 1 });
  tx.oncomplete = () => { db.close(); resolve(true); };
}))`;
const READ_ITEMS = `${OPEN}.then((db) => new Promise((resolve) => {
  const request = db.transaction('bulkItems').objectStore('bulkItems').getAll();
  request.onsuccess = () => { db.close(); resolve(request.result); };
}))`;

async function start(urls: readonly string[]): Promise<void> {
  await firefox.evaluate(
    own,
    `(() => {
      const field = document.querySelector('[name=bulkList]');
      field.value = ${JSON.stringify(urls.join('\n'))};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`,
  );
  const button = `document.querySelector('[data-testid=bulk-start]')`;
  await until('the button', () => firefox.evaluate(own, `!${button}.disabled`));
  await firefox.evaluate(own, `${button}.click()`);
}

const items = async (): Promise<z.infer<typeof Items>> =>
  Items.parse(await firefox.evaluate(own, READ_ITEMS));

const ended = (): Promise<z.infer<typeof Items>> =>
  until(
    'the run to end',
    async () => {
      const all = await items();
      return all.length > 0 && all.every(({ state }) => state !== 'waiting' && state !== 'working') && all;
    },
    90_000,
  );

const stores = (): Promise<Stores> => readStores((expression) => firefox.evaluate(own, expression));

test('three addresses have their outcomes, and a page of the browser’s own is no evidence', {
  timeout: 120_000,
}, async () => {
  await start([numbered(1), NOBODY, 'https://x.com/second/status/1980000000000000002']);
  const outcome = await ended();
  expect(outcome.map(({ state, problem }) => problem?.code ?? state)).toEqual([
    'done',
    'bulk_locked',
    'done',
  ]);
  const all = await stores();
  expect(unsound(all)).toEqual([]);
  expect(all.captures.map(({ pageUrl, post }) => post.postUrl ?? pageUrl)).toEqual([
    numbered(1),
    'https://x.com/second/status/1980000000000000002',
  ]);
  expect(all.captures[1]?.post.text).toBe('The post of the address');
  expect(all.captures.map(({ capture }) => capture.verified)).toEqual([true, true]);
});

test('the background page stopped in the middle: the run goes on, each address is flagged once', {
  timeout: 120_000,
}, async () => {
  const urls = [1, 2, 3].map(numbered);
  await start(urls);
  await until('the first', async () => (await items()).some(({ state }) => state === 'done'));
  await firefox.stopBackground();
  await firefox.evaluate(own, `browser.runtime.sendMessage({ type: 'settings_changed' })`);
  await ended();
  const all = await stores();
  expect(unsound(all)).toEqual([]);
  expect(all.captures.map(({ pageUrl }) => pageUrl)).toEqual(urls);
});
