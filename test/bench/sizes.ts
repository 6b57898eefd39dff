// What is sent into pages and loaded by the extension, gzipped. Runs in node, on the builds in dist/.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { builtExtension } from '../e2e/drivers/built';

const FILES = [
  'src/content.js',
  'readers/x.js',
  'readers/telegram.js',
  'readers/generic.js',
  'toast.js',
] as const;

export function sizes(): Record<string, number> {
  const folder = builtExtension('chrome');
  return Object.fromEntries(
    FILES.map((name) => [name, gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length]),
  );
}
