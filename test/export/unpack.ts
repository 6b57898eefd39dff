// Unpacks an export with the tools that those who receive it have. Node only.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Unpacked {
  readonly zip: string;
  /** Of the bag: the one folder in the archive. */
  readonly root: string;
  /** Paths in the bag, sorted. */
  readonly paths: readonly string[];
  read(path: string): string;
  bytes(path: string): Buffer;
}

export function scratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'flagpost-unpack-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** By Info-ZIP's `unzip`, which refuses what is not sound. */
export async function unpack(file: File): Promise<Unpacked> {
  const folder = scratch();
  const zip = join(folder, 'export.zip');
  writeFileSync(zip, Buffer.from(await file.arrayBuffer()));
  execFileSync('unzip', ['-q', zip, '-d', join(folder, 'out')]);
  const [name = '', ...others] = readdirSync(join(folder, 'out'));
  if (others.length > 0) throw new Error('more than one folder in the archive');
  const root = join(folder, 'out', name);
  const all = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile())
    .map((e) => join(e.parentPath, e.name).slice(root.length + 1));
  const bytes = (path: string) => readFileSync(join(root, path));
  return { zip, root, paths: paths.sort(), bytes, read: (path) => bytes(path).toString('utf8') };
}

/** What `sha256sum --check --strict` says of a list. */
export function sha256sumCheck(root: string, manifest: string): { ok: boolean; output: string } {
  const run = spawnSync('sha256sum', ['--check', '--strict', manifest], { cwd: root, encoding: 'utf8' });
  return { ok: run.status === 0, output: run.stdout + run.stderr };
}

/** Runs Python with `argument` as sys.argv[1] and gives what it printed. */
export function python(code: string, argument: string): string {
  return execFileSync('python3', ['-c', code, argument], { encoding: 'utf8', maxBuffer: 1e8 });
}

export function hasProgram(name: string): boolean {
  return spawnSync('which', [name]).status === 0;
}
