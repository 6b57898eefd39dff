// Rules of the house that a compiler does not know. Each rule is shown on a made-up file that breaks it.
import { describe, expect, test } from 'vitest';
import { type Source, source, sourcesIn, withoutComments } from './sources';

type Rule = (one: Source) => boolean;

const FOLDERS = /(?:^|\/)(?:utils?|common|helpers?|managers?|services?|types|misc|lib)\//u;
const OWNS_STORE = /^(?:queue|desk|demo)\//u;
const STORE_WRITE =
  /\bopenDB\(|\bindexedDB\.|\bdeleteDB\(|['"]readwrite['"]|\bdb\.(?:put|add|delete|clear)\(|objectStore\([^)]*\)\s*\.(?:put|add|delete|clear)\(/u;

/** Name of the rule -> whether a file breaks it, and a file that does. */
const RULES: Readonly<Record<string, readonly [Rule, Source]>> = {
  'opens with a comment that says what it is': [
    ({ path, text }) => !path.endsWith('.d.ts') && !/^(?:#!.*\n)?(?:\/\/ \S.{15,}|\/\*\*? ?\S)/u.test(text),
    source('flag/a.ts', `import { b } from './b';\n`),
  ],
  'has no more than 300 lines': [
    ({ text }) => text.split('\n').length > 301,
    source('flag/a.ts', '// one\n'.repeat(302)),
  ],
  'lies in a folder with a name of its own': [
    ({ path }) => FOLDERS.test(path),
    source('flag/utils/a.ts', ''),
  ],
  'exports by name': [
    ({ text }) => /^export default\b/mu.test(text),
    source('flag/a.ts', 'export default 1;'),
  ],
  'puts no markup together from strings': [
    ({ text }) =>
      /\.(?:innerHTML|outerHTML)\s*\+?=[^=]|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write\(/u.test(
        withoutComments(text),
      ),
    source('page/a.ts', 'element.innerHTML = text;'),
  ],
  'makes no code from strings': [
    ({ text }) => /\beval\(|\bnew Function\(/u.test(withoutComments(text)),
    source('page/a.ts', 'eval(text);'),
  ],
  'leaves the stores to queue': [
    ({ path, text }) => !OWNS_STORE.test(path) && STORE_WRITE.test(withoutComments(text)),
    source('secure/a.ts', `db.transaction('captures', 'readwrite')`),
  ],
  'writes to the log of nobody': [
    ({ path, text }) => !/^(?:desk|demo)\//u.test(path) && /\bconsole\./u.test(withoutComments(text)),
    source('secure/a.ts', 'console.log(post);'),
  ],
  'has no filler and no loose ends': [
    ({ text }) => /lorem ipsum|\bTODO\b|\bFIXME\b|\bXXX\b/iu.test(text),
    source('popup/a.tsx', '// TODO later'),
  ],
  'names no place of one machine': [
    ({ text }) => /\/(?:work|root|home\/\w+)\/|C:\\\\Users/u.test(text),
    source('demo/a.ts', `'/${'root'}/x'`),
  ],
  'lets no failure vanish': [
    ({ text }) => /catch(?:\s*\([^)]*\))?\s*\{\s*\}|\.catch\(\(\)\s*=>\s*\{\s*\}\)/u.test(text),
    source('sync/a.ts', 'try { a(); } catch {}'),
  ],
};

const sources = sourcesIn('src');

describe.each(Object.entries(RULES))('every source file %s', (_name, [breaks, bad]) => {
  test('holds', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter(breaks).map(({ path }) => path)).toEqual([]);
  });
  test('a file that does not is caught', () => {
    expect(breaks(bad)).toBe(true);
  });
});

/** Tests that are left out or run alone without anybody hearing of it. */
const SILENT = /\b(?:test|it|describe|suite)\.(?:only|skip|todo|fails)\b|\bretry:\s*[1-9]/u;

test('no test is left out in silence, run alone, or tried again until it passes', () => {
  const tests = sourcesIn('test').filter(({ path }) => path !== 'conventions/hygiene.test.ts');
  expect(tests.length).toBeGreaterThan(3);
  expect(tests.filter(({ text }) => SILENT.test(text)).map(({ path }) => path)).toEqual([]);
  expect(SILENT.test(`test.${'skip'}('x', () => undefined)`)).toBe(true);
});
