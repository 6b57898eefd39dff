// kin() as a script for a test page. Runs in node.
import { build } from 'vite';
import { ROOT } from '../chromium-page';

export { ROOT, startBrowser, type TestBrowser } from '../chromium-page';

export async function bundleOf(): Promise<string> {
  const code = `import { kin } from '/src/platforms/kin'; globalThis.kinOfPage = () => kin() ?? null;`;
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'kin-entry' ? '\0kin-entry' : null),
        load: (id) => (id === '\0kin-entry' ? code : null),
      },
    ],
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rollupOptions: { input: 'kin-entry', output: { format: 'iife' } },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error('expected one chunk');
  return chunk.code;
}
