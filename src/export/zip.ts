// Writes a ZIP archive front to back: entries stored as they are, sizes known beforehand, ZIP64 where it is needed.
// Runs anywhere. Never compresses (pictures do not shrink) and never writes the machine's time zone: times are UTC.
// client-zip was tried: above 65,535 entries it writes no ZIP64 record, which Info-ZIP refuses.

const MAX_16 = 0xffff;
const MAX_32 = 0xffffffff;
const PLAIN = 20;
const ZIP64 = 45;
/** Made on Unix, so that the mode counts: an ordinary file, rw-r--r--. */
const MADE_BY = (3 << 8) | ZIP64;
const MODE = 0o100644 * 0x10000;

export interface ByteSink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

export interface ZipEntry {
  /** ASCII, relative, with `/`. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly crc32: number;
}

export interface ZipWriter {
  /** `parts` must come to exactly `sizeBytes`. */
  add(
    entry: ZipEntry,
    parts: Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>,
  ): Promise<void>;
  /** Writes the directory; nothing can be added afterwards. */
  close(): Promise<void>;
}

export function writeZip(out: ByteSink, modified: Date): ZipWriter {
  const time = dosTime(modified);
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let position = 0;

  async function put(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    position += bytes.byteLength;
    await out.write(bytes);
  }

  return {
    async add(entry, parts) {
      const offset = position;
      const name = new TextEncoder().encode(entry.name);
      await put(localHeader(entry, name, time));
      const start = position;
      for await (const part of parts) await put(part);
      if (position - start !== entry.sizeBytes) throw new RangeError('an entry is not as long as announced');
      directory.push(centralHeader(entry, name, time, offset));
    },
    async close() {
      const start = position;
      for (const header of directory) await put(header);
      await put(endRecords(directory.length, start, position - start));
    },
  };
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** Little-endian integers one after another, then `tail`. */
function record(fields: readonly Field[], tail: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const fixed = fields.reduce((sum, [bytes]) => sum + bytes, 0);
  const all = new Uint8Array(tail.reduce((sum, part) => sum + part.byteLength, fixed));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  for (const part of tail) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

/** The ZIP64 extra field: those values that do not fit in 32 bits, in the order the format gives them. */
function zip64Extra(values: readonly number[]): Uint8Array {
  if (values.length === 0) return new Uint8Array();
  return record([[2, 1], [2, 8 * values.length], ...values.map((value): Field => [8, value])]);
}

function localHeader(
  { sizeBytes, crc32 }: ZipEntry,
  name: Uint8Array,
  time: Field[],
): Uint8Array<ArrayBuffer> {
  const extra = zip64Extra(sizeBytes >= MAX_32 ? [sizeBytes, sizeBytes] : []);
  const shown = Math.min(sizeBytes, MAX_32);
  const fields: Field[] = [
    [4, 0x04034b50],
    [2, extra.length > 0 ? ZIP64 : PLAIN],
    [2, 0], // flags
    [2, 0], // stored
    ...time,
    [4, crc32],
    [4, shown],
    [4, shown],
    [2, name.length],
    [2, extra.length],
  ];
  return record(fields, [name, extra]);
}

function centralHeader(
  { sizeBytes, crc32 }: ZipEntry,
  name: Uint8Array,
  time: Field[],
  offset: number,
): Uint8Array<ArrayBuffer> {
  const large = sizeBytes >= MAX_32 ? [sizeBytes, sizeBytes] : [];
  const extra = zip64Extra(offset >= MAX_32 ? [...large, offset] : large);
  const shown = Math.min(sizeBytes, MAX_32);
  const fields: Field[] = [
    [4, 0x02014b50],
    [2, MADE_BY],
    [2, extra.length > 0 ? ZIP64 : PLAIN],
    [2, 0], // flags
    [2, 0], // stored
    ...time,
    [4, crc32],
    [4, shown],
    [4, shown],
    [2, name.length],
    [2, extra.length],
    [2, 0], // comment
    [2, 0], // disk
    [2, 0], // internal attributes
    [4, MODE],
    [4, Math.min(offset, MAX_32)],
  ];
  return record(fields, [name, extra]);
}

function endRecords(count: number, start: number, size: number): Uint8Array<ArrayBuffer> {
  const end = record([
    [4, 0x06054b50],
    [2, 0], // this disk
    [2, 0], // disk of the directory
    [2, Math.min(count, MAX_16)],
    [2, Math.min(count, MAX_16)],
    [4, Math.min(size, MAX_32)],
    [4, Math.min(start, MAX_32)],
    [2, 0], // comment
  ]);
  if (count < MAX_16 && size < MAX_32 && start < MAX_32) return end;
  const fields: Field[] = [
    [4, 0x06064b50],
    [8, 44], // what follows of this record
    [2, MADE_BY],
    [2, ZIP64],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
    [4, 0x07064b50], // locator
    [4, 0],
    [8, start + size],
    [4, 1],
  ];
  return record(fields, [end]);
}

/** Time and date as ZIP has them: two-second steps, from 1980 to 2107. */
function dosTime(at: Date): Field[] {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107);
  return [
    [2, (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)],
    [2, ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()],
  ];
}
