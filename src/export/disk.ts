// Where export files lie until they are downloaded: the private file system of the extension. Runs in the UI (tab).
import { diskCalls } from './disk-calls';
import { exportFolder } from './disk-folder';
import type { ByteSink } from './zip';

/** A temporary file: written once, front to back. */
export interface DiskFile extends ByteSink {
  /** Ends writing. */
  close(): Promise<File>;
  /** Ends writing and removes it; fine when that was done before. */
  remove(): Promise<void>;
}

export interface ExportDisk {
  /** Rejects with QuotaExceededError when there is no room; so does writing. */
  create(name: string): Promise<DiskFile>;
  names(): Promise<string[]>;
  /** Fine when it is not there. */
  remove(name: string): Promise<void>;
  /** Marks a name as in use until released, or until this page is gone. */
  hold(name: string): Promise<() => void>;
  /** Names in use by any page. */
  held(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'flagpost-export:';

/** The browser's own: files written by a worker, marks as web locks, which a crash releases. */
export function privateDisk(): ExportDisk {
  const worker = diskCalls(
    () => new Worker(new URL('./disk-worker.ts', import.meta.url), { type: 'module' }),
  );
  return {
    async create(name) {
      await worker.call({ type: 'open', name });
      return {
        write: (bytes) => worker.call({ type: 'write', name, bytes }),
        async close() {
          await worker.call({ type: 'close', name });
          return (await (await exportFolder()).getFileHandle(name)).getFile();
        },
        async remove() {
          await worker.call({ type: 'close', name });
          await removeFile(name);
        },
      };
    },
    async names() {
      const names: string[] = [];
      for await (const name of (await exportFolder()).keys()) names.push(name);
      return names;
    },
    remove: removeFile,
    hold(name) {
      return new Promise((resolve, reject) => {
        const granted = () => new Promise<void>((release) => resolve(release));
        navigator.locks.request(PREFIX + name, granted).catch(reject);
      });
    },
    async held() {
      const { held } = await navigator.locks.query();
      const names = (held ?? []).map((lock) => lock.name ?? '').filter((name) => name.startsWith(PREFIX));
      return new Set(names.map((name) => name.slice(PREFIX.length)));
    },
  };
}

async function removeFile(name: string): Promise<void> {
  try {
    await (await exportFolder()).removeEntry(name);
  } catch (error) {
    // already gone, or another page is writing it: both are as they should be
    const expected = ['NotFoundError', 'NoModificationAllowedError'];
    if (!(error instanceof DOMException && expected.includes(error.name))) throw error;
  }
}

/** Removes what crashed or closed tabs left behind. */
export async function sweepExports(disk: ExportDisk = privateDisk()): Promise<void> {
  // first the files, then the marks: a file is marked before it is made
  const names = await disk.names();
  const held = await disk.held();
  for (const name of names) {
    if (!held.has(ownerOf(name))) await disk.remove(name);
  }
}

/** Export files are named `<id>.zip` or `<id>.<n>.part`; the mark is on the id. */
function ownerOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
