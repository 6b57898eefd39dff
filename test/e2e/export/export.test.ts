// The export in a real Chromium: its private file system, its web locks, its worker, a real download.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findProgram } from '../../../src/demo/machine';
import { sha256sumCheck, unpack } from '../../export/unpack';
import { type ExportPage, serveExportPage } from './serve';

let served: ExportPage;
let context: BrowserContext;
let page: Page;
const profile = mkdtempSync(join(tmpdir(), 'flagpost-export-'));

beforeAll(async () => {
  served = await serveExportPage();
  context = await chromium.launchPersistentContext(profile, {
    executablePath: findProgram('chromium'),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  page = await openPage();
});

afterAll(async () => {
  await context.close();
  await served.stop();
  rmSync(profile, { recursive: true, force: true });
});

async function openPage(): Promise<Page> {
  const fresh = await context.newPage();
  await fresh.goto(served.url);
  await fresh.waitForFunction('globalThis.exporting !== undefined');
  return fresh;
}

const leftovers = (): Promise<unknown> => page.evaluate('exporting.leftovers()');

it('hands out an archive that can be saved, unpacked and checked', async () => {
  const session = await page.evaluate('exporting.fill(20, 1500000)');
  const run = await page.evaluate(`exporting.run(${JSON.stringify(session)}, 'internal')`);
  expect(run).toMatchObject({ flags: 20, problems: 0 });
  const started = page.waitForEvent('download');
  await page.click('#download');
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/^flagpost-in-a-browser-\d{4}-\d\d-\d\d-internal\.zip$/u);
  const saved = join(profile, 'saved.zip');
  await download.saveAs(saved);
  const bag = await unpack(new File([readFileSync(saved)], 'saved.zip'));
  expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: true });
  expect(bag.paths.filter((path) => path.endsWith('.png'))).toHaveLength(20);
});

it('leaves nothing behind when it is cancelled', async () => {
  const before = await leftovers();
  const session = await page.evaluate('exporting.fill(20, 1500000)');
  const run = await page.evaluate(`exporting.run(${JSON.stringify(session)}, 'internal', 8)`);
  expect(run).toMatchObject({ failed: 'FlagpostError: export_cancelled' });
  expect(await leftovers()).toEqual(before);
});

it('removes at the next start what a closed tab left, and not what another tab still offers', async () => {
  const session = await page.evaluate('exporting.fill(2, 1000)');
  const other = await openPage();
  await other.evaluate(`exporting.run(${JSON.stringify(session)}, 'internal')`);
  const offered = await leftovers();
  await page.evaluate(`exporting.run(${JSON.stringify(session)}, 'internal')`);
  expect(await leftovers()).toEqual(expect.arrayContaining(offered as string[]));
  await page.close();
  await other.close();
  page = await openPage();
  await page.evaluate(`exporting.run(${JSON.stringify(session)}, 'internal')`);
  expect(await leftovers()).toHaveLength(1);
});
