// A PostgreSQL server for tests: a cluster of its own in a temporary directory, spoken to by a Unix socket. Runs in node.
// Answers undefined, with the reason on the console, where no PostgreSQL is installed.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface TestPostgres {
  /** A new, empty database: its connection string. */
  database(): Promise<string>;
  stop(): void;
}

const DEBIAN = '/usr/lib/postgresql';

function binaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(DEBIAN, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

/** PostgreSQL refuses to run as root: then the account of the package is used. */
function runner(): ((command: string, args: readonly string[]) => void) | undefined {
  const quiet = { stdio: 'ignore', cwd: tmpdir() } as const;
  if (process.getuid?.() !== 0) return (command, args) => void execFileSync(command, args, quiet);
  try {
    execFileSync('id', ['postgres'], quiet);
  } catch {
    // `id` fails for one reason only: there is no such account
    return undefined;
  }
  return (command, args) => void execFileSync('runuser', ['-u', 'postgres', '--', command, ...args], quiet);
}

function giveTo(folder: string): void {
  if (process.getuid?.() !== 0) return;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  );
  chownSync(folder, uid!, gid!);
}

export function startPostgres(): TestPostgres | undefined {
  const bin = binaries();
  const run = runner();
  if (bin === undefined || run === undefined) {
    console.warn('PostgreSQL tests are skipped: initdb, pg_ctl or an account to run them is missing.');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'desk-pg-'));
  giveTo(folder);
  const data = join(folder, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const settings = `-k ${folder} -c listen_addresses= -c fsync=off -c max_connections=60`;
  run(join(bin, 'pg_ctl'), ['-D', data, '-o', settings, '-l', join(folder, 'log'), '-w', 'start']);
  const url = (name: string): string =>
    `postgresql://desk@localhost/${name}?host=${encodeURIComponent(folder)}`;
  return {
    database: async () => {
      const name = `desk_${randomUUID().replaceAll('-', '')}`;
      const client = new pg.Client(url('postgres'));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    stop: () => {
      run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
