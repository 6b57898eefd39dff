// What reading costs: the injected script's size, and the time of one reading on the largest saved page of X.
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, NO_SHARED, ROOT, shared, startBrowser, type TestBrowser } from './chromium-page';

/** Bytes, gzipped: what is injected into the page at a gesture. */
const LARGEST_SCRIPT = 8000;

async function scriptOf(folder: string): Promise<number> {
  const code = `import { platform } from '/src/platforms/${folder}/reader';
import { platform as generic } from '/src/platforms/generic/reader';
import { installReader } from '/src/page/install';
installReader([platform, generic]);`;
  const entry: Plugin = {
    name: 'entry',
    resolveId: (id) => (id === 'reader-entry' ? '\0reader-entry' : null),
    load: (id) => (id === '\0reader-entry' ? code : null),
  };
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [entry],
    define: { __STEPS__: 'false' },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rollupOptions: { input: 'reader-entry', output: { format: 'iife' } },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error('expected one chunk');
  return gzipSync(chunk.code, { level: 9 }).length;
}

describe('the injected script', () => {
  it.each(['x', 'telegram', 'generic'])('for %s is small', async (folder) => {
    const bytes = await scriptOf(folder);
    console.info(`reader for ${folder}: ${bytes} bytes gzipped`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_SCRIPT);
  });
});

describe('one reading', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('on the largest saved page of X takes 5 ms or less', async (ctx) => {
    if (!hasShared) ctx.skip(NO_SHARED);
    const page = await browser.open(shared('pages/x/metascraper-x--profile.html'), 'https://x.com/Kikobeats');
    const times = await page.evaluate(() => readers.time('x', 'article', 2, 50));
    const [first = 0] = times;
    const median = times.toSorted((a, b) => a - b)[25] ?? 0;
    console.info(`one reading: first ${first.toFixed(1)} ms, then ${median.toFixed(1)} ms`);
    expect(median).toBeLessThanOrEqual(5);
  });
});
