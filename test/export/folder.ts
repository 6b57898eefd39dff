// A stand-in for the browser's private file system over a temporary directory. Node only.
// Like the real one: what is written appears under its name only when the stream is closed.
import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportDisk, ExportFileHandle, ExportFolder } from '../../src/export/disk';

export interface DirectoryDisk extends ExportDisk {
  readonly path: string;
  /** Called before each write with the bytes written so far to all files; may throw as a full disk does. */
  beforeWrite: (soFar: number) => void;
  /** Names of the files, also those still being written. */
  names(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function directoryDisk(): Promise<DirectoryDisk> {
  const path = await mkdtemp(join(tmpdir(), 'flagpost-export-'));
  const held = new Set<string>();
  let soFar = 0;
  const beforeWrite = (bytes: number) => {
    disk.beforeWrite(soFar);
    soFar += bytes;
  };
  const folder: ExportFolder = {
    getFileHandle: async (name) => fileHandle(path, name, beforeWrite),
    async removeEntry(name) {
      const gone = !(await readdir(path)).includes(name);
      if (gone) throw new DOMException('no such file', 'NotFoundError');
      await rm(join(path, name));
    },
    async *keys() {
      yield* await readdir(path);
    },
  };
  const disk: DirectoryDisk = {
    path,
    beforeWrite: () => undefined,
    names: () => readdir(path),
    remove: () => rm(path, { recursive: true }),
    folder: async () => folder,
    async hold(name) {
      held.add(name);
      return () => held.delete(name);
    },
    held: async () => new Set(held),
  };
  return disk;
}

async function fileHandle(
  path: string,
  name: string,
  beforeWrite: (bytes: number) => void,
): Promise<ExportFileHandle> {
  await writeFile(join(path, name), '');
  return {
    async createWritable() {
      const swap = join(path, `${name}.swap`);
      const file = await open(swap, 'w');
      return {
        async write(bytes) {
          beforeWrite(bytes.byteLength);
          // the real one copies later than the call: a writer that reuses its block too early is caught
          await new Promise((resolve) => setImmediate(resolve));
          await file.write(bytes);
        },
        async close() {
          await file.close();
          await rename(swap, join(path, name));
        },
        async abort() {
          await file.close();
          await rm(swap);
        },
      };
    },
    getFile: async () => new File([await readFile(join(path, name))], name),
  };
}
