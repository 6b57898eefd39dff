// Builds the extension from one source: TARGET=chrome (default) or firefox, into dist/<target>.
// FLAGPOST_STEPS=1 makes the test build beside it (dist/<target>-steps), in which named steps can be paused.
import { existsSync, readdirSync } from 'node:fs';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

const target = process.env.TARGET === 'firefox' ? 'firefox' : 'chrome';
const withSteps = process.env.FLAGPOST_STEPS === '1';
const define = { __STEPS__: JSON.stringify(withSteps) };

/** manifest.json is Chromium's; Firefox wants an event page, its own id and no Chromium-only keys. */
function firefoxManifest(): object {
  const {
    key: _key,
    minimum_chrome_version: _min,
    message_serialization: _cloning,
    optional_permissions: _pageCapture,
    ...shared
  } = manifest;
  const flagPost = { ...shared.commands['flag-post'], suggested_key: { default: 'Ctrl+Alt+9' } };
  return {
    ...shared,
    permissions: [...shared.permissions, 'menus'], // menus.getTargetElement; the menu itself is contextMenus in both
    background: { scripts: [shared.background.service_worker], type: 'module' },
    commands: { ...shared.commands, 'flag-post': flagPost },
    incognito: 'not_allowed', // IndexedDB cannot be opened in a private window
    // as in Chromium: Firefox's own default turns http into https, and many time-stamp authorities speak http alone
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    browser_specific_settings: {
      gecko: {
        id: 'flagpost@flagpost.example',
        strict_min_version: '142.0',
        data_collection_permissions: {
          required: ['none'],
          optional: ['websiteContent', 'browsingActivity', 'personallyIdentifyingInfo', 'authenticationInfo'],
        },
      },
    },
  };
}

/** The generic reader, for hosts that are not listed, can also tell whose page it is. */
function readerCode(folder: string): string {
  const generic = folder === 'generic';
  return `import { platform } from '/src/platforms/${folder}/reader';
${generic ? "import { kin } from '/src/platforms/kin';" : ''}
import { installReader } from '/src/page/install';
installReader(platform${generic ? ', kin' : ''});`;
}

const PARTS = {
  'toast.js': `import { installToast } from '/src/page/toast'; installToast();`,
  'images.js': `import { installPostImages } from '/src/page/post-images'; installPostImages();`,
  'scroller.js': `import { installScroller } from '/src/page/scroller'; installScroller();`,
  'snapshot.js': `import { installSnapshot } from '/src/page/snapshot/install'; installSnapshot();`,
  'top.js': `import { installTop } from '/src/page/top'; installTop();`,
};

/** One script that needs nothing and defines nothing, unless `name` is to hold what it exports. */
async function bundleOne(code: string, mode: string, name?: string): Promise<string> {
  const entry: Plugin = {
    name: 'flagpost-one-entry',
    resolveId: (id) => (id === 'one-entry' ? '\0one-entry' : null),
    load: (id) => (id === '\0one-entry' ? code : null),
  };
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    mode,
    define,
    publicDir: false,
    plugins: [entry],
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rollupOptions: {
        input: 'one-entry',
        output: { format: 'iife', ...(name === undefined ? {} : { name, exports: 'named' }) },
        // inlining would write a list of 60 kB wherever it is used
        ...(name === undefined
          ? {}
          : { preserveEntrySignatures: 'strict', optimization: { inlineConst: false } }),
      },
    },
  });
  const chunks = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunk = chunks[0];
  if (chunk?.type !== 'chunk' || chunks.length !== 1) throw new Error('expected one chunk');
  return chunk.code;
}

/** Emits readers/<folder>.js for every platform that has a reader, and the PARTS. They are injected at the gesture, never linked. */
function readers(): Plugin {
  let mode = 'production';
  return {
    name: 'flagpost-readers',
    apply: 'build',
    configResolved(config) {
      mode = config.mode;
    },
    async generateBundle() {
      const folders = readdirSync('src/platforms').filter((name) => existsSync(readerPath(name)));
      for (const folder of folders) {
        this.addWatchFile(readerPath(folder));
        const source = await bundleOne(readerCode(folder), mode);
        this.emitFile({ type: 'asset', fileName: `readers/${folder}.js`, source });
      }
      for (const [fileName, code] of Object.entries(PARTS))
        this.emitFile({ type: 'asset', fileName, source: await bundleOne(code, mode) });
    },
  };
}

/**
 * Packages that are large and seldom needed, and what is used of them. A service worker may not import later, and starts
 * anew at a gesture: they come with it as functions that are only evaluated at the first call.
 */
const LATE: Readonly<Record<string, readonly string[]>> = { 'franc-min': ['francAll'], tldts: ['getDomain'] };

function lateEvaluation(): Plugin {
  let mode = 'production';
  return {
    name: 'flagpost-late-evaluation',
    apply: 'build',
    enforce: 'pre',
    configResolved(config) {
      mode = config.mode;
    },
    resolveId: (id) => (Object.hasOwn(LATE, id) ? `\0late:${id}` : null),
    async load(id) {
      const name = id.startsWith('\0late:') ? id.slice('\0late:'.length) : '';
      const used = LATE[name];
      if (used === undefined) return null;
      const code = await bundleOne(`export { ${used.join(', ')} } from '${name}';`, mode, 'made');
      const exported = used.map(
        (one) => `export const ${one} = (...given) => (evaluated ??= evaluate()).${one}(...given);`,
      );
      return `let evaluated;\nfunction evaluate() {\n${code}\nreturn made;\n}\n${exported.join('\n')}`;
    },
  };
}

function readerPath(folder: string): string {
  return `src/platforms/${folder}/reader.ts`;
}

export default defineConfig(({ mode }) => ({
  define,
  plugins: [
    preact(),
    crx({
      manifest: (target === 'firefox' ? firefoxManifest() : manifest) as ManifestV3Export,
      browser: target,
      contentScripts: { standaloneFiles: ['src/content.ts'] },
    }),
    readers(),
    lateEvaluation(),
  ],
  build: {
    outDir: `dist/${target}${withSteps ? '-steps' : ''}`,
    target: 'es2024',
    sourcemap: mode === 'development',
    modulePreload: { polyfill: false },
  },
}));
