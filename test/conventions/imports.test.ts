// Who may import whom: the stages know what is below them, nothing knows an entry, page code carries no package.
import { expect, test } from 'vitest';
import { type Import, type Source, source, sourcesIn } from './sources';

/** Folder (or root file) -> what it may import; `type x` allows types of x only. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  steps: [],
  flag: ['errors'],
  evidence: ['flag', 'errors'],
  platforms: ['type flag'],
  wire: ['flag'],
  settings: ['wire', 'flag', 'errors'],
  messages: ['flag', 'errors'],
  queue: ['flag', 'evidence', 'errors'],
  page: ['platforms', 'type flag', 'type messages', 'type settings', 'type errors'],
  secure: ['platforms', 'flag', 'evidence', 'queue', 'messages', 'settings', 'errors', 'steps', 'page'],
  sync: ['queue', 'wire', 'flag', 'evidence', 'settings', 'errors', 'steps', 'type messages'],
  export: ['queue', 'wire', 'flag', 'evidence', 'platforms', 'errors'],
  seal: ['queue', 'evidence', 'flag', 'settings', 'errors'],
  verify: ['evidence', 'flag', 'wire', 'errors'],
  desk: ['wire', 'flag', 'evidence'],
};
const ENTRIES = ['background', 'content', 'popup', 'demo'];

function stageOf(path: string): string {
  return path.split('/')[0]!.replace(/\.tsx?$/u, '');
}

function directionErrors(sources: readonly Source[]): string[] {
  return sources.flatMap((one) =>
    one.imports.flatMap((imported) => {
      if (imported.own === undefined) return [];
      return isAllowed(one.path, imported.own, imported) ? [] : [`${one.path} imports ${imported.own}`];
    }),
  );
}

function isAllowed(from: string, to: string, { typeOnly }: Import): boolean {
  // package.json, the words of the interface
  if (to.startsWith('..')) return ENTRIES.includes(stageOf(from)) || from === 'verify/command.ts';
  if (to === 'desk/main') return false;
  const [own, target] = [stageOf(from), stageOf(to)];
  if (own === target) return own !== 'platforms' || isOwnPlatform(from, to);
  if (ENTRIES.includes(target)) return false;
  if (ENTRIES.includes(own)) return true;
  const allowed = MAY_IMPORT[own];
  if (allowed === undefined) return false;
  return allowed.includes(target) || (typeOnly && allowed.includes(`type ${target}`));
}

/** One platform knows nothing of another; what several need lies beside their folders. */
function isOwnPlatform(from: string, to: string): boolean {
  const [inFolder, ofFolder] = [from, to].map((path) =>
    path.split('/').length > 2 ? path.split('/')[1] : undefined,
  );
  return inFolder === undefined || ofFolder === undefined || inFolder === ofFolder;
}

/** Files that end up in a web page: the listener, the readers, and all they load. */
function pageFiles(sources: readonly Source[]): Source[] {
  const byPath = new Map(sources.map((one) => [one.path.replace(/\.tsx?$/u, ''), one]));
  const reached = new Set<Source>();
  const visit = (one: Source): void => {
    if (reached.has(one)) return;
    reached.add(one);
    for (const { own, typeOnly } of one.imports) {
      const next = own === undefined || typeOnly ? undefined : byPath.get(own);
      if (next !== undefined) visit(next);
    }
  };
  const isStart = ({ path }: Source): boolean =>
    path === 'content.ts' || path.startsWith('page/') || /^platforms\/\w+\/reader\.ts$/u.test(path);
  sources.filter(isStart).forEach(visit);
  return [...reached];
}

function packagesInPage(sources: readonly Source[]): string[] {
  return pageFiles(sources).flatMap(({ path, imports }) =>
    imports
      .filter(({ own, typeOnly }) => own === undefined && !typeOnly)
      .map(({ specifier }) => `${path} carries ${specifier}`),
  );
}

const sources = sourcesIn('src');

test('every file imports only what its stage may', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(directionErrors(sources)).toEqual([]);
});

test.each([
  ['a stage that imports one above it', 'flag/a.ts', `import { x } from '../queue/read';`],
  ['an entry that is imported', 'sync/a.ts', `import { x } from '../popup/form';`],
  ['the desk as imported by the extension', 'sync/a.ts', `import { x } from '../desk/store';`],
  ['the desk importing its entry', 'desk/serve.ts', `import { main } from './main';`],
  ['a platform that knows another', 'platforms/x/reader.ts', `import { facts } from '../telegram/facts';`],
  [
    'a reader that carries a schema',
    'platforms/x/reader.ts',
    `import { PostDetails } from '../../flag/post';`,
  ],
  ['a late import', 'flag/a.ts', `const x = await import('../queue/read');`],
  ['an import over several lines', 'flag/a.ts', `import {\n  type A,\n  b,\n} from '../queue/read';`],
  ['a folder that is not in the table', 'misc/a.ts', `import { x } from '../flag/post';`],
])('%s is caught', (_what, path, text) => {
  expect(directionErrors([source(path, text)])).toHaveLength(1);
});

test.each([
  ['types of a stage below', 'platforms/x/reader.ts', `import type { PostDetails } from '../../flag/post';`],
  ['braces of types', 'page/a.ts', `import { type Capture, type Rect } from '../flag/capture';`],
  ['an entry that imports a stage', 'popup/Form.tsx', `import { read } from '../queue/read';`],
])('%s may be imported', (_what, path, text) => {
  expect(directionErrors([source(path, text)])).toEqual([]);
});

test('the public suffix list, the language model and the tracking list stay out of pages', () => {
  const large = ['tldts', 'franc-min', 'tidy-url/data/rules.js'];
  const carriers = sources.filter(({ imports }) =>
    imports.some(({ specifier }) => large.includes(specifier)),
  );
  expect(carriers.map(({ path }) => path)).toEqual([
    'platforms/generic/normalize-url.ts',
    'platforms/site.ts',
    'secure/language.ts',
  ]);
  const inPage = new Set(pageFiles(sources).map(({ path }) => path));
  expect(carriers.filter(({ path }) => inPage.has(path))).toEqual([]);
  const reader = source('platforms/x/reader.ts', `import { sameSite } from '../site';`);
  const site = source('platforms/site.ts', `import { getDomain } from 'tldts';`);
  expect(packagesInPage([reader, site])).toEqual(['platforms/site.ts carries tldts']);
});

test('page code carries no package at all', () => {
  expect(pageFiles(sources).map(({ path }) => path)).toContain('content.ts');
  expect(packagesInPage(sources)).toEqual([]);
});

test('a package that a reader carries through another file is caught', () => {
  const reader = source('platforms/x/reader.ts', `import { a } from '../middle';`);
  const middle = source('platforms/middle.ts', `import * as z from 'zod/mini';`);
  expect(packagesInPage([reader, middle])).toEqual(['platforms/middle.ts carries zod/mini']);
  expect(
    packagesInPage([source('content.ts', `import type { Tabs } from 'webextension-polyfill';`)]),
  ).toEqual([]);
});
