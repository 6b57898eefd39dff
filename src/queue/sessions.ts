// Sessions: start, name, list. Runs in the worker and the UI.

import { FlagpostError } from '../errors';
import type { Session } from '../flag/session';
import { type Clock, timeOf } from '../flag/time';
import { announce } from './changes';
import type { Database } from './database';
import { append } from './log';
import { write } from './transact';

export async function startSession(
  db: Database,
  fields: Pick<Session, 'name' | 'kind'>,
  actor: string,
  clock: Clock,
): Promise<Session> {
  const at = timeOf(clock.now());
  const session: Session = { schemaVersion: 1, id: clock.id(), ...fields, startedAt: at, nextSeq: 1 };
  await write(db, ['sessions', 'custody'], async (tx) => {
    void tx.objectStore('sessions').add(session);
    const subject = { sessionId: session.id };
    await append(tx.objectStore('custody'), [
      { at, actor, type: 'session_started', subject, detail: { kind: session.kind } },
    ]);
  });
  announce({ type: 'sessions' });
  return session;
}

export async function renameSession(db: Database, id: string, name: string): Promise<void> {
  await write(db, ['sessions'], async (tx) => {
    const session = await tx.objectStore('sessions').get(id);
    if (session === undefined) throw new FlagpostError('not_found');
    await tx.objectStore('sessions').put({ ...session, name });
  });
  announce({ type: 'sessions' });
}

/** Newest first: ids are ordered by time. */
export async function listSessions(db: Database): Promise<Session[]> {
  return (await db.getAll('sessions')).reverse();
}
