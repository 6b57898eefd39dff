// A Merkle tree as RFC 6962 section 2.1 hashes it, and proofs that neighbouring leaves are in it. Runs anywhere.
// The tree of hundreds of thousands of leaves is a few flat arrays: nothing in it is an object of its own.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

type Hash = Uint8Array;

const SIZE = 32;
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

const leafHash = (line: string): Hash => sha256(concatBytes(LEAF, utf8ToBytes(line)));
const nodeHash = (...children: readonly Hash[]): Hash => sha256(concatBytes(NODE, ...children));

/** Levels between n leaves and their root. By counting bits: a logarithm may be off by a hair. */
const heightOf = (n: number): number => 32 - Math.clz32(n - 1);

/** Size of the left subtree: the largest power of two below n. */
const leftOf = (n: number): number => 2 ** (heightOf(n) - 1);

export interface Tree {
  /** Hex. Of no leaves: the hash of nothing, as the RFC has it. */
  readonly root: string;
  /** Proof for the leaves from `start` up to, not including, `end`. */
  prove(start: number, end: number): string[];
}

/** The hashes of these leaves, each the bytes of a text in UTF-8, one after another. */
export function leafHashes(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const hashes = new Uint8Array(lines.length * SIZE);
  for (const [i, line] of lines.entries()) hashes.set(leafHash(line), i * SIZE);
  return hashes;
}

/** The tree over these leaves. */
export function treeOf(lines: readonly string[]): Tree {
  return treeOfHashes(leafHashes(lines));
}

/** The tree over leaves that are hashed already. */
export function treeOfHashes(hashes: Uint8Array): Tree {
  const levels = levelsOf(hashes);
  const count = hashes.length / SIZE;
  /** A subtree of the RFC's starts at a multiple of its full size: it is one hash of one level. */
  const over = (from: number, to: number): Hash => {
    const level = heightOf(to - from);
    const at = (from / 2 ** level) * SIZE;
    return levels[level]?.subarray(at, at + SIZE) ?? sha256(new Uint8Array());
  };
  const walk = (from: number, to: number, start: number, end: number): Hash[] => {
    if (end <= from || to <= start) return [over(from, to)];
    if (to - from === 1) return [];
    const middle = from + leftOf(to - from);
    return [...walk(from, middle, start, end), ...walk(middle, to, start, end)];
  };
  return {
    root: bytesToHex(count === 0 ? sha256(new Uint8Array()) : over(0, count)),
    prove: (start, end) => (count === 0 ? [] : walk(0, count, start, end).map(bytesToHex)),
  };
}

/** From the leaves up to the root; of an odd number the last goes up as it is. */
function levelsOf(leaves: Uint8Array): Uint8Array[] {
  const levels = [leaves];
  for (let below = leaves; below.length > SIZE; ) {
    const level = new Uint8Array(Math.ceil(below.length / SIZE / 2) * SIZE);
    for (let at = 0; at < level.length; at += SIZE) {
      const pair = below.subarray(at * 2, at * 2 + 2 * SIZE);
      level.set(pair.length === SIZE ? pair : nodeHash(pair), at);
    }
    levels.push(level);
    below = level;
  }
  return levels;
}

/**
 * The root that the proof leads to, or undefined when it does not fit a tree of `count` leaves. The proof names, from
 * left to right, the largest subtrees that hold none of the leaves shown.
 */
export function rootFrom(
  lines: readonly string[],
  start: number,
  count: number,
  proof: readonly string[],
): string | undefined {
  const end = start + lines.length;
  if (lines.length === 0 || start < 0 || end > count || !Number.isInteger(start)) return undefined;
  const rest = [...proof];
  const over = (from: number, to: number): Hash | undefined => {
    if (end <= from || to <= start) {
      const given = rest.shift();
      return given !== undefined && /^[0-9a-f]{64}$/u.test(given) ? hexToBytes(given) : undefined;
    }
    const line = lines[from - start];
    if (to - from === 1) return line === undefined ? undefined : leafHash(line);
    const middle = from + leftOf(to - from);
    const left = over(from, middle);
    const right = over(middle, to);
    return left && right && nodeHash(left, right);
  };
  const root = over(0, count);
  return root === undefined || rest.length > 0 ? undefined : bytesToHex(root);
}
