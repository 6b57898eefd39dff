// A stand-in for the browser's private file system over a temporary directory. Node only.
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiskFile, ExportDisk } from '../../src/export/disk';

export interface DirectoryDisk extends ExportDisk {
  readonly path: string;
  /** Called before each write; may throw as a full disk does. */
  beforeWrite: () => void;
  cleanUp(): Promise<void>;
}

export async function directoryDisk(): Promise<DirectoryDisk> {
  const path = await mkdtemp(join(tmpdir(), 'flagpost-export-'));
  const held = new Set<string>();
  const remove = (name: string) => rm(join(path, name), { force: true });
  const disk: DirectoryDisk = {
    path,
    beforeWrite: () => undefined,
    create: (name) => create(disk, name),
    names: () => readdir(path),
    remove,
    async hold(name) {
      held.add(name);
      return () => held.delete(name);
    },
    held: async () => new Set(held),
    cleanUp: () => rm(path, { recursive: true }),
  };
  return disk;
}

async function create(disk: DirectoryDisk, name: string): Promise<DiskFile> {
  const path = join(disk.path, name);
  const file = await open(path, 'w');
  let writing = true;
  const end = async () => {
    if (writing) await file.close();
    writing = false;
  };
  return {
    async write(bytes) {
      disk.beforeWrite();
      // copies later than the call: a writer that reuses its block too early is caught
      await new Promise((resolve) => setImmediate(resolve));
      await file.write(bytes);
    },
    async close() {
      await end();
      return new File([await readFile(path)], name);
    },
    async remove() {
      await end();
      await disk.remove(name);
    },
  };
}
