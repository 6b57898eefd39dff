// The bytes of one file in a ZIP archive, in pieces. Runs anywhere. Its own header must say what the directory says.
import { FlagpostError } from '../errors';
import type { RandomAccess } from './source';

export interface ZipEntry {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly offset: number;
  readonly compressedSize: number;
  readonly sizeBytes: number;
  readonly method: 'stored' | 'deflated';
  /** Where the next entry begins; undefined for the last. */
  readonly next: number | undefined;
}

const HEADER = 30;
const SIGNATURE = 0x04034b50;
const DIRECTORY = 0x02014b50;
/** An entry's sizes, said again after its data: short or long, with or without a mark. */
const AGAIN: readonly number[] = [12, 16, 20, 24];
const PIECE = 4 * 1024 * 1024;

export async function* zipEntryBytes(
  bytes: RandomAccess,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces = entry.method === 'stored' ? storedBytes(bytes, entry) : inflated(storedBytes(bytes, entry));
  let left = entry.sizeBytes;
  for await (const piece of pieces) {
    left -= piece.byteLength;
    // stops before memory or time is spent on more than was announced
    if (left < 0) break;
    if (piece.byteLength > 0) yield piece;
  }
  if (left !== 0) throw damaged();
}

/** Header and data of a small file in one read: a bundle holds 150,000 of them. */
async function* storedBytes(
  bytes: RandomAccess,
  { offset, rawName, compressedSize, method, next }: ZipEntry,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const guess = HEADER + rawName.length + 64 + Math.min(compressedSize, PIECE);
  const first = await bytes.read(offset, Math.min(guess, bytes.sizeBytes - offset));
  if (first.byteLength < HEADER) throw damaged();
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  const nameLength = view.getUint16(26, true);
  const start = HEADER + nameLength + view.getUint16(28, true);
  const sameName = rawName.every((byte, i) => first[HEADER + i] === byte);
  const sameMethod = view.getUint16(8, true) === (method === 'stored' ? 0 : 8);
  if (view.getUint32(0, true) !== SIGNATURE || nameLength !== rawName.length || !sameName || !sameMethod)
    throw damaged();
  const end = offset + start + compressedSize;
  if (end > bytes.sizeBytes || !(await isFollowed(bytes, end, next, view.getUint16(6, true))))
    throw damaged();
  const had = first.subarray(start, start + compressedSize);
  yield had;
  for (let at = offset + start + had.byteLength; at < end; at += PIECE)
    yield await bytes.read(at, Math.min(PIECE, end - at));
}

/** By the next entry, or the directory: a program that reads front to back would find what else lies there. */
async function isFollowed(
  bytes: RandomAccess,
  end: number,
  next: number | undefined,
  flags: number,
): Promise<boolean> {
  const gaps = (flags & 8) === 0 ? [0] : [0, ...AGAIN];
  if (next !== undefined) return gaps.includes(next - end);
  const after = await bytes.read(end, Math.min(28, bytes.sizeBytes - end));
  const view = new DataView(after.buffer, after.byteOffset, after.byteLength);
  return gaps.some((gap) => gap + 4 <= after.byteLength && view.getUint32(gap, true) === DIRECTORY);
}

async function* inflated(
  packed: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const source = packed[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = stream.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield new Uint8Array(value);
    }
  } catch (error) {
    if (error instanceof FlagpostError) throw error;
    throw damaged(error);
  } finally {
    await reader.cancel();
  }
}

function damaged(cause?: unknown): FlagpostError {
  return new FlagpostError('bundle_unreadable', { what: 'damaged' }, cause);
}
