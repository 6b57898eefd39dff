// The bulk runs and how far one got, kept up to date. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { type BulkCounts, countElsewhere, countItems, listRuns, workingItem } from '../../queue/bulk-read';
import { onChange } from '../../queue/changes';
import type { BulkItem, BulkRun, Database } from '../../queue/database';
import { useApp } from '../app';

/** Known addresses are settled by the hundred in a second: what changed is read anew at most this often. */
const PAUSE_MS = 150;

/** What `read` gives, again whenever a run changed; undefined until it was first read. */
export function useBulk<T>(read: (db: Database) => Promise<T>, key: string): T | undefined {
  const { db } = useApp();
  const [value, setValue] = useState<{ key: string; of: T } | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      timer = undefined;
      const of = await read(db);
      if (!leaving.signal.aborted) setValue({ key, of });
    };
    onChange(({ type }) => {
      if (type === 'bulk') timer ??= setTimeout(look, PAUSE_MS);
    }, leaving.signal);
    void look();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [db, key]);
  return value?.key === key ? value.of : undefined;
}

export function useRuns(): readonly BulkRun[] | undefined {
  return useBulk(listRuns, 'runs');
}

export interface Progress {
  readonly counts: BulkCounts;
  readonly elsewhere: number;
  readonly working: BulkItem | undefined;
}

export function useProgress(runId: string): Progress | undefined {
  return useBulk(async (db): Promise<Progress> => {
    const [counts, elsewhere, working] = await Promise.all([
      countItems(db, runId),
      countElsewhere(db, runId),
      workingItem(db, runId),
    ]);
    return { counts, elsewhere, working };
  }, runId);
}
