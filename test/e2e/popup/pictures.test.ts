// The README's pictures: the popup with a new flag, the queue in the popup and in a tab, light and dark.
// Written to test/out; with PICTURES=write to test/pictures, which the README shows. Headless, with made-up flags.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { openSeeded, show, UI } from './open';
import { flagId } from './seed';

const folder = fileURLToPath(
  new URL(process.env.PICTURES === 'write' ? '../../pictures' : '../../out', import.meta.url),
);
const STATUSES = ['draft', 'draft', 'queued', 'accepted', 'duplicate', 'rejected', 'accepted', 'discarded'];

let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  chromium = await launchChromium({ extension: builtExtension('chrome') });
  page = await openSeeded(chromium, UI, { flags: 48, statuses: STATUSES });
});
afterAll(() => chromium.close());

test.each([
  ['form', `${UI}#flag/${flagId(48)}`, 'light', '[data-testid=judge-form]'],
  ['queue', `${UI}#queue`, 'light', '[data-testid=flag-row]'],
  ['queue-tab-dark', `${UI}?view=tab#queue`, 'dark', '[data-testid=flag-row]'],
] as const)('%s is drawn whole', async (name, path, colorScheme, shown) => {
  await page.emulateMedia({ colorScheme });
  await show(page, chromium, path);
  await page.locator(shown).first().waitFor();
  const drawn = 'document.images.length > 0 && [...document.images].every((image) => image.complete)';
  await until('the pictures', () => page.evaluate(drawn));
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  // width and height stand at fixed places of a PNG
  const size = [16, 20].map((at) => readFileSync(file).readUInt32BE(at));
  const viewport = page.viewportSize();
  expect(size).toEqual([viewport?.width, viewport?.height]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});
