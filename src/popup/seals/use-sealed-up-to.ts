// The highest evidence number under a seal: the last line of its leaves says it, and only that is read. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { parseLeafLine } from '../../evidence/seal';
import type { StoredSeal } from '../../queue/database';

/** Longer than any line. */
const TAIL_BYTES = 600;

/** 0 for a seal of nothing; undefined for leaves that cannot be read. */
export async function sealedUpTo({ leaves }: Pick<StoredSeal, 'leaves'>): Promise<number | undefined> {
  const tail = await leaves.slice(-TAIL_BYTES).text();
  if (tail.trim() === '') return 0;
  return parseLeafLine(tail.trimEnd().split('\n').at(-1) ?? '')?.flagSeq;
}

/** Undefined until read. */
export function useSealedUpTo(seal: StoredSeal): number | undefined {
  const [flags, setFlags] = useState<number | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void sealedUpTo(seal).then((read) => gone || setFlags(read));
    return () => {
      gone = true;
    };
  }, [seal.id]);
  return flags;
}
