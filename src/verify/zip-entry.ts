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
}

const HEADER = 30;
const SIGNATURE = 0x04034b50;
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
  { offset, rawName, compressedSize, method }: ZipEntry,
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
  if (end > bytes.sizeBytes) throw damaged();
  const had = first.subarray(start, start + compressedSize);
  yield had;
  for (let at = offset + start + had.byteLength; at < end; at += PIECE)
    yield await bytes.read(at, Math.min(PIECE, end - at));
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
