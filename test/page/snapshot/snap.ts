// Takes snapshots of pages in a real Chromium, as the extension does: from an isolated world of the page. Runs in node.
// Then opens what came of it under an address with the network cut, and watches for anything that runs or is asked for.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { whereIs } from '../../../src/demo/machine';
import type { Job } from '../../../src/page/snapshot/job';
import { writeHtml } from '../../../src/secure/snapshot-html';
import type { Taken } from '../../../src/secure/snapshot-page';
import type { Resources } from '../../../src/secure/snapshot-resources';
import { ROOT } from '../../platforms/chromium-page';

export interface Snapped extends Taken {
  readonly busyMs: number;
  readonly longestMs: number;
  readonly slices: number;
  readonly elements: number;
  /** From being asked to the end. */
  readonly tookMs: number;
  readonly html: string;
}

export interface Snapper {
  /** `files`: what else is served, by address; everything else is refused. */
  open(html: string, url: string, options?: OpenOptions): Promise<Page>;
  snap(page: Page, job?: Partial<Job>, post?: string, resources?: Resources): Promise<Snapped>;
  /** Opens a snapshot offline; gives what it tried. */
  reopen(html: string): Promise<Reopened>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly files?: Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reopened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly said: readonly string[];
  close(): Promise<void>;
}

export const JOB: Job = {
  ownAccount: [],
  listed: true,
  maxChars: 50_000_000,
  busyMs: 10_000,
  wallMs: 60_000,
};
export const NOTHING: Resources = { image: () => undefined, sheet: () => undefined, leftOut: [] };

export async function startSnapper(): Promise<Snapper> {
  const executablePath = whereIs('chromium');
  if (executablePath === undefined) throw new Error('these tests need Chromium');
  const args = ['--no-sandbox', '--disable-gpu'];
  const [browser, script] = await Promise.all([chromium.launch({ executablePath, args }), bundle()]);
  return {
    open: (html, url, options = {}) => open(browser, html, url, options),
    snap: (page, job, post, resources) => snap(page, script, { ...JOB, ...job }, post, resources ?? NOTHING),
    reopen: (html) => reopen(browser, html),
    close: () => browser.close(),
  };
}

async function open(browser: Browser, html: string, url: string, options: OpenOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const headers = { 'content-type': 'text/html; charset=utf-8', ...options.headers };
  let served = false;
  await context.route('**', (route) => {
    const asked = route.request().url();
    const file = options.files?.[asked];
    if (file !== undefined) return route.fulfill({ body: file.body, contentType: file.type });
    const first = !served && asked === new URL(url).href;
    served ||= first;
    return first ? route.fulfill({ body: html, headers }) : route.abort();
  });
  await page.goto(url, { waitUntil: 'load' });
  return page;
}

async function snap(
  page: Page,
  script: string,
  job: Job,
  post: string | undefined,
  resources: Resources,
): Promise<Snapped> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'snapshot test',
  });
  const run = async (expression: string): Promise<unknown> => {
    const { exceptionDetails, result } = await session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(`${script};undefined`);
  const taken = (await run(`snap(${JSON.stringify(job)}, ${JSON.stringify(post)})`)) as Omit<Snapped, 'html'>;
  await session.detach();
  const { alterations, parts } = writeHtml(taken, resources);
  return { ...taken, alterations, html: parts.join('') };
}

async function reopen(browser: Browser, html: string): Promise<Reopened> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const requests: string[] = [];
  const said: string[] = [];
  const url = 'https://snapshot.example/';
  let served = false;
  await context.route('**', (route) => {
    const own = !served && route.request().url() === url;
    served ||= own;
    return own ? route.fulfill({ body: html, contentType: 'text/html' }) : route.abort();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !/^(?:data|about):/u.test(request.url())) requests.push(request.url());
  });
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url, { waitUntil: 'load' });
  return { page, requests, said, close: () => context.close() };
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
      rollupOptions: { input: `${ROOT}test/page/snapshot/in-page.ts`, output: { format: 'iife' } },
    },
  });
  const [chunk] = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  if (chunk?.type !== 'chunk') throw new Error('expected one chunk');
  return chunk.code;
}

/** How often something was left out or taken away. */
export function count(snapped: Snapped, kind: Snapped['alterations'][number]['kind']): number {
  return snapped.alterations.find((one) => one.kind === kind)?.count ?? 0;
}
