// The private file system of the extension, as exports use it, and who is using which file. Runs in the UI (tab).

/** What is used of FileSystemDirectoryHandle. */
export interface ExportFolder {
  getFileHandle(name: string, options: { create: true }): Promise<ExportFileHandle>;
  /** Rejects with NotFoundError, and with NoModificationAllowedError while someone writes the file. */
  removeEntry(name: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface ExportFileHandle {
  createWritable(): Promise<ExportStream>;
  getFile(): Promise<File>;
}

export interface ExportStream {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface ExportDisk {
  /** The folder that holds export files and nothing else. */
  folder(): Promise<ExportFolder>;
  /** Marks a name as in use until released, or until this page is gone. */
  hold(name: string): Promise<() => void>;
  /** Names in use by any page. */
  held(): Promise<ReadonlySet<string>>;
}

const FOLDER = 'exports';
const PREFIX = 'flagpost-export:';

/** The browser's own: files in its private file system, marks as web locks, which a crash releases. */
export const privateDisk: ExportDisk = {
  async folder() {
    const root = await navigator.storage.getDirectory();
    return root.getDirectoryHandle(FOLDER, { create: true });
  },
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

/** Removes what crashed or closed tabs left behind. */
export async function sweepExports(disk: ExportDisk = privateDisk): Promise<void> {
  const folder = await disk.folder();
  // first the files, then the marks: a file is marked before it is made
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  const held = await disk.held();
  for (const name of names) {
    if (!held.has(ownerOf(name))) await removeFile(folder, name);
  }
}

/** Export files are named `<id>.zip` or `<id>.<n>.part`; the mark is on the id. */
function ownerOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** Removes a file; one that is already gone, or that another page is writing, is none of our business. */
export async function removeFile(folder: ExportFolder, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    const expected = ['NotFoundError', 'NoModificationAllowedError', 'InvalidModificationError'];
    if (!(error instanceof DOMException && expected.includes(error.name))) throw error;
  }
}
