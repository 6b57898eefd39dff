// npm start without a display: the day it plays ends with what it says it made.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { play } from '../../../src/demo/play';
import { builtExtension } from '../drivers/built';

const folder = mkdtempSync(join(tmpdir(), 'flagpost-play-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the day played without a display ends in a bundle that sha256sum accepts and a desk that has the pictures', async () => {
  expect(builtExtension('chrome')).toContain('dist/chrome');
  const said: string[] = [];
  const { flags, bundle, pictures } = await play(join(folder, 'day'), (line) => said.push(line));
  expect(flags).toBe(3);
  expect(said.join('\n')).toContain('the desk accepted every flag');
  expect(pictures.filter((path) => existsSync(path))).toHaveLength(4);

  execFileSync('unzip', ['-q', bundle, '-d', join(folder, 'bag')]);
  const bag = join(folder, 'bag', readdirSync(join(folder, 'bag'))[0]!);
  const checked = execFileSync('sha256sum', ['-c', 'manifest-sha256.txt'], { cwd: bag, encoding: 'utf8' });
  expect(checked).toMatch(/: OK$/mu);
  expect(digestsIn(bag)).toEqual(digestsHeldBy(join(folder, 'day/desk')));
}, 120_000);

/** Of the evidence, as the bag's manifest has it. Two flags of one view share a picture. */
function digestsIn(bag: string): string[] {
  const manifest = readFileSync(join(bag, 'manifest-sha256.txt'), 'utf8');
  const entries = [...manifest.matchAll(/^(\w{64}) +data\/(pictures|files)\//gmu)];
  // of each of three flags: the view and the post; its text and its snapshot
  expect(entries.filter(([, , folder]) => folder === 'pictures')).toHaveLength(6);
  expect(entries.filter(([, , folder]) => folder === 'files')).toHaveLength(6);
  const digests = entries.map(([, digest = '']) => digest);
  return [...new Set(digests)].sort();
}

function digestsHeldBy(desk: string): string[] {
  const entries = readdirSync(join(desk, 'artefacts'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => basename(parentPath) + name)
    .sort();
}
