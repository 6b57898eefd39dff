// The command as it is handed out: one built file, run by Node in a folder that has nothing else.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildCommand } from '../../src/demo/command';
import { scratch, unpack } from '../export/unpack';
import { exported, type Sealed, sealedSession } from './sealed';

let built: string;
let sealed: Sealed;
let zip: Uint8Array;

beforeAll(async () => {
  built = await buildCommand();
  sealed = await sealedSession();
  zip = new Uint8Array(await (await exported(sealed)).arrayBuffer());
}, 120_000);

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const folder = scratch();
  const command = join(folder, 'flagpost-verify.mjs');
  copyFileSync(built, command);
  return spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8' });
}

function zipFile(bytes: Uint8Array = zip): string {
  const path = join(scratch(), 'export.zip');
  writeFileSync(path, bytes);
  return path;
}

it('ends with 0 for a sound bundle, names what it does not prove, and knows a pinned key', () => {
  const { status, stdout, stderr } = run(zipFile(), '--pin', sealed.signer);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Nothing failed.');
  expect(stdout).toContain(`one that you know: ${sealed.signer}`);
  expect(stdout).toContain('a page can be changed in a browser before it is flagged');
});

it('reads the folder as well as the archive', async () => {
  const bag = await unpack(new File([new Uint8Array(zip)], 'export.zip'));
  expect(run(bag.root).status).toBe(0);
  writeFileSync(join(bag.root, 'data/pictures/00001-screenshot_post.png'), 'another');
  const { status, stdout } = run(bag.root);
  expect(status).toBe(1);
  expect(stdout).toContain('data/pictures/00001-screenshot_post.png');
  expect(stdout).toMatch(/\[FAILED\] Records: This file is not the one that was recorded/u);
});

it('ends with 1 when the key is none of the pinned ones', () => {
  const { status, stdout } = run(zipFile(), '--pin', 'ab'.repeat(32));
  expect(status).toBe(1);
  expect(stdout).toContain('none of those that you know');
});

it('gives the report as data', () => {
  const { status, stdout } = run(zipFile(), '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'passed', bundle: { flags: 7, seals: 2 } });
});

it.each([
  ['nothing', [], 'flagpost-verify FILE'],
  ['two files', ['a', 'b'], 'flagpost-verify FILE'],
  ['a pin that is none', ['a.zip', '--pin', 'abc'], 'flagpost-verify FILE'],
  ['an option that it lacks', ['a.zip', '--fast'], 'flagpost-verify FILE'],
  ['a file that is not there', ['absent.zip'], 'no such file'],
])('ends with 2 when it is given %s', (_what, args, words) => {
  const { status, stderr } = run(...args);
  expect([status, stderr.includes(words)]).toEqual([2, true]);
});

it('ends with 2, in words, for what is no export', () => {
  const { status, stderr, stdout } = run(zipFile(new TextEncoder().encode('no archive')));
  expect([status, stdout, stderr]).toEqual([2, '', 'This is no ZIP archive.\n']);
});

it('opens no connection (skipped where strace is not installed)', (ctx) => {
  if (spawnSync('which', ['strace']).status !== 0) return ctx.skip('strace is not installed');
  const path = zipFile();
  const log = join(scratch(), 'trace');
  execFileSync('strace', ['-f', '-e', 'trace=socket,connect', '-o', log, process.execPath, built, path]);
  expect(readFileSync(log, 'utf8')).not.toMatch(/AF_INET|connect\(/u);
});
