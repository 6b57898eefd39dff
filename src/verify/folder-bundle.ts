// A bundle in a folder or an archive on disk. Runs in node. Follows no link, and reads nothing outside of the folder.
import { lstat, open, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FlagpostError } from '../errors';
import { bagRoot, takePaths } from './safe-paths';
import type { BundleFile, BundleSource, RandomAccess } from './source';
import { zipBundle } from './zip-bundle';

const PIECE = 4 * 1024 * 1024;

export interface OpenBundle extends BundleSource {
  close(): Promise<void>;
}

/** A ZIP file or an unpacked folder. Throws bundle_unreadable, or what the system says of the path. */
export async function openBundle(path: string): Promise<OpenBundle> {
  if ((await lstat(path)).isDirectory())
    return { ...(await folderBundle(path)), close: async () => undefined };
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes: RandomAccess = {
      sizeBytes: size,
      async read(at, length) {
        const piece = new Uint8Array(Math.max(0, Math.min(length, size - at)));
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        return piece.subarray(0, bytesRead);
      },
    };
    return { ...(await zipBundle(bytes)), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

export async function folderBundle(folder: string): Promise<BundleSource> {
  const take = takePaths();
  const found: BundleFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) throw new FlagpostError('bundle_unreadable', { what: 'link' });
    const full = join(entry.parentPath, entry.name);
    const path = relative(folder, full).replaceAll('\\', '/');
    take(path);
    found.push({ path, sizeBytes: (await lstat(full)).size });
  }
  const root = bagRoot(found.map(({ path }) => path));
  return {
    files: found.flatMap(({ path, sizeBytes }) =>
      path.startsWith(root) ? [{ path: path.slice(root.length), sizeBytes }] : [],
    ),
    outside: found.flatMap(({ path }) => (path.startsWith(root) ? [] : [path])),
    read: (path) => piecesOf(join(folder, root, path)),
  };
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const { bytesRead } = await file.read(piece, 0, PIECE);
      if (bytesRead === 0) return;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
