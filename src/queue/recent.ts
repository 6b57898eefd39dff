// What was judged last in a session: the form begins with it. Runs in the UI.
import type { Judgement } from '../flag/judgement';
import type { Database } from './database';

/** How far back the custody log, and then the session, is searched. */
const RECENT = 1000;

/**
 * The session's latest judgements, the last made first: those of the end of the custody log, or, when much
 * else happened since, the one of the newest judged flag.
 */
export async function recentJudgements(db: Database, sessionId: string): Promise<Judgement[]> {
  const logged = await lastLogged(db, sessionId);
  const ids = logged.length > 0 ? logged : await newestJudged(db, sessionId);
  const tx = db.transaction('judgements');
  const found = await Promise.all(
    ids.map(async (id) => {
      const revisions = IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
      return (await tx.store.openCursor(revisions, 'prev'))?.value;
    }),
  );
  return found.filter((judgement) => judgement !== undefined);
}

async function lastLogged(db: Database, sessionId: string): Promise<string[]> {
  const tx = db.transaction('custody');
  const head = (await tx.store.openKeyCursor(null, 'prev'))?.key ?? 0;
  const events = await tx.store.getAll(IDBKeyRange.lowerBound(head - RECENT));
  const ids = new Set<string>();
  for (const { type, subject } of events.reverse()) {
    const judged = type === 'judged' || type === 'edited';
    if (judged && subject.sessionId === sessionId && subject.flagId !== undefined) ids.add(subject.flagId);
  }
  return [...ids];
}

/** A row has a severity once its flag is judged. */
async function newestJudged(db: Database, sessionId: string): Promise<string[]> {
  const keys = IDBKeyRange.bound([sessionId, 0], [sessionId, Number.MAX_SAFE_INTEGER]);
  let cursor = await db.transaction('rows').store.index('session').openCursor(keys, 'prev');
  for (let seen = 0; cursor !== null && seen < RECENT; seen += 1) {
    if (cursor.value.severity > 0) return [cursor.value.id];
    cursor = await cursor.continue();
  }
  return [];
}
