// The manifest asks for what the code uses and for nothing else, and lists the hosts that the platforms list.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { matchPatterns } from '../../src/platforms/hosts';
import { filesIn, ROOT, type Source, source, sourcesIn, withoutComments } from './sources';

/** Permission -> what in the code needs it. */
const NEEDED_BY: Readonly<Record<string, RegExp>> = {
  activeTab: /\.captureVisibleTab\b/u,
  alarms: /\bbrowser\.alarms\b/u,
  contextMenus: /\bbrowser\.contextMenus\b/u,
  menus: /\bbrowser\.menus\b/u,
  pageCapture: /\.saveAsMHTML\(/u,
  scripting: /\bbrowser\.scripting\b/u,
  storage: /\bbrowser\.storage\b/u,
  unlimitedStorage: /\bopenDB\b/u,
};
/** Parts of the extension API that need no permission. */
const FREE = ['action', 'commands', 'extension', 'i18n', 'permissions', 'runtime', 'tabs', 'windows'];

function codeOf(sources: readonly Source[]): string {
  return sources.map(({ text }) => withoutComments(text)).join('\n');
}

/** Parts of the API that are used although nothing grants them. */
function ungranted(code: string, permissions: readonly string[]): string[] {
  const used = [...code.matchAll(/\b(?:browser|chrome)\.([a-z][A-Za-z0-9]*)/gu)].map(([, api = '']) => api);
  return [...new Set(used)].filter((api) => !FREE.includes(api) && !permissions.includes(api));
}

/** Permissions that nothing in the code needs. */
function unused(code: string, permissions: readonly string[]): string[] {
  return permissions.filter((permission) => !NEEDED_BY[permission]?.test(code));
}

const FIREFOX_ONLY = ['menus'];
const code = codeOf(sourcesIn('src').filter(({ path }) => !/^(?:desk|demo)\//u.test(path)));

test('every part of the extension API that is used has its permission', () => {
  expect(ungranted(code, [...manifest.permissions, ...FIREFOX_ONLY])).toEqual([]);
});

test('every permission that is asked for is used', () => {
  expect(unused(code, [...manifest.permissions, ...FIREFOX_ONLY])).toEqual([]);
});

test('every permission that may be asked for later is used', () => {
  expect(manifest.optional_permissions).toEqual(['pageCapture']);
  expect(unused(code, manifest.optional_permissions)).toEqual([]);
  expect(unused('', manifest.optional_permissions)).toEqual(['pageCapture']);
});

test('an ungranted call, and a permission nobody needs, are caught', () => {
  const bad = codeOf([source('sync/a.ts', '// browser.cookies\nbrowser.downloads.download({ url });')]);
  expect(ungranted(bad, manifest.permissions)).toEqual(['downloads']);
  expect(unused(bad, ['alarms', 'debugger'])).toEqual(['alarms', 'debugger']);
});

test('the hosts are those of the listed platforms, for grants and for the listener alike', () => {
  expect(manifest.host_permissions).toEqual(matchPatterns());
  expect(manifest.content_scripts.map(({ matches }) => matches)).toEqual([matchPatterns()]);
  expect(new Set(matchPatterns()).size).toBe(matchPatterns().length);
});

test('the listener is there before the page and in every frame', () => {
  expect(manifest.content_scripts[0]).toMatchObject({ run_at: 'document_start', all_frames: true });
});

test('all sites are asked for only as an option, and the debugger never', () => {
  expect(manifest.host_permissions).not.toContain('<all_urls>');
  expect(manifest.permissions).not.toContain('debugger');
  expect(manifest.optional_host_permissions).toEqual(['<all_urls>']);
});

test('it tells the version of the package', () => {
  expect(manifest.version).toBe(packageJson.version);
});

test('every shortcut that it offers is listened to', () => {
  for (const name of Object.keys(manifest.commands).slice(1)) expect(code).toContain(`'${name}'`);
  expect(code).toContain('commands.onCommand');
});

test('every platform with a reader has a page to read in its tests', () => {
  const readers = filesIn('src/platforms', 'reader.ts').map((path) => path.split('/')[0]!);
  const fixtures = existsSync(join(ROOT, 'test/fixtures/pages'))
    ? readdirSync(join(ROOT, 'test/fixtures/pages'))
    : [];
  expect(readers.length).toBeGreaterThan(0);
  expect(readers.filter((folder) => !fixtures.includes(folder))).toEqual([]);
});
