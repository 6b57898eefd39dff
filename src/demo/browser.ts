// Opens the machine's Chromium, Edge or Chrome with the extension in it, in a profile of the demo's own. Runs in node.
// That browser reaches loopback only: every host name leads to the demo's pages, so nothing real is touched.
import { type BrowserContext, chromium } from 'playwright-core';
import { findProgram, isBranded } from './machine';
import type { Site } from './site';

export interface DemoBrowser {
  readonly context: BrowserContext;
  /** Address of a page of the extension. */
  own(path: string): string;
}

export interface DemoBrowserOptions {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  readonly profile: string;
  readonly site: Site;
  readonly headless: boolean;
  readonly args?: readonly string[];
}

export async function openDemoBrowser(options: DemoBrowserOptions): Promise<DemoBrowser> {
  const { extension, profile, site, headless, args = [] } = options;
  const path = findProgram('chromium');
  const branded = isBranded(path);
  const asRoot = process.getuid?.() === 0;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: path,
    headless: false, // headless is asked for by argument: the old headless mode knows no extensions
    viewport: null,
    handleSIGINT: false, // whoever started it stops it, desk and all
    handleSIGTERM: false,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(headless ? ['--headless=new', '--window-size=1280,900'] : []),
      ...(asRoot ? ['--no-sandbox'] : []), // Chromium refuses to run as root otherwise
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--enable-unsafe-extension-debugging',
      ...site.chromiumArgs(),
      ...(branded ? [] : [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`]),
      ...args,
    ],
  });
  const id = branded ? await loadUnpacked(context, extension) : await idOf(context);
  return { context, own: (page) => `chrome-extension://${id}/${page}` };
}

async function idOf(context: BrowserContext): Promise<string> {
  const worker =
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  return new URL(worker.url()).host;
}

/** Chrome and Edge take an unpacked extension from the debugging protocol alone. */
async function loadUnpacked(context: BrowserContext, extension: string): Promise<string> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('the browser takes no commands');
  const { id } = await session.send('Extensions.loadUnpacked', { path: extension });
  return id;
}
