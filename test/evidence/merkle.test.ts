// The Merkle tree against Certificate Transparency's published roots, and what a proof does and does not accept.
import { describe, expect, test } from 'vitest';
import { rootFrom, treeOf } from '../../src/evidence/merkle';

/** The leaves and roots of the reference tests of Certificate Transparency (google/certificate-transparency, Apache-2.0). */
const LEAVES = ['', '\u0000', '\u0010', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a Merkle tree', () => {
  test('has the published roots, for each number of leaves', () => {
    expect(LEAVES.map((_, n) => treeOf(LEAVES.slice(0, n + 1)).root)).toEqual(ROOTS);
  });

  test('of nothing has the hash of nothing', () => {
    expect(treeOf([]).root).toBe(EMPTY);
  });

  test('proves every run of neighbouring leaves, whatever their number', () => {
    const lines = Array.from({ length: 37 }, (_, n) => `leaf ${n}`);
    for (const count of [1, 2, 3, 7, 8, 9, 31, 37]) {
      const tree = treeOf(lines.slice(0, count));
      for (let start = 0; start < count; start += 1)
        for (let end = start + 1; end <= count; end += 1)
          expect(rootFrom(lines.slice(start, end), start, count, tree.prove(start, end))).toBe(tree.root);
    }
  });
});

describe('a proof', () => {
  const lines = Array.from({ length: 13 }, (_, n) => `leaf ${n}`);
  const tree = treeOf(lines);
  const [start, end] = [4, 7];
  const proof = tree.prove(start, end);
  const shown = lines.slice(start, end);

  test('leads elsewhere when a leaf is changed, moved, dropped or added', () => {
    const [a = '', b = '', c = ''] = shown;
    const others = [
      ['leaf x', b, c],
      [b, a, c],
      [a, b],
      [a, b, c, 'leaf 7'],
    ];
    for (const other of others) expect(rootFrom(other, start, 13, proof)).not.toBe(tree.root);
  });

  test('leads elsewhere for another place or a tree of another height', () => {
    expect(rootFrom(shown, 5, 13, proof)).not.toBe(tree.root);
    expect(rootFrom(shown, start, 20, proof)).not.toBe(tree.root);
  });

  test('is refused when it is too short, too long or no hash', () => {
    expect(rootFrom(shown, start, 13, proof.slice(1))).toBeUndefined();
    expect(rootFrom(shown, start, 13, [...proof, EMPTY])).toBeUndefined();
    expect(rootFrom(shown, start, 13, ['x', ...proof.slice(1)])).toBeUndefined();
    expect(rootFrom([], start, 13, proof)).toBeUndefined();
    expect(rootFrom(shown, 11, 13, proof)).toBeUndefined();
    expect(rootFrom(shown, -1, 13, proof)).toBeUndefined();
  });

  test('cannot pass an inner node off as a leaf', () => {
    const two = treeOf(['a', 'b']);
    expect(treeOf([`\u0001${two.root}`]).root).not.toBe(two.root);
  });
});
