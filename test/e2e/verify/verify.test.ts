// The screen that checks an export, in a real Chromium: a sound bundle, an altered one, and what is none.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exported, sealedSession } from '../../verify/sealed';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { openSeeded, UI } from '../popup/open';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let chromium: Chromium;
beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
});
afterEach(() => chromium.close());

test('it reads a bundle, tells what holds, what does not and where, and asks no network', async () => {
  const sealed = await sealedSession();
  const zip = Buffer.from(await (await exported(sealed)).arrayBuffer());
  const page = await openSeeded(chromium, `${UI}?view=tab#verify`, { flags: 1, statuses: ['draft'] });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const choose = (buffer: Buffer) =>
    page
      .getByTestId('verify-file')
      .setInputFiles({ name: 'export.zip', mimeType: 'application/zip', buffer });
  const report = page.getByTestId('verify-report');

  await choose(zip);
  await report.waitFor();
  expect(await report.getAttribute('data-verdict')).toBe('passed');
  expect(await page.locator('[data-code="signer_unknown"]').count()).toBe(1);
  await page.evaluate(AXE);
  const objections = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id }) => id))`,
  );
  expect(objections).toEqual([]);

  await page.getByTestId('verify-pins').fill(sealed.signer.toUpperCase());
  await page.getByTestId('verify-pins').blur();
  await choose(zip);
  await page.locator('[data-code="signer_pinned"]').waitFor();

  // one byte of a picture
  const altered = Buffer.from(zip);
  const at = altered.indexOf('crop of ');
  altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
  await choose(altered);
  await page.locator('[data-code="artefact_changed"]').waitFor();
  expect(await report.getAttribute('data-verdict')).toBe('failed');
  expect(await page.locator('[data-code="artefact_changed"]').innerText()).toContain('screenshot_post.png');

  await choose(Buffer.from('no archive'));
  await page.getByTestId('verify-refused').waitFor();
  expect(await page.getByTestId('verify-refused').innerText()).toContain('no ZIP archive');
  expect(asked.filter((url) => !url.startsWith('chrome-extension:'))).toEqual([]);
});
