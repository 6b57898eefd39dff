// The seals of a session, as they are kept. Runs in the UI. A seal is added, never replaced; only its time-stamp comes later.

import type { Problem } from '../errors';
import type { CustodyEntry } from '../evidence/custody';
import type { Clock } from '../flag/time';
import { timeOf } from '../flag/time';
import { announce } from './changes';
import type { Database, StoredSeal } from './database';
import { append } from './log';
import { write } from './transact';

const ofSession = (sessionId: string): IDBKeyRange =>
  IDBKeyRange.bound([sessionId, 0], [sessionId, Number.MAX_SAFE_INTEGER]);

/** In the order they were made. */
export function listSeals(db: Database, sessionId: string): Promise<StoredSeal[]> {
  return db.getAllFromIndex('seals', 'session', ofSession(sessionId));
}

/** The session's last seal, if it has one. */
export async function lastSeal(db: Database, sessionId: string): Promise<StoredSeal | undefined> {
  const last = db.transaction('seals').store.index('session').openCursor(ofSession(sessionId), 'prev');
  return (await last)?.value;
}

/** Stores the seal with its event. False, and nothing is stored, when another came before it: it is then to be made anew. */
export async function addSeal(db: Database, seal: StoredSeal, entry: CustodyEntry): Promise<boolean> {
  const added = await write(db, ['seals', 'custody'], async (tx) => {
    const seals = tx.objectStore('seals');
    const last = await seals.index('session').openCursor(ofSession(seal.sessionId), 'prev');
    if ((last?.value.n ?? 0) !== seal.n - 1) return false;
    void seals.add(seal);
    await append(tx.objectStore('custody'), [entry]);
    return true;
  });
  if (added) announce({ type: 'sessions' });
  return added;
}

/** Ids of the seals that wait for their time-stamp, of all sessions. */
export async function sealsToStamp(db: Database): Promise<string[]> {
  const ids: string[] = [];
  for (let at = await db.transaction('seals').store.openCursor(); at !== null; at = await at.continue())
    if (at.value.timestamp.state === 'queued') ids.push(at.value.id);
  return ids;
}

export interface GrantedStamp {
  readonly url: string;
  /** The authority's whole reply, DER, base64, checked. */
  readonly reply: string;
  readonly genTime: string;
  /** What the custody log says of it besides. */
  readonly detail: CustodyEntry['detail'];
}

/** Keeps the time-stamp of a seal that still waits for one; false when it no longer does. */
export async function grantStamp(
  db: Database,
  id: string,
  { url, reply, genTime, detail }: GrantedStamp,
  clock: Clock,
): Promise<boolean> {
  const kept = await write(db, ['seals', 'custody'], async (tx) => {
    const seal = await tx.objectStore('seals').get(id);
    if (seal?.timestamp.state !== 'queued') return false;
    void tx.objectStore('seals').put({ ...seal, timestamp: { state: 'granted', url, reply, genTime } });
    const { sessionId, n } = seal;
    await append(tx.objectStore('custody'), [
      {
        at: timeOf(clock.now()),
        actor: 'flagpost',
        type: 'time_stamped',
        subject: { sessionId },
        detail: { sealId: id, n, genTime, ...detail },
      },
    ]);
    return true;
  });
  if (kept) announce({ type: 'sessions' });
  return kept;
}

/** Notes why an attempt brought no time-stamp; the seal goes on waiting. */
export async function noteStampProblem(
  db: Database,
  id: string,
  url: string,
  problem: Problem,
): Promise<void> {
  await write(db, ['seals'], async (tx) => {
    const seal = await tx.objectStore('seals').get(id);
    if (seal?.timestamp.state !== 'queued') return;
    const attempts = seal.timestamp.attempts + 1;
    await tx.objectStore('seals').put({ ...seal, timestamp: { state: 'queued', url, attempts, problem } });
  });
  announce({ type: 'sessions' });
}
