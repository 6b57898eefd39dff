// The bytes of artefacts in a directory, each file named by its SHA-256. Runs in node.
// A file appears under its name only when its bytes have that digest and are on the disk; desks may share the directory.
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { Sha256 } from '../wire/batch';

export type Outcome = 'stored' | 'wrong_digest' | 'too_large';

export interface ArtefactFiles {
  /** Takes the bytes and answers once they are durable, or drops them and says why. */
  put(sha256: string, bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Outcome>;
  get(sha256: string): Promise<{ readonly size: number; readonly stream: ReadableStream } | undefined>;
  /** Removes what uploads left behind when their desk died, if it is older than `before`. */
  sweep(before: Date): Promise<void>;
}

const PART = '.part';

/** Folders are synced too: a rename that is not on the disk is a file that is gone. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(
  handle: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    hash.update(chunk);
    await handle.writeFile(chunk);
  }
  await handle.sync();
  return hash.digest('hex');
}

function absent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export function createArtefactFiles(directory: string): ArtefactFiles {
  // ab/cdef...: no folder grows beyond what a file system likes; parsing keeps every path inside the directory
  const pathOf = (sha256: string): string => {
    const name = z.parse(Sha256, sha256);
    return join(directory, name.slice(0, 2), name.slice(2));
  };
  return {
    put: async (sha256, bytes, maxBytes) => {
      const path = pathOf(sha256);
      const folder = dirname(path);
      if ((await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(directory);
      const temporary = join(directory, `${randomUUID()}${PART}`);
      const handle = await open(temporary, 'wx', 0o600);
      try {
        const digest = await writeAll(handle, bytes, maxBytes).finally(() => handle.close());
        if (digest === undefined) return 'too_large';
        if (digest !== sha256) return 'wrong_digest';
        await rename(temporary, path);
        await syncFolder(folder);
        return 'stored';
      } finally {
        await rm(temporary, { force: true });
      }
    },
    get: async (sha256) => {
      try {
        const handle = await open(pathOf(sha256), 'r');
        const { size } = await handle.stat();
        return { size, stream: Readable.toWeb(handle.createReadStream()) as ReadableStream };
      } catch (error) {
        if (absent(error)) return undefined;
        throw error;
      }
    },
    sweep: async (before) => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      for (const name of await readdir(directory)) {
        if (!name.endsWith(PART)) continue;
        const path = join(directory, name);
        if ((await stat(path)).mtime < before) await rm(path, { force: true });
      }
    },
  };
}
