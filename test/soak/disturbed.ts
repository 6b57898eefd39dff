// Flags under disturbance: tab switches and back, in-app navigation, scrolls, at random moments around the shot.
// Every page has a colour of its own, so a picture of something else is seen in its pixels. Runs in node, real Chromium.
import * as z from 'zod/mini';
import { startSite } from '../../src/demo/site';
import { builtExtension } from '../e2e/drivers/built';
import { launchChromium } from '../e2e/drivers/chromium';
import { startScreen } from '../e2e/drivers/xvfb';
import { xPost } from '../e2e/flag/x-page';

const COLOURS = ['rgb(200, 30, 30)', 'rgb(30, 160, 30)', 'rgb(30, 60, 200)', 'rgb(180, 150, 20)'] as const;

function page(n: number): string {
  const posts = Array.from({ length: 9 }, (_, i) =>
    xPost(`page${n}`, `198000000000000${n}00${i}`, `Post ${i}`),
  ).join('');
  return `<!doctype html><meta charset="utf-8"><title>Page ${n}</title>
    <style>body{margin:0;background:${COLOURS[n]}}article{min-height:220px;max-width:500px}</style>${posts}`;
}

const Outcome = z.object({
  flags: z.number(),
  verified: z.number(),
  withoutPicture: z.number(),
  /** Stored as verified, and the picture is of another page. */
  wrong: z.array(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

/** In the worker: one flag after the other, each with something going on around it. */
const RUN = `(async (count, seed) => {
  const wait = (ms) => new Promise((passed) => setTimeout(passed, ms));
  let state = seed;
  const random = () => { state = (state * 1664525 + 1013904223) % 4294967296; return state / 4294967296; };
  const tabs = (await browser.tabs.query({ url: 'https://x.com/*' })).sort((a, b) => a.index - b.index);
  const inPage = (tab, func, args = []) =>
    browser.scripting.executeScript({ target: { tabId: tab.id }, world: 'MAIN', func, args });
  const flags = () => new Promise((resolve) => {
    indexedDB.open('flagpost').onsuccess = ({ target: { result: db } }) => {
      const counting = db.transaction('captures').objectStore('captures').count();
      counting.onsuccess = () => { db.close(); resolve(counting.result); };
    };
  });
  const disturb = async (tab, other) => {
    await wait(random() * 80);
    switch (Math.floor(random() * 5)) {
      case 0: await browser.tabs.update(other.id, { active: true }); await wait(random() * 60);
        await browser.tabs.update(tab.id, { active: true }); break;
      case 1: await browser.tabs.update(other.id, { active: true }); break;
      case 2: await inPage(tab, (n) => history.pushState({}, '', '?' + n), [random()]); break;
      case 3: await inPage(tab, () => scrollTo(0, 200)); await wait(random() * 40); await inPage(tab, () => scrollTo(0, 0)); break;
      default: break;
    }
  };
  for (let i = 0; i < count; i += 1) {
    const tab = tabs[Math.floor(random() * tabs.length)];
    const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
    await browser.tabs.update(tab.id, { active: true });
    // where its one real click was: a page that went elsewhere since is never verified
    await inPage(tab, (path) => history.replaceState({}, '', path), ['/page-' + tabs.indexOf(tab)]);
    await wait(150);
    const before = await flags();
    const fresh = await browser.tabs.get(tab.id);
    chrome.contextMenus.onClicked.dispatch({ menuItemId: 'flag-post', frameId: 0, pageUrl: fresh.url, editable: false }, fresh);
    await disturb(tab, other);
    for (let n = 0; n < 100 && (await flags()) === before; n += 1) await wait(50);
    await wait(700);
  }
})`;

/** In a page of the extension: each verified picture against the colour of the page it is said to be of. */
const JUDGE = `(async (colours) => {
  const db = await new Promise((resolve) => { indexedDB.open('flagpost').onsuccess = ({ target }) => resolve(target.result); });
  const all = (name) => new Promise((resolve) => {
    db.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) => resolve(target.result);
  });
  const blob = (key) => new Promise((resolve) => {
    db.transaction('blobs').objectStore('blobs').get(key).onsuccess = ({ target }) => resolve(target.result);
  });
  const [captures, artefacts] = await Promise.all([all('captures'), all('artefacts')]);
  const outcome = { flags: captures.length, verified: 0, withoutPicture: 0, wrong: [] };
  for (const capture of captures) {
    const shot = artefacts.find(({ flagId, kind }) => flagId === capture.id && kind === 'screenshot_viewport');
    if (shot.status !== 'present') { outcome.withoutPicture += 1; continue; }
    if (!capture.capture.verified) continue;
    outcome.verified += 1;
    const image = await createImageBitmap(await blob(shot.sha256));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const pixel = [...pen.getImageData(image.width - 100, image.height - 50, 1, 1).data].slice(0, 3).join(', ');
    const n = Number(/page(\\d)/.exec(capture.post.author?.handle ?? '')?.[1]);
    const said = Number(/page-(\\d)/.exec(capture.pageUrl)?.[1]);
    if ('rgb(' + pixel + ')' !== colours[n] || n !== said) outcome.wrong.push(capture.pageUrl + ' shows ' + pixel);
  }
  return outcome;
})`;

export async function soakDisturbed(count: number, seed: number): Promise<Outcome> {
  const pages = Object.fromEntries(COLOURS.map((_, n) => [`x.com/page-${n}`, page(n)]));
  const site = await startSite(pages);
  const screen = await startScreen();
  const chromium = await launchChromium({ extension: builtExtension('chrome'), screen, site });
  try {
    const own = await chromium.openOwn('manifest.json');
    await own.evaluate(`chrome.storage.local.set({ settings: {
      withoutPicture: false, openForm: false, toast: 'never', autoSync: false,
      profile: { pseudonym: 'soak', unit: 'Soak', country: 'NL' } } })`);
    for (let n = 0; n < COLOURS.length; n += 1) {
      const opened = await chromium.open(`https://x.com/page-${n}`);
      // by hand once in every tab: it grants activeTab there, and its click serves every later round
      await chromium.rightClick(opened, 'article [data-testid=tweetText]');
      await chromium.choose('h');
      await new Promise((passed) => setTimeout(passed, 2000));
    }
    await chromium.worker().evaluate(`${RUN}(${count}, ${seed})`);
    return z.parse(Outcome, await own.evaluate(`${JUDGE}(${JSON.stringify(COLOURS)})`));
  } finally {
    await chromium.close();
    screen.stop();
    await site.stop();
  }
}
