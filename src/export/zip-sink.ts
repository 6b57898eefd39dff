// A file sink that fills a ZIP archive. Runs anywhere: where the bytes go is a parameter.
// Growing files are kept beside the archive until they are closed: an archive takes one file at a time.
import { sha256 as hasher } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { crc32, sha256 } from '../evidence/digest';
import type { FileSink, GrowingFile, Whole, Written } from './exporter';
import type { ByteSink, ZipWriter } from './zip';

/** A temporary file: written once, then read once. */
export interface Spool extends ByteSink {
  read(): Promise<Blob>;
  remove(): Promise<void>;
}

export interface ZipPlace {
  readonly zip: ZipWriter;
  /** The one folder in the archive that everything lies in. */
  readonly root: string;
  spool(): Promise<Spool>;
}

const TEXT_CHUNK = 256 * 1024;
const READ_CHUNK = 4 * 1024 * 1024;
/** Safe on every system: no drive, no parent, no hidden file, no device of Windows, no trailing dot. */
const SEGMENT = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9](?:[a-z0-9._-]{0,118}[a-z0-9])?$/iu;

export function zipSink({ zip, root, spool }: ZipPlace): FileSink {
  const taken = new Set<string>();

  /** The name in the archive. Throws for a path that could land elsewhere or twice. */
  function nameOf(path: string): string {
    const name = `${root}/${path}`;
    const key = name.toLowerCase();
    if (!name.split('/').every((segment) => SEGMENT.test(segment)) || taken.has(key)) {
      throw new TypeError('not a safe path for an export');
    }
    taken.add(key);
    return name;
  }

  return {
    async file(path, content) {
      const name = nameOf(path);
      const { bytes, sha256: digest } = typeof content === 'string' ? await wholeText(content) : content;
      await zip.add({ name, sizeBytes: bytes.byteLength, crc32: crc32(bytes) }, [bytes]);
      return { sha256: digest, sizeBytes: bytes.byteLength };
    },
    async open(path) {
      const name = nameOf(path);
      return growing(name, await spool(), zip);
    },
  };
}

async function wholeText(text: string): Promise<Whole> {
  const bytes = new TextEncoder().encode(text);
  return { bytes, sha256: await sha256(bytes) };
}

function growing(name: string, spool: Spool, zip: ZipWriter): GrowingFile {
  const hash = hasher.create();
  let crc = 0;
  let sizeBytes = 0;
  let waiting = '';

  async function pass(): Promise<void> {
    const bytes = new TextEncoder().encode(waiting);
    waiting = '';
    hash.update(bytes);
    crc = crc32(bytes, crc);
    sizeBytes += bytes.byteLength;
    await spool.write(bytes);
  }

  return {
    async write(text) {
      waiting += text;
      if (waiting.length >= TEXT_CHUNK) await pass();
    },
    async close(): Promise<Written> {
      await pass();
      await zip.add({ name, sizeBytes, crc32: crc }, chunksOf(await spool.read()));
      await spool.remove();
      return { sha256: bytesToHex(hash.digest()), sizeBytes };
    },
  };
}

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < blob.size; at += READ_CHUNK) {
    yield new Uint8Array(await blob.slice(at, at + READ_CHUNK).arrayBuffer());
  }
}
