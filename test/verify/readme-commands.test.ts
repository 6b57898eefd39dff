// The commands in an export's README, run as they stand, with the tools that a stranger has.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpack } from '../export/unpack';
import { type Authority, startAuthority } from '../seal/authority';
import { exported, type Sealed, sealedSession } from './sealed';

let authority: Authority;
let sealed: Sealed;

beforeAll(async () => {
  authority = await startAuthority();
  sealed = await sealedSession(authority);
}, 60_000);
afterAll(() => authority.close());

/** The commands: what is set in by two blanks and begins with a program of this list, or the script as a whole. */
function commandsIn(readme: string, ...programs: readonly string[]): string[] {
  const lines = readme
    .split('\n')
    .filter((line) => programs.some((program) => line.startsWith(`  ${program}`)));
  return lines.map((line) => line.trim());
}

function scriptIn(readme: string): string {
  const end = '  echo "$level"\n';
  return readme.slice(readme.indexOf('  bytes()'), readme.indexOf(end) + end.length);
}

function bash(root: string, command: string): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe.each(['internal', 'partner'] as const)('the README of an export (%s)', (profile) => {
  it('has commands that run as they stand and say what it says they do', async () => {
    const bag = await unpack(await exported(sealed, profile));
    writeFileSync(join(dirname(bag.root), 'roots.pem'), authority.roots);
    const readme = bag.read('data/README.txt');
    const statement = JSON.parse(bag.read('data/seals/002/statement.json'));
    const commands = commandsIn(readme, 'sha256sum', 'openssl');
    expect(commands).toHaveLength(6);
    const said = commands.map((command) => {
      const { status, output } = bash(bag.root, command);
      expect([command, status]).toEqual([command, 0]);
      return output;
    });
    const [lists, tags, signature, fingerprint, stamp, time] = said;
    expect(lists).not.toContain('FAILED');
    expect(tags).not.toContain('FAILED');
    expect(signature).toContain('Verified OK');
    expect(fingerprint?.slice(0, 64)).toBe(statement.signer);
    expect(stamp).toContain('Verification: OK');
    expect(time).toMatch(/Time stamp: .*20\d\d/u);
  });

  it('has commands that fail when the statement, the key or the time-stamp is another', async () => {
    const bag = await unpack(await exported(sealed, profile));
    writeFileSync(join(dirname(bag.root), 'roots.pem'), authority.roots);
    const [, , signature = '', , stamp = ''] = commandsIn(
      bag.read('data/README.txt'),
      'sha256sum',
      'openssl',
    );
    const path = join(bag.root, 'data/seals/002/statement.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"n":2', '"n":3'));
    expect(bash(bag.root, signature).status).not.toBe(0);
    writeFileSync(
      join(bag.root, 'data/seals/002/signature.der'),
      readFileSync(join(bag.root, 'data/seals/001/signature.der')),
    );
    expect(bash(bag.root, stamp).status).not.toBe(0);
  });
});

it('has a script that computes the sealed root with sha256sum alone', async () => {
  const bag = await unpack(await exported(sealed));
  const script = scriptIn(bag.read('data/README.txt'));
  expect(script).toContain('leaves.txt');
  const { merkleRoot } = JSON.parse(bag.read('data/seals/002/statement.json'));
  expect(execFileSync('bash', ['-c', script], { cwd: bag.root, encoding: 'utf8' }).trim()).toBe(merkleRoot);
});

it('says that nothing confirms the time where no time-stamp is there', async () => {
  const unstamped = await sealedSession();
  const bag = await unpack(await exported(unstamped));
  expect(bag.read('data/README.txt')).toContain('No time-stamp authority has confirmed');
  expect(commandsIn(bag.read('data/README.txt'), 'openssl')).toHaveLength(2);
});
