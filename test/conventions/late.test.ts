// What reads certificates is large and seldom needed: neither the worker nor the first screen carries it.
import { expect, test } from 'vitest';
import { type Source, source, sourcesIn } from './sources';

const ENTRIES = ['background', 'content', 'popup/main'];
const LARGE = ['pkijs', 'asn1js'];

/** Imports that are there from the start: neither types nor `import()`. */
function fromTheStart({ imports, text }: Source): Source['imports'] {
  const late = ({ specifier }: { specifier: string }): boolean =>
    new RegExp(`\\bimport\\(\\s*['"]${specifier}['"]`, 'u').test(text);
  return imports.filter((one) => !one.typeOnly && !late(one));
}

/** The large packages that come with an entry, by the file that brings them in. */
function carried(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((one) => [one.path.replace(/\.tsx?$/u, ''), one]));
  const reached = new Set<Source>();
  const visit = (one: Source | undefined): void => {
    if (one === undefined || reached.has(one)) return;
    reached.add(one);
    for (const { own } of fromTheStart(one)) if (own !== undefined) visit(byPath.get(own));
  };
  for (const entry of ENTRIES) visit(byPath.get(entry));
  return [...reached].flatMap((one) =>
    fromTheStart(one).flatMap(({ specifier }) =>
      LARGE.includes(specifier) ? [`${one.path} carries ${specifier}`] : [],
    ),
  );
}

test('no entry carries what reads certificates', () => {
  const sources = sourcesIn('src');
  expect(sources.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['background.ts', 'popup/main.tsx']),
  );
  expect(
    sources.filter((one) => one.imports.some(({ specifier }) => LARGE.includes(specifier))).length,
  ).toBeGreaterThan(0);
  expect(carried(sources)).toEqual([]);
});

test('one that does, however far down, is caught; one that loads it later is not', () => {
  const reader = source('evidence/certificate.ts', `import { Certificate } from 'pkijs';`);
  const middle = source('seal/stamp.ts', `import { read } from '../evidence/certificate';`);
  const early = source('background.ts', `import { stamp } from './seal/stamp';`);
  const late = source('background.ts', `const { stamp } = await import('./seal/stamp');`);
  expect(carried([reader, middle, early])).toEqual(['evidence/certificate.ts carries pkijs']);
  expect(carried([reader, middle, late])).toEqual([]);
});
