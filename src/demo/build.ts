// npm run build: both extensions, their ZIPs for the stores, and the source ZIP that the stores ask for. Runs in node.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { version } from '../../package.json' with { type: 'json' };
import { buildCommand } from './command';
import { buildExtension, ROOT, type Target, weigh } from './extension';
import { filesUnder, type PackedFile, readBytes, zipOf } from './pack';

/** The Chrome store sets the key itself and refuses one that is there. */
function withoutKey(file: PackedFile): PackedFile {
  if (file.name !== 'manifest.json') return file;
  const { key: _key, ...manifest } = JSON.parse(new TextDecoder().decode(file.bytes));
  return { ...file, bytes: new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`) };
}

/** What the repository holds, nothing else. */
function sources(): PackedFile[] {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return names
    .split('\0')
    .filter((name) => name !== '')
    .map((name) => ({ name, bytes: readBytes(join(ROOT, name)) }));
}

async function write(kind: Target | 'source', files: readonly PackedFile[]): Promise<void> {
  const path = join('dist', `flagpost-${kind}-${version}.zip`);
  const zip = await zipOf(files);
  writeFileSync(join(ROOT, path), zip);
  console.log(`${path}  ${(zip.length / 1000).toFixed(0)} kB`);
}

const chrome = await buildExtension('chrome');
const firefox = await buildExtension('firefox');
await write('chrome', filesUnder(chrome).map(withoutKey));
await write('firefox', filesUnder(firefox));
await write('source', sources());
console.log(relative(ROOT, await buildCommand()));

console.log('\nWeight after gzip (Chromium build):');
for (const [part, bytes] of weigh(chrome))
  console.log(`  ${part.padEnd(24)}${(bytes / 1000).toFixed(1).padStart(6)} kB`);
