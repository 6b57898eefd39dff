// A ZIP archive in the private file system, handed back as a File. Runs in the UI (tab), Chromium and Firefox.
// Until it is finished nothing is handed out; discarding it leaves nothing behind.
import { inBlocks } from './blocks';
import type { DiskFile, ExportDisk } from './disk';
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
  const files: DiskFile[] = [];
  let written = 0;

  async function open(name: string): Promise<DiskFile> {
    try {
      const file = await disk.create(name);
      files.push(file);
      return file;
    } catch (error) {
      // it may have come into being without letting itself be opened
      await disk.remove(name);
      throw error;
    }
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
        return archive.close();
      },
      discard,
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

function spoolOf(file: DiskFile): Spool {
  const blocks = inBlocks(file, SPOOL_BLOCK);
  return {
    write: blocks.write,
    async read() {
      await blocks.flush();
      return file.close();
    },
    remove: file.remove,
  };
}
