// A Merkle tree as RFC 6962 section 2.1 hashes it, and proofs that neighbouring leaves are in it. Runs anywhere.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

type Hash = Uint8Array;

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

const leafHash = (line: string): Hash => sha256(concatBytes(LEAF, utf8ToBytes(line)));
const nodeHash = (left: Hash, right: Hash): Hash => sha256(concatBytes(NODE, left, right));

/** Size of the left subtree: the largest power of two below n. */
function leftOf(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

export interface Tree {
  /** Hex. Of no leaves: the hash of nothing, as the RFC has it. */
  readonly root: string;
  /** Proof for the leaves from `start` up to, not including, `end`. */
  prove(start: number, end: number): string[];
}

/** The tree over these leaves, each the bytes of a text in UTF-8. */
export function treeOf(lines: readonly string[]): Tree {
  const leaves = lines.map(leafHash);
  const known = new Map<string, Hash>();
  const over = (from: number, to: number): Hash => {
    const leaf = leaves[from];
    if (leaf === undefined) return sha256(new Uint8Array());
    if (to - from === 1) return leaf;
    const key = `${from}-${to}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const middle = from + leftOf(to - from);
    const made = nodeHash(over(from, middle), over(middle, to));
    known.set(key, made);
    return made;
  };
  const walk = (from: number, to: number, start: number, end: number): Hash[] => {
    if (end <= from || to <= start) return [over(from, to)];
    if (to - from === 1) return [];
    const middle = from + leftOf(to - from);
    return [...walk(from, middle, start, end), ...walk(middle, to, start, end)];
  };
  return {
    root: bytesToHex(over(0, leaves.length)),
    prove: (start, end) => walk(0, leaves.length, start, end).map(bytesToHex),
  };
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
