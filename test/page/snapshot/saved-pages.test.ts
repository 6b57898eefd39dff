// Snapshots of real saved pages, beside the project where there are any: they open offline with all that was to be read.
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { hasShared, NO_SHARED, SHARED, shared } from '../../platforms/chromium-page';
import { expectedIn } from '../../platforms/expected';
import { type Snapper, startSnapper } from './snap';

let snapper: Snapper;
beforeAll(async () => {
  snapper = await startSnapper();
}, 60_000);
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => snapper.close());

const files = hasShared
  ? readdirSync(`${SHARED}pages`, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.html'),
    )
  : [];
const words = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const NO_SCRIPTS = { headers: { 'content-security-policy': "script-src 'none'" } };
/** As it stands in the page, of nothing that is hidden. */
const TEXT = 'document.body?.innerText ?? ""';

it('are beside the project, else this is skipped', (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  expect(files.length).toBeGreaterThan(50);
});

it.each(files)('%s', async (file) => {
  const page = await snapper.open(shared(`pages/${file}`), 'https://site.example/a', NO_SCRIPTS);
  await page.evaluate(`globalThis.seen = []; globalThis.before = document.documentElement.outerHTML;
    new MutationObserver((all) => seen.push(...all)).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`);
  const before = words(String(await page.evaluate(TEXT)));
  const snapped = await snapper.snap(page);
  expect(await page.evaluate('[seen.length, before === document.documentElement.outerHTML]')).toEqual([
    0,
    true,
  ]);
  await page.context().close();
  const again = await snapper.reopen(snapped.html);
  const after = words(String(await again.page.evaluate(TEXT)));
  const { requests, said } = again;
  await again.close();
  expect(requests).toEqual([]);
  expect(said.filter((one) => /violat|refused|dialog/iu.test(one))).toEqual([]);
  expect(after).toBe(before);
  const [folder = ''] = file.split('/');
  for (const { expected } of expectedIn(folder).filter((one) => one.file === file))
    if (typeof expected.text === 'string' && before.includes(words(expected.text)))
      expect(after).toContain(words(expected.text));
});
