// The queue in a real Chromium: thousands of flags, filters, discarding and undoing, what comes in while one reads.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { openSeeded, records, show, UI } from './open';
import { flagId, seed } from './seed';

const STATUSES = ['draft', 'accepted', 'queued', 'rejected', 'discarded'];

let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
  page = await openSeeded(chromium, `${UI}#queue`, { flags: 1000, statuses: STATUSES });
});
afterAll(() => chromium.close());
beforeEach(async () => {
  await seed(page, { flags: 1000, statuses: STATUSES });
  await show(page, chromium, `${UI}#queue`);
  await page.getByTestId('flag-row').first().waitFor();
});

const rowOf = (seq: number) => page.locator(`[data-testid=flag-row][data-flag-id="${flagId(seq)}"]`);

test('a thousand flags: few rows are drawn, the keyboard reaches the last one at once', async () => {
  expect(await page.getByTestId('flag-list').getAttribute('data-count')).toBe('1000');
  expect(await page.getByTestId('flag-row').count()).toBeLessThan(40);
  await page.keyboard.press('j');
  await rowOf(1000).locator(':focus').waitFor();
  await page.keyboard.press('j');
  await rowOf(999).locator(':focus').waitFor();
  const began = performance.now();
  await page.keyboard.press('End');
  await rowOf(1).locator(':focus').waitFor();
  expect(performance.now() - began).toBeLessThan(2_000);
  await page.keyboard.press('k');
  await rowOf(2).locator(':focus').waitFor();
  expect(await page.getByTestId('flag-row').count()).toBeLessThan(40);
  await page.keyboard.press('Enter');
  await page.locator(`[data-testid=judge-form][data-flag-id="${flagId(2)}"]`).waitFor();
});

test('each status has its count, and choosing one lists only those', async () => {
  for (const status of STATUSES) expect(await page.getByTestId(`count-${status}`).textContent()).toBe('200');
  expect(await page.getByTestId('count-all').textContent()).toBe('1,000');
  expect(await page.getByTestId('count-held').count()).toBe(0);
  await page.locator('[name=filter][value=rejected]').check();
  await page.locator('[data-testid=flag-list][data-count="200"]').waitFor();
  await page.getByTestId('flag-row').first().waitFor();
  const shown = await page
    .getByTestId('flag-row')
    .evaluateAll((rows) => rows.map((row) => row.dataset.status));
  expect(new Set(shown)).toEqual(new Set(['rejected']));
  await page.keyboard.press('/');
  await page.locator('[name=filter][value=all]:checked').waitFor();
});

test('discarding is undone with one key, as often as there was discarded, and both are in the custody log', async () => {
  const before = (await records(page, 'custody')).length;
  await page.keyboard.press('j');
  await page.keyboard.press('d');
  await rowOf(1000).and(page.locator('[data-status=discarded]')).waitFor();
  for (const key of ['j', 'j', 'd']) await page.keyboard.press(key);
  await rowOf(998).and(page.locator('[data-status=discarded]')).waitFor();
  expect(await page.getByTestId('undo-bar').textContent()).toContain('No. 998 is discarded.');
  await page.keyboard.press('z');
  await rowOf(998).and(page.locator('[data-status=ready]')).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowOf(1000).and(page.locator('[data-status=draft]')).waitFor();
  expect(await page.getByTestId('undo-bar').textContent()).toBe('');
  const events = await records<{ type: string; subject: { flagId: string } }>(page, 'custody');
  expect(events.slice(before).map(({ type, subject }) => [type, subject.flagId])).toEqual([
    ['discarded', flagId(1000)],
    ['discarded', flagId(998)],
    ['restored', flagId(998)],
    ['restored', flagId(1000)],
  ]);
});

test('flags that come in above do not move what is being read', async () => {
  const list = page.getByTestId('flag-list');
  await list.evaluate((node) => node.scrollTo(0, 8_000));
  await rowOf(900).waitFor();
  const top = (): Promise<number> => rowOf(900).evaluate((node) => node.getBoundingClientRect().top);
  const before = await top();
  await addFlag(page, 1001);
  await page.locator('[data-testid=flag-list][data-count="1001"]').waitFor();
  expect(Math.abs((await top()) - before)).toBeLessThan(1);
  await list.evaluate((node) => node.scrollTo(0, 0));
  await rowOf(1001).waitFor();
});

test('a gesture that was cut short is said, until it has been read', async () => {
  await put(page, 'intents', { id: flagId(5000), at: '2026-11-21T09:00:00.000Z', host: 'x.com' });
  await show(page, chromium, `${UI}#queue`);
  const note = page.getByTestId('cut-note');
  await note.waitFor();
  expect(await note.textContent()).toContain('x.com');
  await note.getByRole('button').click();
  await note.waitFor({ state: 'detached' });
  expect(await records(page, 'intents')).toEqual([]);
  expect((await records<{ type: string }>(page, 'custody')).at(-1)?.type).toBe('gesture_cut');
});

function put(on: Page, store: string, value: object): Promise<void> {
  return on.evaluate(
    (given) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('flagpost');
        opening.onsuccess = () => {
          const tx = opening.result.transaction(given.store, 'readwrite');
          tx.objectStore(given.store).put(given.value);
          tx.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { store, value },
  );
}

/** A row as the worker would add it, and the word that it did. */
async function addFlag(on: Page, seq: number): Promise<void> {
  const [row] = await records<object>(on, 'rows');
  await put(on, 'rows', { ...row, id: flagId(seq), seq });
  await on.evaluate((id) => {
    const channel = new BroadcastChannel('flagpost-changes');
    channel.postMessage({ type: 'flags', flagIds: [id] });
    channel.close();
  }, flagId(seq));
}
