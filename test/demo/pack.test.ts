// ZIPs are the same bytes for the same files, and a standard tool reads them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { whereIs } from '../../src/demo/machine';
import { filesUnder, zipOf } from '../../src/demo/pack';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flagpost-pack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

test('the order in which files are given does not show', async () => {
  const [a, b] = [
    { name: 'a.txt', bytes: bytes('one') },
    { name: 'b/c.txt', bytes: bytes('two') },
  ];
  expect(await zipOf([a, b])).toEqual(await zipOf([b, a]));
  expect(await zipOf([a, { ...b, bytes: bytes('2wo') }])).not.toEqual(await zipOf([a, b]));
});

test('every file below a folder is in it, whole', async (context) => {
  context.skip(whereIs('unzip') === undefined, 'unzip is not on this machine');
  mkdirSync(join(folder, 'in/deep/er'), { recursive: true });
  writeFileSync(join(folder, 'in/top.txt'), 'top');
  writeFileSync(join(folder, 'in/deep/er/ünïcode.txt'), 'deep');
  writeFileSync(join(folder, 'out.zip'), await zipOf(filesUnder(join(folder, 'in'))));
  const said = execFileSync('unzip', ['-t', join(folder, 'out.zip')], { encoding: 'utf8' });
  expect(said).toContain('No errors detected');
  execFileSync('unzip', ['-q', join(folder, 'out.zip'), '-d', join(folder, 'back')]);
  expect(filesUnder(join(folder, 'back'))).toEqual(filesUnder(join(folder, 'in')));
});
