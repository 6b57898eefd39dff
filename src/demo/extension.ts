// Builds the extension into dist/ and tells what its parts weigh. Runs in node.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export type Target = 'chrome' | 'firefox';

/** Builds one target; with steps it is the test build beside the release. Rejects with what the builder said. */
export async function buildExtension(target: Target, withSteps = false): Promise<string> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, TARGET: target, FLAGPOST_STEPS: withSteps ? '1' : '0' };
  const builder = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: ROOT, env });
  let said = '';
  builder.stdout.on('data', (data: Buffer) => (said += data.toString()));
  builder.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const code = await new Promise((resolve) => builder.once('close', resolve));
  if (code !== 0) throw new Error(`building for ${target} failed:\n${said}`);
  return distOf(target, withSteps);
}

export function distOf(target: Target, withSteps = false): string {
  return join(ROOT, 'dist', `${target}${withSteps ? '-steps' : ''}`);
}

/** Whether nothing that goes into a build changed since it was made. */
export function isFresh(target: Target): boolean {
  const built = join(distOf(target), 'manifest.json');
  if (!existsSync(built)) return false;
  const sources = ['src', 'public', 'manifest.json', 'vite.config.ts', 'package-lock.json'];
  return sources.every((path) => newest(join(ROOT, path)) < statSync(built).mtimeMs);
}

function newest(path: string): number {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Bytes after gzip of each part of a build, with all that the part loads. */
export function weigh(dist: string): ReadonlyMap<string, number> {
  const readers = join(dist, 'readers');
  const readerFiles = existsSync(readers) ? readdirSync(readers).sort() : [];
  return new Map([
    ['listener', gzipped(dist, ['src/content.js'])],
    ['background', gzipped(dist, loadedBy(dist, ['service-worker-loader.js']))],
    ['popup', gzipped(dist, loadedBy(dist, linkedBy(dist, 'src/popup/index.html')))],
    ...readerFiles.map((name): [string, number] => [
      `reader ${name.replace('.js', '')}`,
      gzipped(dist, [`readers/${name}`]),
    ]),
  ]);
}

function gzipped(dist: string, files: readonly string[]): number {
  const sizes = files.map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Scripts and styles that a page names. */
function linkedBy(dist: string, page: string): string[] {
  const html = readFileSync(join(dist, page), 'utf8');
  const links = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/gu)];
  return links.map(([, link = '']) =>
    posix.join(link.startsWith('/') ? '' : dirname(page), link).replace(/^\//u, ''),
  );
}

/** These files and every module they import, at once or later. */
function loadedBy(dist: string, files: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(join(dist, file), 'utf8');
    for (const [, path = ''] of code.matchAll(/(?:from|import)\s*\(?\s*["'`](\.[^"'`]+\.js)["'`]/gu))
      visit(posix.join(dirname(file), path));
  };
  files.forEach(visit);
  return [...seen];
}
