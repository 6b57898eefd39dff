// The two ids of one Instagram post: the number, and the code that is that number in base 64. Runs anywhere.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Posts of private accounts have a key of this length after their code. */
const KEY = 28;
/** Ids hold the ms since then. */
const SINCE = 1314220021721;

/** The code without the key that opens a private post. */
export function codeAlone(code: string): string {
  return code.length > KEY ? code.slice(0, -KEY) : code;
}

/** The number of a code; undefined when it is too large for one. */
export function mediaIdOf(code: string): string | undefined {
  let id = 0n;
  for (const digit of codeAlone(code)) {
    const value = DIGITS.indexOf(digit);
    if (value < 0 || id >> 58n) return undefined;
    id = id * 64n + BigInt(value);
  }
  return `${id}`;
}

export function codeOf(mediaId: string): string {
  let code = '';
  for (let id = BigInt(mediaId); id > 0n; id /= 64n) code = DIGITS.charAt(Number(id % 64n)) + code;
  return code;
}

/** When the id was given, which may be before the post was published; older ids were counted. */
export function timeIn(mediaId: string | undefined): string | undefined {
  const ms = BigInt(mediaId ?? 0) >> 23n;
  return ms > 10_000n ? new Date(Number(ms) + SINCE).toISOString() : undefined;
}
