// Opens the interface on a filled store. Runs in node.
import type { Page } from 'playwright-core';
import type { Chromium } from '../drivers/chromium';
import { type SeedOptions, seed } from './seed';

export const UI = 'src/popup/index.html';

/** A page of the popup (or tab) on this store; the popup has its real size. */
export async function openSeeded(chromium: Chromium, path: string, options: SeedOptions): Promise<Page> {
  const page = await chromium.openOwn(UI);
  await ready(page);
  await seed(page, options);
  await show(page, chromium, path);
  return page;
}

/** Loads a screen anew, as if the window had just been opened; in front, or the browser draws it once a second. */
export async function show(page: Page, { id }: Chromium, path: string): Promise<void> {
  await page.setViewportSize(
    path.includes('view=tab') ? { width: 1200, height: 800 } : { width: 440, height: 600 },
  );
  await page.bringToFront();
  await page.goto('about:blank');
  await page.goto(`chrome-extension://${id}/${path}`);
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await page.locator('html[data-ready]').waitFor();
}

/** All records of a store. */
export function records<T>(page: Page, store: string): Promise<T[]> {
  return page.evaluate(
    (name) =>
      new Promise<T[]>((resolve, reject) => {
        const opening = indexedDB.open('flagpost');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const request = opening.result.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => {
            opening.result.close();
            resolve(request.result);
          };
        };
      }),
    store,
  );
}
