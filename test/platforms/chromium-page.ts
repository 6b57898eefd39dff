// A real Chromium for the readers: a page from given HTML under a given address, nothing else reachable, no page scripts.
// Runs in node. Skips are said aloud by the tests themselves.
import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { whereIs } from '../../src/demo/machine';

export const ROOT = new URL('../..', import.meta.url).pathname;
/** Real saved pages, beside the project where there are any. */
export const SHARED = new URL('../../../shared/', import.meta.url).pathname;
export const hasShared = existsSync(`${SHARED}pages/expected.json`);
export const NO_SHARED = 'no saved pages beside the project';

export interface TestBrowser {
  /** The page, loaded under that address, with `readers` in it. */
  open(html: string, url: string): Promise<Page>;
  close(): Promise<void>;
}

export async function startBrowser(): Promise<TestBrowser> {
  const executablePath = whereIs('chromium');
  if (executablePath === undefined) throw new Error('these tests need Chromium');
  const [browser, script] = await Promise.all([
    chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }),
    bundle(),
  ]);
  return { open: (html, url) => open(browser, script, html, url), close: () => browser.close() };
}

async function open(browser: Browser, script: string, html: string, url: string): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  await context.route('**', (route) =>
    route.request().isNavigationRequest() && route.request().frame() === page.mainFrame()
      ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
      : route.abort(),
  );
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.evaluate(script);
  return page;
}

async function bundle(): Promise<string> {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2024',
      modulePreload: false,
      rollupOptions: { input: `${ROOT}test/platforms/in-page.ts`, output: { format: 'iife' } },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error('expected one chunk');
  return chunk.code;
}

export function shared(path: string): string {
  return readFileSync(`${SHARED}${path}`, 'utf8');
}
