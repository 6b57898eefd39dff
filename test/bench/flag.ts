// Gesture -> commit 1 against the floor of the same run: bare captureVisibleTab and one strict put of the same bytes.
// Runs in node, drives a real Chromium; flags and floors take turns, so that the machine's moods hit both alike.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { startSite } from '../../src/demo/site';
import { builtExtension } from '../e2e/drivers/built';
import { launchChromium } from '../e2e/drivers/chromium';
import { startScreen } from '../e2e/drivers/xvfb';
import { xPage, xPost } from '../e2e/flag/x-page';
import { type Figures, figures } from './figures';

const REAL_PAGE = fileURLToPath(
  new URL('../../../shared/pages/x/metascraper-x--profile.html', import.meta.url),
);

export interface FlagBench {
  readonly page: string;
  readonly rounds: number;
  readonly floor: Figures;
  readonly flag: Figures;
  /** Until all that is made from stored bytes had joined: crop, thumbnail, text, perceptual hashes. */
  readonly joined: Figures;
  /** Until the snapshot had joined. */
  readonly taken: Figures;
  readonly verified: number;
  /** Of one flag, by kind of artefact. */
  readonly bytes: readonly KindBytes[];
}

export interface KindBytes {
  readonly kind: string;
  /** Flags that have it, and that have the record of its absence instead. */
  readonly present: number;
  readonly absent: number;
  readonly median: number;
  readonly most: number;
}

/** In the worker: one floor, one flag, in turn. The browser allows two shots a second, so each takes its time. */
const ROUND = `(async (rounds) => {
  const SPACING = 650;
  const wait = (ms) => new Promise((passed) => setTimeout(passed, ms));
  const [tab] = await browser.tabs.query({ url: 'https://x.com/*' });
  const floorDb = await new Promise((resolve, reject) => {
    const request = indexedDB.open('floor', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('blobs', { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const floor = async () => {
    const start = performance.now();
    const url = await browser.tabs.captureVisibleTab(tab.windowId, { format: 'png' });
    const bytes = Uint8Array.fromBase64(url.slice(url.indexOf(',') + 1));
    const tx = floorDb.transaction('blobs', 'readwrite', { durability: 'strict' });
    tx.objectStore('blobs').put(new Blob([bytes], { type: 'image/png' }));
    await new Promise((resolve, reject) => { tx.oncomplete = resolve; tx.onerror = () => reject(tx.error); });
    return performance.now() - start;
  };
  // commit 1 and the joining are seen where the floor's own write is seen: at the transaction's completion
  const begin = IDBDatabase.prototype.transaction;
  let onCommit = () => undefined;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = begin.call(this, stores, mode, options);
    const names = [stores].flat();
    if (mode === 'readwrite' && names.includes('captures')) tx.addEventListener('complete', () => onCommit('flag'));
    else if (mode === 'readwrite' && names.includes('blobs') && names.includes('rows'))
      tx.addEventListener('complete', () => onCommit('more'));
    return tx;
  };
  const flag = () => new Promise((resolve) => {
    const start = performance.now();
    const at = [];
    // commit 1, what is made from stored bytes, the snapshot
    onCommit = () => { if (at.push(performance.now() - start) === 3) resolve(at); };
    chrome.contextMenus.onClicked.dispatch({ menuItemId: 'flag-post', frameId: 0, pageUrl: tab.url, editable: false }, tab);
  });
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const first = await floor(); await wait(SPACING);
    const stages = await flag(); await wait(SPACING);
    times.push([first, ...stages]);
  }
  return times;
})`;

const Stored = z.object({
  verified: z.number(),
  artefacts: z.array(z.object({ kind: z.string(), sizeBytes: z.optional(z.number()) })),
});

/** In a page of the extension: how many captures are verified, and the size of every artefact. */
const STORED = `new Promise((resolve) => {
  indexedDB.open('flagpost').onsuccess = ({ target }) => {
    const tx = target.result.transaction(['captures', 'artefacts']);
    const [captures, artefacts] = ['captures', 'artefacts'].map((name) => tx.objectStore(name).getAll());
    tx.oncomplete = () => resolve({
      verified: captures.result.filter(({ capture }) => capture.verified).length,
      artefacts: artefacts.result.map(({ kind, sizeBytes }) => ({ kind, sizeBytes })),
    });
  };
})`;

function bytesByKind(artefacts: z.infer<typeof Stored>['artefacts']): KindBytes[] {
  const kinds = [...new Set(artefacts.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const all = artefacts.filter((one) => one.kind === kind);
    const sizes = all.flatMap(({ sizeBytes }) => sizeBytes ?? []).toSorted((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    return {
      kind,
      present: sizes.length,
      absent: all.length - sizes.length,
      median,
      most: sizes.at(-1) ?? 0,
    };
  });
}

export async function benchFlag(rounds: number): Promise<FlagBench> {
  const real = existsSync(REAL_PAGE);
  const made = xPage(
    Array.from({ length: 40 }, (_, n) => xPost(`user${n}`, `19800000000000000${n}`, 'x')).join(''),
  );
  const site = await startSite({ 'x.com/page': real ? readFileSync(REAL_PAGE, 'utf8') : made });
  const screen = await startScreen('1400x1100x24');
  const chromium = await launchChromium({
    extension: builtExtension('chrome'),
    screen,
    site,
    args: ['--window-size=1280,987'],
  });
  try {
    const own = await chromium.openOwn('manifest.json');
    await own.evaluate(`chrome.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false, snapshot: true, wholePost: 'unnoticed',
      profile: { pseudonym: 'bench', unit: 'Bench', country: 'NL' } } })`);
    const page = await chromium.open('https://x.com/page');
    await page.addStyleTag({ content: '[role=dialog]{display:none}' }).catch(() => undefined); // its CSP may refuse
    // no toast: by hand it is taken away at the right-click, and the rounds here have none of their own
    // one real right-click: it grants activeTab for this page, and its click serves every round
    await chromium.rightClick(page, 'article [data-testid="User-Name"]');
    await chromium.choose('h');
    await new Promise((passed) => setTimeout(passed, 3000));
    const answer = await chromium.worker().evaluate(`${ROUND}(${rounds})`);
    const times = z.parse(z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])), answer);
    const stored = z.parse(Stored, await own.evaluate(STORED));
    const [w, h] = z.parse(
      z.tuple([z.number(), z.number()]),
      await page.evaluate('[innerWidth, innerHeight]'),
    );
    return {
      page: `${real ? 'real X profile page' : 'own page'}, ${w}x${h}`,
      rounds,
      floor: figures(times.map(([floor]) => floor)),
      flag: figures(times.map(([, committed]) => committed)),
      joined: figures(times.map(([, , joined]) => joined)),
      taken: figures(times.map(([, , , taken]) => taken)),
      verified: stored.verified,
      bytes: bytesByKind(stored.artefacts),
    };
  } finally {
    await chromium.close();
    screen.stop();
    await site.stop();
  }
}
