// The session's flags as the list wants them: ids newest first, counts per status, kept up to date. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { STATUSES, type Status } from '../../flag/states';
import { type Change, onChange } from '../../queue/changes';
import type { Database } from '../../queue/database';
import { listIds, readTallies } from '../../queue/read';

export type Tallies = Readonly<Record<Status, number>>;

export interface QueueContents {
  readonly ids: readonly string[];
  readonly tallies: Tallies;
}

/** A sync moves hundreds of flags a second: what changed is read anew at most this often. */
const PAUSE_MS = 150;

export function useQueue(
  db: Database,
  sessionId: string,
  filter: Status | undefined,
): QueueContents | undefined {
  const [contents, setContents] = useState<QueueContents | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      timer = undefined;
      const [ids, tallies] = await Promise.all([listIds(db, sessionId, filter), readTallies(db, sessionId)]);
      if (!leaving.signal.aborted) setContents((before) => merged(before, { ids, tallies }));
    };
    const soon = ({ type }: Change): void => {
      if (type === 'flags') timer ??= setTimeout(read, PAUSE_MS);
    };
    onChange(soon, leaving.signal);
    void read();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [db, sessionId, filter]);
  return contents;
}

/** The same ids stay the same array, so that a change of one flag's status does not make a new list. */
function merged(before: QueueContents | undefined, now: QueueContents): QueueContents {
  const same =
    before !== undefined &&
    before.ids.length === now.ids.length &&
    before.ids.every((id, i) => id === now.ids[i]);
  return same ? { ids: before.ids, tallies: now.tallies } : now;
}

export function total(tallies: Tallies): number {
  return STATUSES.reduce((sum, status) => sum + tallies[status], 0);
}
