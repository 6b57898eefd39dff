// What is sent into pages and loaded by the extension, gzipped. Runs in node, on the builds in dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { builtExtension } from '../e2e/drivers/built';

export function sizes(): Record<string, number> {
  const folder = builtExtension('chrome');
  const readers = readdirSync(`${folder}/readers`).map((name) => `readers/${name}`);
  return Object.fromEntries(
    ['src/content.js', ...readers, 'images.js', 'toast.js', 'top.js', 'snapshot.js'].map((name) => [
      name,
      gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length,
    ]),
  );
}
