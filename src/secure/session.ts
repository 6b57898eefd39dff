// The session a flag goes to: the one chosen, else one that is started now. No flag is refused for want of a session.
import type { Session } from '../flag/session';
import type { Clock } from '../flag/time';
import { timeOf } from '../flag/time';
import type { Database } from '../queue/database';
import { startSession } from '../queue/sessions';
import { loadSettings, type Settings, saveSettings } from '../settings';

export async function currentSession(db: Database, settings: Settings, clock: Clock): Promise<Session> {
  const { currentSessionId: id } = settings;
  const current = id === undefined ? undefined : await db.get('sessions', id);
  // two first flags in the same second start one session, not two
  return current ?? navigator.locks.request('flagpost-session', () => startOne(db, clock));
}

async function startOne(db: Database, clock: Clock): Promise<Session> {
  const { currentSessionId: id, profile } = await loadSettings();
  const current = id === undefined ? undefined : await db.get('sessions', id);
  if (current !== undefined) return current;
  const name = timeOf(clock.now()).slice(0, 10);
  const session = await startSession(db, { name, kind: 'routine' }, profile?.pseudonym ?? 'flagpost', clock);
  await saveSettings({ currentSessionId: session.id });
  return session;
}
