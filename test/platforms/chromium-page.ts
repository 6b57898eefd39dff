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
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // by policy, not by switching scripts off: then <noscript> would be part of the page
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "script-src 'none'",
  };
  let served = false;
  await context.route('**', (route) => {
    const first =
      !served && route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
    served ||= first;
    return first ? route.fulfill({ body: html, headers }) : route.abort();
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.evaluate(script);
  return page;
}

/** The readers as one script that defines `readers`. */
export async function bundle(): Promise<string> {
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
