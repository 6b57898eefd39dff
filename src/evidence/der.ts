// The few DER forms that are written and read here by hand: signatures, and requests for a time-stamp. Runs anywhere.
// Reading is strict: of one value there is one form, and nothing may follow it.

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
/** Bytes of a number on the curve P-256. */
const HALF = 32;

export type Bytes = Uint8Array<ArrayBuffer>;

export function concatOf(...parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Tag, length, content; content of less than 128 bytes, which all of these have. */
function tagged(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const bytes = concatOf(...content);
  if (bytes.length > 127) throw new RangeError('longer than a short form');
  return concatOf(Uint8Array.of(tag, bytes.length), bytes);
}

export const sequence = (...content: readonly Uint8Array[]): Bytes => tagged(SEQUENCE, ...content);
export const octets = (content: Uint8Array): Bytes => tagged(OCTETS, content);

/** A number that is not negative, from its bytes, highest first. */
export function integer(bytes: Uint8Array): Bytes {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1;
  const high = (bytes[from] ?? 0) >= 0x80;
  return tagged(INTEGER, high || bytes.length === 0 ? Uint8Array.of(0) : Uint8Array.of(), bytes.slice(from));
}

/** WebCrypto's form of a P-256 signature (r and s, 32 bytes each) as DER, which openssl reads. */
export function derOfRaw(raw: Uint8Array): Bytes {
  if (raw.length !== 2 * HALF) throw new RangeError('not a P-256 signature');
  return sequence(integer(raw.slice(0, HALF)), integer(raw.slice(HALF)));
}

/** The other way. Undefined for anything that is not the one DER form of two numbers of at most 32 bytes. */
export function rawOfDer(der: Uint8Array): Bytes | undefined {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der.length > 127) return undefined;
  const r = readInteger(der, 2);
  const s = r && readInteger(der, r.end);
  if (r === undefined || s === undefined || s.end !== der.length) return undefined;
  return concatOf(r.value, s.value);
}

function readInteger(der: Uint8Array, at: number): { value: Bytes; end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const content = der.slice(at + 2, end);
  if (der[at] !== INTEGER || length === 0 || content.length !== length) return undefined;
  const [first = 0, second = 0] = content;
  const negative = first >= 0x80;
  const padded = first === 0 && length > 1 && second < 0x80;
  const digits = first === 0 ? content.slice(1) : content;
  if (negative || padded || digits.length > HALF) return undefined;
  const value = new Uint8Array(HALF);
  value.set(digits, HALF - digits.length);
  return { value, end };
}
