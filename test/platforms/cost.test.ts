// What is injected into a page at a gesture, in bytes: the reader and one platform.
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../conventions/sources';
import { ROOT } from './chromium-page';

/** Bytes, gzipped: what is injected into the page at a gesture. */
const LARGEST_SCRIPT = 8000;

async function scriptOf(folder: string): Promise<number> {
  const generic = folder === 'generic';
  const code = `import { platform } from '/src/platforms/${folder}/reader';
${generic ? "import { kin } from '/src/platforms/kin';" : ''}
import { installReader } from '/src/page/install';
installReader(platform${generic ? ', kin' : ''});`;
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

const FOLDERS = filesIn('src/platforms', 'reader.ts').map((path) => path.split('/')[0] ?? '');

describe('the injected script', () => {
  it.each(FOLDERS)('for %s is small', async (folder) => {
    const bytes = await scriptOf(folder);
    console.info(`reader for ${folder}: ${bytes} bytes gzipped`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_SCRIPT);
  });
});
