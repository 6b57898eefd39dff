// A small extension made for a test: the same code of ours in its worker, its popup's page and its tab's page.
// Runs in node. What the code offers lies in `globalThis.offered`; in the worker it is called by message.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { Chromium } from './chromium';
import type { Firefox } from './firefox';

export interface OwnCode {
  /** To be loaded unpacked, by either browser. */
  readonly folder: string;
  remove(): void;
}

const MANIFEST = {
  manifest_version: 3,
  name: 'Own code',
  version: '1.0',
  permissions: ['storage', 'unlimitedStorage'],
  background: { service_worker: 'code.js', scripts: ['code.js'] },
  action: { default_popup: 'popup.html' },
  browser_specific_settings: { gecko: { id: 'own-code@flagpost.example' } },
};

/** `files`: folders to go in beside the code, by name. */
export async function ownCode(entry: string, files: Readonly<Record<string, string>> = {}): Promise<OwnCode> {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-own-code-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __STEPS__: 'false' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2024',
      lib: { entry, formats: ['iife'], name: 'ownCode', fileName: () => 'code.js' },
    },
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  for (const page of ['popup', 'tab'])
    writeFileSync(join(folder, `${page}.html`), '<!doctype html><script src="code.js"></script>');
  for (const [name, from] of Object.entries(files)) {
    mkdirSync(join(folder, name));
    cpSync(from, join(folder, name), { recursive: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Context = 'worker' | 'popup' | 'tab';
/** Calls what the code offers in one of its contexts: `await call('worker', 'fill', 3)`. */
export type Call = (context: Context, name: string, ...args: unknown[]) => Promise<unknown>;

export async function callInChromium(chromium: Chromium): Promise<Call> {
  const pages = { popup: await chromium.openOwn('popup.html'), tab: await chromium.openOwn('tab.html') };
  return (context, name, ...args) =>
    context === 'worker'
      ? chromium.worker().evaluate(callOf(name, args))
      : pages[context].evaluate(callOf(name, args));
}

export async function callInFirefox(firefox: Firefox): Promise<Call> {
  const tabs = { popup: await firefox.openOwn('popup.html'), tab: await firefox.openOwn('tab.html') };
  return async (context, name, ...args) => {
    const asked =
      context === 'worker'
        ? `browser.runtime.sendMessage(${JSON.stringify({ name, args })})`
        : callOf(name, args);
    const json = await firefox.evaluate(
      context === 'popup' ? tabs.popup : tabs.tab,
      `(async () => JSON.stringify((await ${asked}) ?? null))()`,
    );
    return JSON.parse(String(json));
  };
}

function callOf(name: string, args: readonly unknown[]): string {
  return `offered.${name}(...${JSON.stringify(args)})`;
}
