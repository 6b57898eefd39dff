// What the seals of a bundle hold, by kind and id: every seal holds all that the one before held. Runs anywhere.
import { type Leaf, parseLeafLine } from '../evidence/seal';

interface Entry {
  readonly line: string;
  /** Number of the last seal that holds it. */
  seal: number;
  seen: boolean;
}

export interface SealedIndex {
  /** Takes a leaf of this seal: `changed` when another record has the same name, `twice` when this seal holds it already. */
  put(leaf: Leaf, line: string, seal: number): 'taken' | 'changed' | 'twice';
  /** The sealed leaf of that name; it counts as found in the bundle from now on. */
  find(kind: Leaf['kind'], flagId: string, id: string): Leaf | undefined;
  /** Leaves that nothing in the bundle was found for. */
  unseen(): Generator<Leaf>;
  /** Leaves that this seal does not hold although an earlier one does. */
  absentFrom(seal: number): Generator<Leaf>;
  readonly size: number;
}

export function sealedIndex(): SealedIndex {
  const entries = new Map<string, Entry>();
  const keyOf = (kind: string, flagId: string, id: string): string => `${kind} ${flagId} ${id}`;

  function* leaves(wanted: (entry: Entry) => boolean): Generator<Leaf> {
    for (const entry of entries.values()) {
      const leaf = wanted(entry) ? parseLeafLine(entry.line) : undefined;
      if (leaf !== undefined) yield leaf;
    }
  }

  return {
    put(leaf, line, seal) {
      const key = keyOf(leaf.kind, leaf.flagId, leaf.id);
      const known = entries.get(key);
      if (known === undefined) entries.set(key, { line, seal, seen: false });
      else if (known.line !== line) return 'changed';
      else if (known.seal === seal) return 'twice';
      else known.seal = seal;
      return 'taken';
    },
    find(kind, flagId, id) {
      const entry = entries.get(keyOf(kind, flagId, id));
      if (entry === undefined) return undefined;
      entry.seen = true;
      return parseLeafLine(entry.line);
    },
    unseen: () => leaves(({ seen }) => !seen),
    absentFrom: (n) => leaves(({ seal }) => seal < n),
    get size() {
      return entries.size;
    },
  };
}
