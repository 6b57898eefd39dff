// What was built, as a browser or a page would see it. The builds are made by `npm test`; without them this is skipped.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { distOf, type Target, weigh } from '../../src/demo/extension';
import { filesIn } from './sources';

const BuiltManifest = z.looseObject({
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  content_scripts: z.array(z.object({ js: z.array(z.string()) })),
});

/** The name by which the test build can be told to pause at a step. */
const PAUSE_HOOK = 'flagpostPause';
const LISTENER_MAX = 1500;
const READER_MAX = 8000;

function textOf(dist: string): string {
  return filesIn(`dist/${dist}`, '.js')
    .map((path) => readFileSync(join(distOf('chrome'), '..', dist, path), 'utf8'))
    .join('\n');
}

describe.each<Target>(['chrome', 'firefox'])('the %s build', (target) => {
  const dist = distOf(target);
  beforeEach((context) => {
    context.skip(!existsSync(join(dist, 'manifest.json')), `dist/${target} is not built: npm test builds it`);
  });
  const manifest = (): z.infer<typeof BuiltManifest> =>
    z.parse(BuiltManifest, JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')));

  test('gives a page nothing to find it by', () => {
    expect(manifest()).not.toHaveProperty('web_accessible_resources');
    expect(manifest()).not.toHaveProperty('externally_connectable');
  });

  test('demands neither all sites nor the debugger', () => {
    expect(manifest().host_permissions).not.toContain('<all_urls>');
    expect(manifest().permissions).not.toContain('debugger');
    expect(manifest().permissions).not.toContain('tabs');
  });

  test('has the listener in one file that loads nothing', () => {
    const scripts = manifest().content_scripts.flatMap(({ js }) => js);
    expect(scripts).toHaveLength(1);
    const code = readFileSync(join(dist, scripts[0]!), 'utf8');
    expect(code).not.toMatch(/\bimport\s*[({'"`*]|getURL|sourceMappingURL/u);
  });

  test('lets its pages run what is in the package and nothing else', () => {
    // Chromium's default; Firefox's would turn http into https, which many time-stamp authorities do not speak
    const own = { extension_pages: "script-src 'self'; object-src 'self'" };
    const { content_security_policy: policy } = manifest();
    expect(policy).toEqual(target === 'firefox' ? own : undefined);
  });

  test('has a reader for every platform that the source has one for, each whole in itself', () => {
    const readers = filesIn('src/platforms', 'reader.ts').map((path) => path.split('/')[0]!);
    const built = existsSync(join(dist, 'readers')) ? filesIn(`dist/${target}/readers`, '.js') : [];
    expect(built).toEqual(readers.map((name) => `${name}.js`));
    for (const name of built)
      expect(readFileSync(join(dist, 'readers', name), 'utf8')).not.toMatch(/\bimport\s*[({'"`*]/u);
  });

  test('weighs little in the page', () => {
    for (const [part, bytes] of weigh(dist)) {
      if (part === 'listener') expect(bytes).toBeLessThanOrEqual(LISTENER_MAX);
      if (part.startsWith('reader ')) expect([part, bytes <= READER_MAX, bytes]).toEqual([part, true, bytes]);
    }
  });

  test('carries no source maps and no way to pause it; the test build has one', (context) => {
    expect(filesIn(`dist/${target}`, '.map')).toEqual([]);
    expect(textOf(target)).not.toContain(PAUSE_HOOK);
    context.skip(!existsSync(distOf(target, true)), `dist/${target}-steps is not built: npm test builds it`);
    expect(textOf(`${target}-steps`)).toContain(PAUSE_HOOK);
  });
});
