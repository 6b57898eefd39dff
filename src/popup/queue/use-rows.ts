// Rows of the flags in view: read by the screenful, forgotten when they change. Runs in the UI.
import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { Row } from '../../flag/row';
import { onChange } from '../../queue/changes';
import type { Database } from '../../queue/database';
import { readRows } from '../../queue/read';

/** Rows kept in memory; beyond that those out of view are dropped. */
const KEPT = 2000;

export function useRows(db: Database, wanted: readonly string[]): (id: string) => Row | undefined {
  const rows = useRef(new Map<string, Row>());
  const stale = useRef(new Set<string>());
  const [version, redraw] = useReducer<number, void>((n) => n + 1, 0);

  useEffect(() => {
    const leaving = new AbortController();
    onChange((change) => {
      if (change.type !== 'flags') return;
      for (const id of change.flagIds) if (rows.current.has(id)) stale.current.add(id);
      redraw();
    }, leaving.signal);
    return () => leaving.abort();
  }, []);

  const key = wanted.join();
  useEffect(() => {
    const lacking = wanted.filter((id) => !rows.current.has(id) || stale.current.has(id));
    if (lacking.length === 0) return undefined;
    let gone = false;
    void readRows(db, lacking).then((read) => {
      if (gone) return;
      for (const id of lacking) stale.current.delete(id);
      for (const row of read) rows.current.set(row.id, row);
      if (rows.current.size > KEPT) keepOnly(rows.current, wanted);
      redraw();
    });
    return () => {
      gone = true;
    };
  }, [db, key, version]);

  return (id) => rows.current.get(id);
}

function keepOnly(rows: Map<string, Row>, wanted: readonly string[]): void {
  const keep = new Set(wanted);
  for (const id of rows.keys()) if (!keep.has(id)) rows.delete(id);
}
