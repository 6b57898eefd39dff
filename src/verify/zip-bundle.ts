// A bundle in a ZIP archive, read where it lies: never unpacked, never whole in memory. Runs anywhere.
// The directory is read by zip.js at its strictest; what another program could read in another way is refused.
import { type Entry, ZipReader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { FlagpostError } from '../errors';
import { bagRoot, takePaths } from './safe-paths';
import type { BundleSource, RandomAccess } from './source';
import { type ZipEntry, zipEntryBytes } from './zip-entry';

/** A bundle is stored, not compressed; one that was packed again does not shrink a hundredfold. */
const MOST_RATIO = 100;
const FREE_BYTES = 100_000_000;
const MOST_ENTRIES = 2_000_000;

/** Throws bundle_unreadable; `what` says why. */
export async function zipBundle(bytes: RandomAccess): Promise<BundleSource> {
  const entries = await entriesOf(bytes);
  const root = bagRoot([...entries.keys()]);
  const inside = [...entries.values()].filter(({ name }) => name.startsWith(root));
  const outside = [...entries.keys()].filter((name) => !name.startsWith(root));
  return {
    files: inside.map(({ name, sizeBytes }) => ({ path: name.slice(root.length), sizeBytes })),
    outside,
    read(path) {
      const entry = entries.get(root + path);
      if (entry === undefined) throw new FlagpostError('not_found');
      return zipEntryBytes(bytes, entry);
    },
  };
}

async function entriesOf(bytes: RandomAccess): Promise<ReadonlyMap<string, ZipEntry>> {
  const take = takePaths();
  const files: Placed[] = [];
  const folders: Placed[] = [];
  let total = 0;
  try {
    const reader = new ZipReader(readerOver(bytes), { strictness: 'strict', useWebWorkers: false });
    for await (const entry of reader.getEntriesGenerator()) {
      const placed = placedOf(entry);
      if (entry.directory) {
        folders.push(placed);
        continue;
      }
      take(placed.name);
      files.push(placed);
      total += placed.sizeBytes;
      const bomb = total > FREE_BYTES + MOST_RATIO * bytes.sizeBytes || files.length > MOST_ENTRIES;
      if (bomb) throw new FlagpostError('bundle_unreadable', { what: 'bomb' });
    }
  } catch (error) {
    if (error instanceof FlagpostError) throw error;
    throw new FlagpostError('bundle_unreadable', { what: reasonOf(error) }, error);
  }
  const nextOf = inOrder([...files, ...folders]);
  // nobody asks for what is in a folder's own entry
  for (const folder of folders)
    for await (const _piece of zipEntryBytes(bytes, { ...folder, next: nextOf.get(folder.offset) }));
  return new Map(files.map((file) => [file.name, { ...file, next: nextOf.get(file.offset) }]));
}

type Placed = Omit<ZipEntry, 'next'>;

function placedOf(entry: Entry): Placed {
  const { filename: name, offset, compressedSize, uncompressedSize: sizeBytes, compressionMethod } = entry;
  if (entry.symlink) throw new FlagpostError('bundle_unreadable', { what: 'link' });
  if (entry.encrypted) throw new FlagpostError('bundle_unreadable', { what: 'encrypted' });
  const method = compressionMethod === 0 ? 'stored' : compressionMethod === 8 ? 'deflated' : undefined;
  // nothing on the way to a file holds bytes of its own
  const filled = entry.directory && sizeBytes > 0;
  if (filled || method === undefined || (method === 'stored' && compressedSize !== sizeBytes))
    throw new FlagpostError('bundle_unreadable', { what: 'damaged' });
  return { name, rawName: entry.rawFilename, offset, compressedSize, sizeBytes, method };
}

interface Range {
  readonly offset?: number;
  readonly size?: number;
}

/** What zip.js reads through. */
function readerOver(bytes: RandomAccess) {
  const createReadable = ({ offset = 0, size = bytes.sizeBytes }: Range = {}): ReadableStream<Uint8Array> =>
    new ReadableStream({
      async pull(controller) {
        controller.enqueue(await bytes.read(offset, Math.min(size, bytes.sizeBytes - offset)));
        controller.close();
      },
    });
  return {
    size: bytes.sizeBytes,
    init: async () => undefined,
    readUint8Array: (at: number, length: number) => bytes.read(at, Math.min(length, bytes.sizeBytes - at)),
    createReadable,
    get readable() {
      return createReadable();
    },
  };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message.toLowerCase() : '';
  if (message.includes('end of central directory') || message.includes('format')) return 'no_zip';
  return message.includes('filename') ? 'path' : 'damaged';
}

/** Offset -> offset of the entry after it. Two that share bytes are how a small archive holds endless files. */
function inOrder(entries: readonly Placed[]): ReadonlyMap<number, number> {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  const next = new Map<number, number>();
  let end = 0;
  for (const [i, { offset, compressedSize, rawName }] of sorted.entries()) {
    if (offset < end) throw new FlagpostError('bundle_unreadable', { what: 'damaged' });
    end = offset + 30 + rawName.length + compressedSize;
    const after = sorted[i + 1];
    if (after !== undefined) next.set(offset, after.offset);
  }
  return next;
}
