// What the machine needs: found where it is, asked for in one line where it is not, installed only with leave.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isBranded, mayInstall, whereIs } from '../../src/demo/machine';
import { ROOT } from '../conventions/sources';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'flagpost-bin-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(bin, { recursive: true });
});

function program(name: string): string {
  const path = join(bin, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, 0o755);
  return path;
}

test('a program is found on the PATH, the preferred name first', () => {
  vi.stubEnv('PATH', bin);
  program('google-chrome');
  expect(whereIs('chromium')).toBe(join(bin, 'google-chrome'));
  program('chromium');
  expect(whereIs('chromium')).toBe(join(bin, 'chromium'));
});

test('a file that cannot be run is no program', () => {
  vi.stubEnv('PATH', bin);
  writeFileSync(join(bin, 'xdotool'), '');
  expect(whereIs('xdotool')).toBeUndefined();
});

test('Chrome and Edge are told from Chromium', () => {
  expect(['/usr/bin/chromium', 'C:\\Chromium\\Application\\chrome.exe'].map(isBranded)).toEqual([
    false,
    false,
  ]);
  expect(['/usr/bin/google-chrome', '/opt/microsoft-edge'].map(isBranded)).toEqual([true, true]);
});

test('nothing is installed without being asked for', () => {
  vi.stubEnv('CI', '');
  expect(mayInstall([])).toBe(false);
  expect(mayInstall(['--install'])).toBe(process.getuid?.() === 0);
});

test('what is missing is named with the one line that installs it, and the run ends', () => {
  const code = `import { need } from './src/demo/machine'; need(['xvfb', 'xdotool'], { install: false });`;
  writeFileSync(join(bin, 'ask.mts'), code.replace('./src', `${ROOT}src`));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/tsx/dist/cli.mjs', join(bin, 'ask.mts')],
    {
      cwd: ROOT,
      env: { PATH: bin },
      encoding: 'utf8',
    },
  );
  expect(stderr).toContain('Not on this machine: xvfb, xdotool.');
  expect(stderr).toContain('apt-get install -y --no-install-recommends xvfb xdotool');
  expect(status).toBe(1);
});
