// Discarding flags and taking that back, any number of times. Runs in the UI.
import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { Row } from '../../flag/row';
import { discardFlag, restoreFlag } from '../../queue/judgements';
import { readRows } from '../../queue/read';
import { actingOf, useApp } from '../app';

export interface Discards {
  /** The last one discarded here and not taken back. */
  readonly last: Row | undefined;
  readonly problem: Problem | undefined;
  readonly discard: (id: string) => Promise<void>;
  readonly restore: (row: Row) => Promise<void>;
  readonly forget: () => void;
}

export function useDiscards(): Discards {
  const app = useApp();
  const [discarded, setDiscarded] = useState<readonly Row[]>([]);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  return {
    last: discarded.at(-1),
    problem,
    discard: (id) =>
      attempt(async () => {
        const [row] = await readRows(app.db, [id]);
        if (row === undefined || row.flagState === 'discarded') return;
        await discardFlag(app.db, id, actingOf(app));
        setDiscarded((before) => [...before, row]);
      }),
    restore: (row) =>
      attempt(async () => {
        await restoreFlag(app.db, row.id, actingOf(app));
        setDiscarded((before) => before.filter(({ id }) => id !== row.id));
      }),
    forget: () => setDiscarded([]),
  };
}
