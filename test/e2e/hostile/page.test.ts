// Pages that fight back, in a real Chromium: each ends in a capped, escaped value or a clear sentence; nothing runs,
// nothing is lost, and a page sees nothing of the extension but the toast.
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type Site, startSite } from '../../../src/demo/site';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { allJoined, readStores, type Stores, unsound } from '../store';

const ID = '1980000000000000001';
const EVIL_TEXT =
  '=HYPERLINK("http://e.org","x") &lt;img src=x onerror="top.hacked=1"&gt; \u202etxet\u202c <span id="more"></span>';

/** Lone surrogates cannot be served as UTF-8: the page's own script puts them in, with 10 MB behind them. */
const EVIL_SCRIPT = `
  document.getElementById('more').textContent = '\\ud800' + 'A'.repeat(10_000_000);
  const link = document.createElement('a'); link.href = 'javascript:top.hacked=1'; link.textContent = 'click';
  document.getElementById('text-${ID}').append(link);`;

/** Clobbers what a careless reader would call, and sends right-clicks of its own. */
const CLOBBER = `<form id="f"><input name="querySelectorAll"><input name="getBoundingClientRect"></form>
  <a id="flagpost"></a><a id="flagpostReader"></a><a id="flagpostClicks"></a><a id="reader"></a>
  <img name="documentElement"><img name="createElement"><img name="title"><img name="querySelector">`;
const FORGE = `addEventListener('contextmenu', () => setTimeout(() => document.getElementById('text-2')
  .dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true }))));
  setInterval(() => { for (const type of ['flagpost', 'undo', 'flagpost_glance'])
    postMessage({ type, flagId: 'x' }, '*'); }, 20);`;

/** What a page can find out: everything that differs from a browser without the extension. */
const SPY = `
  window.seen = { added: [], globals: 0, errors: [] };
  window.seen.globals = Object.keys(window).length;
  new MutationObserver((changes) => { for (const change of changes) for (const node of change.addedNodes)
    window.seen.added.push(change.target.nodeName + ' > ' + node.nodeName + ' ' + (node.shadowRoot ? 'open' : 'closed')
      + ' ' + (node.attributes ? node.attributes.length : 0)); })
    .observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  addEventListener('error', (event) => window.seen.errors.push(event.message));
  addEventListener('securitypolicyviolation', (event) => window.seen.errors.push(event.blockedURI));
  addEventListener('message', (event) => window.seen.errors.push('message ' + JSON.stringify(event.data)));`;

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;

beforeAll(async () => {
  site = await startSite({
    'x.com/evil': xPage(xPost('<b>evil</b>', ID, EVIL_TEXT), EVIL_SCRIPT),
    'x.com/clobber': xPage(
      CLOBBER + xPost('good', ID, 'The good one') + xPost('bad', '2', 'The bad one'),
      FORGE,
    ),
    'x.com/title': xPage(
      xPost('user', ID, 'Titled'),
      `document.title = 'a\\ud800b' + 'x'.repeat(9000) + '😀'.repeat(9000)`,
    ),
    'x.com/toggle': xPage(
      xPost('user', ID, 'Red'),
      `const text = document.getElementById('text-${ID}').firstChild; let n = 0;
       setInterval(() => { n += 1; text.data = n % 2 ? 'Green' : 'Red'; }, 25);`,
    ),
    't.me/top': `<!doctype html><title>Top</title><style>body{margin:0}iframe{display:block;border:0;width:500px;height:300px}</style>
      <iframe src="/emb"></iframe><iframe src="/emb2" srcdoc="<body style='background:blue'>decoy"></iframe>`,
    't.me/emb': { status: 302, headers: { location: '/emb2' }, body: '' },
    't.me/emb2': '<!doctype html><article id="in-frame"><h1>Framed</h1><p>The framed post.</p></article>',
    'x.com/spy': xPage(xPost('user', ID, 'Watched'), SPY),
  });
  screen = await startScreen();
});
afterAll(async () => {
  screen.stop();
  await site.stop();
});
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  own = await chromium.openOwn('manifest.json');
  await own.evaluate(`chrome.storage.local.set({ settings: {
    withoutPicture: false, openForm: false, toast: 'listed', autoSync: false,
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
});
afterEach(() => chromium.close());

async function flag(path: string): Promise<{ page: Page; stores: Stores }> {
  const page = await chromium.open(`https://x.com/${path}`);
  await chromium.rightClick(page, `#text-${ID}`);
  await chromium.choose('h');
  const stores = await until('the flag', async () => {
    const now = await readStores((expression) => own.evaluate(expression));
    return now.captures.length === 1 && allJoined(now) && now;
  });
  return { page, stores };
}

