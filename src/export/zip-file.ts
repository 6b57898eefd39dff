// A ZIP archive in the private file system, handed back as a File. Runs in the UI (tab), Chromium and Firefox.
// Until it is finished nothing is handed out; discarding it leaves nothing behind.
import { inBlocks } from './blocks';
import { type ExportDisk, type ExportFolder, type ExportStream, removeFile } from './disk';
import type { FileSink } from './exporter';
import { type ByteSink, writeZip } from './zip';
import { type Spool, zipSink } from './zip-sink';

export interface ZipFile {
  readonly sink: FileSink;
  /** Bytes of the archive so far. */
  bytes(): number;
  finish(): Promise<File>;
  /** Removes the archive, finished or not. */
  discard(): Promise<void>;
}

export interface ZipFileOptions {
  /** Names the temporary files; never reused. */
  readonly id: string;
  /** The one folder in the archive. */
  readonly root: string;
  readonly modified: Date;
  /** Called as the archive grows; what it throws ends the writing. */
  readonly onBytes: () => void;
}

const SPOOL_BLOCK = 1024 * 1024;

export async function createZipFile(disk: ExportDisk, options: ZipFileOptions): Promise<ZipFile> {
  const { id, root, modified, onBytes } = options;
  const release = await disk.hold(id);
  const files: OpenFile[] = [];
  let written = 0;

  async function open(name: string): Promise<OpenFile> {
    const file = await openFile(await disk.folder(), name);
    files.push(file);
    return file;
  }

  async function discard(): Promise<void> {
    try {
      for (const file of files) await file.remove();
    } finally {
      release();
    }
  }

  try {
    const archive = await open(`${id}.zip`);
    const counted: ByteSink = {
      async write(block) {
        await archive.write(block);
        written += block.byteLength;
        onBytes();
      },
    };
    const blocks = inBlocks(counted);
    const zip = writeZip(blocks, modified);
    const spool = async () => spoolOf(await open(`${id}.${files.length}.part`));
    return {
      sink: zipSink({ zip, root, spool }),
      bytes: () => written,
      async finish() {
        await zip.close();
        await blocks.flush();
        return archive.read();
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

function spoolOf(file: OpenFile): Spool {
  const blocks = inBlocks(file, SPOOL_BLOCK);
  return {
    write: blocks.write,
    async read() {
      await blocks.flush();
      return file.read();
    },
    remove: file.remove,
  };
}

interface OpenFile extends ByteSink {
  /** Ends writing. */
  read(): Promise<File>;
  remove(): Promise<void>;
}

async function openFile(folder: ExportFolder, name: string): Promise<OpenFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  let open = true;
  return {
    write: (bytes) => stream.write(bytes),
    async read() {
      open = false;
      await stream.close();
      return handle.getFile();
    },
    async remove() {
      if (open) await abortQuietly(stream);
      open = false;
      await removeFile(folder, name);
    },
  };
}

async function abortQuietly(stream: ExportStream): Promise<void> {
  try {
    await stream.abort();
  } catch {
    // a stream that already failed (full disk) cannot be aborted again; the file is removed next
  }
}
