// What needs a grant of its own, in a real Chromium: MHTML and the post's media, without the grant and with it.
// The browser's question is answered with the keyboard, as an analyst would.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../../../src/demo/site';
import type { Artefact } from '../../../src/flag/artefact';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { xPage, xPost } from '../flag/x-page';
import { readStores, type Stores, unsound } from '../store';

const HOME = 'https://x.com/home';
const PICTURES = 'https://pbs.twimg.com/media';
const photo = (name: string): string =>
  `<div data-testid="tweetPhoto"><img src="${PICTURES}/${name}" width="40" height="30" alt=""></div>`;
const MEDIA = `${photo('there.png')}${photo('login.png')}${photo('gone.png')}
  <video src="https://video.twimg.com/clip.mp4" width="40" height="30"></video>`;
const CLIP = new Uint8Array([0, 0, 0, 24, 102, 116, 121, 112, 105, 115, 111, 109]);

let site: Site;
let screen: Screen;
let chromium: Chromium;
let own: Page;
let picture: Buffer;

beforeAll(async () => {
  site = await startSite({
    'x.com/home': xPage(xPost('user1', '1980000000000000001', 'With media', MEDIA)),
    'pbs.twimg.com/media/login.png': '<!doctype html>Log in',
    'video.twimg.com/clip.mp4': { body: CLIP, headers: { 'content-type': 'video/mp4' } },
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
    withoutPicture: false, openForm: false, toast: 'never', autoSync: false, snapshot: false, wholePost: 'never',
    profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' } } })`);
  picture = Buffer.from(await own.evaluate<string, undefined>(PAINTED, undefined), 'base64');
  site.serve({
    'pbs.twimg.com/media/there.png': { body: picture, headers: { 'content-type': 'image/png' } },
  });
});
afterEach(() => chromium.close());

const PAINTED = `(async () => {
  const canvas = new OffscreenCanvas(320, 240);
  const context = canvas.getContext('2d');
  for (let n = 0; n < 60; n += 1) {
    context.fillStyle = 'hsl(' + n * 47 + ' 80% ' + (20 + n) + '%)';
    context.fillRect((n * 71) % 300, (n * 37) % 220, 90, 60);
  }
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()).toBase64();
})()`;

const stores = (): Promise<Stores> => readStores((expression) => own.evaluate(expression));

async function flag(): Promise<string> {
  const page = await chromium.open(HOME);
  await chromium.rightClick(page, '#text-1980000000000000001');
  await chromium.choose('h');
  const { captures } = await until('the flag', async () => {
    const now = await stores();
    return now.rows.some(({ thumbnail }) => thumbnail !== '') && now;
  });
  return captures[0]!.id;
}

const more = (flagId: string, kind: string): Promise<unknown> =>
  own.evaluate(`chrome.runtime.sendMessage({ type: 'capture_more', flagId: '${flagId}', kind: '${kind}' })`);

const of = async (kind: Artefact['kind']): Promise<Artefact[]> =>
  (await stores()).artefacts.filter((one) => one.kind === kind);

/** Asks with a click's rights, and says yes. */
async function allow(what: string): Promise<void> {
  await own.bringToFront();
  const session = await own.context().newCDPSession(own);
  const expression = `void chrome.permissions.request(${what})`;
  await session.send('Runtime.evaluate', { expression, userGesture: true });
  await until('the leave', async () => {
    await sleep(1000); // the question is no window of its own that could be waited for
    screen.xdo('key', 'Tab', 'Return');
    await sleep(300);
    return own.evaluate(`chrome.permissions.contains(${what})`);
  });
}

test("MHTML: absent without the permission; with it, the browser's own file of the page", async () => {
  const id = await flag();
  expect(await more(id, 'mhtml')).toMatchObject({ ok: true });
  expect(await of('mhtml')).toMatchObject([{ status: 'absent', absentReason: 'permission_denied' }]);
  await allow(`{ permissions: ['pageCapture'] }`);
  expect(await more(id, 'mhtml')).toMatchObject({ ok: true });
  const [, saved] = await of('mhtml');
  expect(saved).toMatchObject({ status: 'present', mediaType: 'multipart/related', role: 'evidentiary' });
  const text = await own.evaluate(`(async () => {
    const db = await new Promise((done) => { const r = indexedDB.open('flagpost'); r.onsuccess = () => done(r.result); });
    const blob = await new Promise((done) => {
      const r = db.transaction('blobs').objectStore('blobs').get('${saved?.status === 'present' ? saved.sha256 : ''}');
      r.onsuccess = () => done(r.result); });
    db.close();
    return blob.text();
  })()`);
  expect(text).toContain('Snapshot-Content-Location: https://x.com/home');
  expect(text).toContain('With media');
  expect(unsound(await stores())).toEqual([]);
});

test('media: absent without the grant; with it each item by itself, with its address and its hash, or its reason', async () => {
  const id = await flag();
  expect(await more(id, 'media')).toMatchObject({ ok: true });
  expect((await of('media')).map((one) => one.status === 'absent' && one.absentReason)).toEqual(
    Array.from({ length: 4 }, () => 'permission_denied'),
  );
  await allow(`{ origins: ['<all_urls>'] }`);
  expect(await more(id, 'media')).toMatchObject({ ok: true });
  const taken = (await of('media')).slice(4);
  expect(taken).toMatchObject([
    {
      status: 'present',
      sourceUrl: `${PICTURES}/there.png`,
      mediaType: 'image/png',
      sha256: createHash('sha256').update(picture).digest('hex'),
      pdq: [{ hash: expect.stringMatching(/^[0-9a-f]{64}$/u), of: 'whole' }],
    },
    { status: 'absent', sourceUrl: `${PICTURES}/login.png`, absentReason: 'not_served' },
    { status: 'absent', sourceUrl: `${PICTURES}/gone.png`, absentReason: 'not_served' },
    { status: 'present', sourceUrl: 'https://video.twimg.com/clip.mp4', sizeBytes: CLIP.length },
  ]);
  expect(unsound(await stores())).toEqual([]);
});