test('markup, formulas, bidi marks, lone surrogates and 10 MB of text are stored capped, as text, and named', async () => {
  const { page, stores } = await flag('evil');
  expect(unsound(stores)).toEqual([]);
  const text = stores.captures[0]?.post.text ?? '';
  expect(text.startsWith('=HYPERLINK("http://e.org","x") <img src=x onerror="top.hacked=1">')).toBe(true);
  expect(text).toContain('\u202e');
  expect(text.length).toBeLessThanOrEqual(100_000);
  expect(text.isWellFormed()).toBe(true);
  expect(JSON.stringify(stores.captures)).not.toContain('javascript:');
  const alterations = stores.captures[0]?.capture.alterations ?? [];
  expect(alterations).toContainEqual({ kind: 'truncated', field: 'text' });
  const tab = await chromium.openOwn('src/popup/index.html?view=tab');
  await tab.getByTestId('flag-row').waitFor();
  expect(await tab.getByTestId('flag-row').innerText()).toContain('=HYPERLINK');
  expect(
    await tab.evaluate('[window.hacked, top.hacked, document.querySelectorAll("img[onerror]").length]'),
  ).toEqual([undefined, undefined, 0]);
  expect(await page.evaluate('window.hacked')).toBe(undefined);
});

test('a page that names its fields like the methods we call, and forges right-clicks and messages, changes nothing', async () => {
  const { stores } = await flag('clobber');
  expect(unsound(stores)).toEqual([]);
  expect(stores.captures[0]?.post).toMatchObject({ text: 'The good one', author: { handle: 'good' } });
  expect(stores.captures[0]?.capture.verified).toBe(true);
  expect(stores.rows).toMatchObject([{ status: 'draft' }]);
});

test("a title with half a character in it, ours to cut or the page's own, keeps no page from being flagged", async () => {
  const { stores } = await flag('title');
  expect(unsound(stores)).toEqual([]);
  expect(stores.captures[0]?.capture.before?.title.isWellFormed()).toBe(true);
  const fields = stores.captures[0]?.capture.alterations.map(({ kind, field }) => `${kind} ${field}`);
  expect(fields).toContain('well_formed state.title');
});

test('a post that changes its text under the shot and changes it back is never verified', async () => {
  const page = await chromium.open('https://x.com/toggle');
  await chromium.rightClick(page, `#text-${ID}`);
  await chromium.choose('h');
  const now = await until('the flag', async () => {
    const read = await readStores((expression) => own.evaluate(expression));
    return read.captures.length === 1 && read;
  });
  expect(now.captures[0]?.capture).toMatchObject({ verified: false, problems: ['page_changed'] });
});

test('a frame that cannot be told from another gets no crop of that other one', async () => {
  const page = await chromium.open('https://t.me/top');
  await chromium.rightClick(page, 'iframe[src="/emb"] >> #in-frame');
  await chromium.choose('h');
  const now = await until('the flag', async () => {
    const read = await readStores((expression) => own.evaluate(expression));
    return read.captures.length === 1 && allJoined(read) && read;
  });
  expect(unsound(now)).toEqual([]);
  expect(now.artefacts.find(({ kind }) => kind === 'screenshot_post')).toMatchObject({
    absentReason: 'not_locatable',
  });
});

test('a page sees nothing of the extension but the toast, and reaches none of its files', async () => {
  const { page } = await flag('spy');
  const seen = await page.evaluate('window.seen');
  expect(seen).toMatchObject({ added: ['HTML > DIV closed 0'], errors: [] });
  const globals = z.number().parse(await page.evaluate('Object.keys(window).length'));
  expect(globals).toBe(z.parse(z.object({ globals: z.number() }), seen).globals);
  const files = readdirSync(builtExtension('chrome'), { recursive: true, encoding: 'utf8' });
  const reached = await page.evaluate(
    async (urls) => {
      const tried = await Promise.all(
        urls.map((url) =>
          fetch(url).then(
            () => url,
            () => undefined,
          ),
        ),
      );
      return tried.filter((url) => url !== undefined);
    },
    files.filter((name) => /\.\w+$/u.test(name)).map((name) => `chrome-extension://${chromium.id}/${name}`),
  );
  expect(reached).toEqual([]);
  const elsewhere = site.requests
    .map(({ host }) => host)
    .filter((host) => !/^(x\.com|t\.me)$|\.(google|googleapis|gstatic)\.com$/u.test(host));
  expect(elsewhere).toEqual([]); // the browser's own services aside
});
