// The seals of a session, kept up to date. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../queue/changes';
import type { StoredSeal } from '../../queue/database';
import { listSeals } from '../../queue/seals';
import { useApp } from '../app';

/** Undefined until read. */
export function useSeals(sessionId: string): readonly StoredSeal[] | undefined {
  const { db } = useApp();
  const [seals, setSeals] = useState<readonly StoredSeal[] | undefined>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    const read = async (): Promise<void> => {
      const found = await listSeals(db, sessionId);
      if (!leaving.signal.aborted) setSeals(found);
    };
    onChange(({ type }) => {
      if (type === 'sessions') void read();
    }, leaving.signal);
    void read();
    return () => leaving.abort();
  }, [db, sessionId]);
  return seals;
}
