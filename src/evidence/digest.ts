// SHA-256 and CRC-32 of exact bytes. Runs anywhere. Hashes are lower-case hex, CRC-32 an unsigned integer.
import { sha256 as sha256Now } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of large bytes by the platform. Never inside an IndexedDB transaction: Firefox would end it. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** SHA-256 of a short text at once, for use inside a transaction. */
export function sha256Text(text: string): string {
  return bytesToHex(sha256Now(utf8ToBytes(text)));
}

/** Eight tables of 256, one after another: eight bytes a round go at three times the rate of one. */
const TABLES = new Uint32Array(8 * 256);
for (let n = 0; n < 256; n += 1) {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  TABLES[n] = c;
}
for (let n = 256; n < TABLES.length; n += 1) {
  const before = TABLES[n - 256] as number;
  TABLES[n] = (TABLES[before & 0xff] as number) ^ (before >>> 8);
}

const look = (table: number, byte: number): number => TABLES[(table << 8) | (byte & 0xff)] as number;

/** CRC-32 (ISO 3309, as ZIP uses it). `before` is that of the bytes in front, for bytes that come in parts. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let c = ~before;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    const low = c ^ view.getInt32(i, true);
    const high = view.getInt32(i + 4, true);
    c = look(7, low) ^ look(6, low >>> 8) ^ look(5, low >>> 16) ^ look(4, low >>> 24);
    c ^= look(3, high) ^ look(2, high >>> 8) ^ look(1, high >>> 16) ^ look(0, high >>> 24);
  }
  for (; i < bytes.length; i += 1) c = look(0, c ^ (bytes[i] as number)) ^ (c >>> 8);
  return ~c >>> 0;
}
