// The export in a real Firefox: its private file system, its web locks, its worker.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256sumCheck, unpack } from '../../export/unpack';
import { builtExtension } from '../drivers/built';
import { type Firefox, launchFirefox, type Tab } from '../drivers/firefox';
import { until } from '../drivers/until';
import { type ExportPage, serveExportPage } from './serve';

let served: ExportPage;
let firefox: Firefox;
let tab: Tab;

beforeAll(async () => {
  served = await serveExportPage();
  firefox = await launchFirefox({ extension: builtExtension('firefox') });
  tab = await firefox.open(served.url);
  await until('the export code', () => firefox.evaluate(tab, 'globalThis.exporting !== undefined'));
});

afterAll(async () => {
  await firefox.close();
  await served.stop();
});

const inPage = async (expression: string): Promise<unknown> => {
  const json = await firefox.evaluate(tab, `(async () => JSON.stringify(await ${expression}))()`);
  return JSON.parse(String(json));
};

it('hands out an archive that can be unpacked and checked', async () => {
  const session = await inPage('exporting.fill(5, 100000)');
  expect(await inPage(`exporting.run(${JSON.stringify(session)}, 'internal')`)).toMatchObject({ flags: 5 });
  const base64 = await inPage(
    `fetch(document.getElementById('download').href)
      .then(async (response) => new Uint8Array(await response.arrayBuffer()).toBase64())`,
  );
  const bag = await unpack(new File([Buffer.from(String(base64), 'base64')], 'export.zip'));
  expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: true });
  expect(bag.paths.filter((path) => path.endsWith('.png'))).toHaveLength(5);
});

it('leaves nothing behind when it is cancelled', async () => {
  const before = await inPage('exporting.leftovers()');
  const session = await inPage('exporting.fill(20, 1500000)');
  const run = await inPage(`exporting.run(${JSON.stringify(session)}, 'internal', 8)`);
  expect(run).toMatchObject({ failed: 'FlagpostError: export_cancelled' });
  expect(await inPage('exporting.leftovers()')).toEqual(before);
});
