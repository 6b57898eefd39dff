// The sessions: start one, rename one, switch. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { Session } from '../../flag/session';
import { readTallies } from '../../queue/read';
import { renameSession, startSession } from '../../queue/sessions';
import { actingOf, useApp } from '../app';
import { ProblemNote } from '../parts/problem-note';
import { total } from '../queue/use-queue';
import { go } from '../route';
import { SessionSeals } from '../seals/session-seals';
import { t } from '../t';
import { SessionForm } from './session-form';
import { SessionLine } from './session-line';

export function Sessions(): JSX.Element {
  const app = useApp();
  const { db, settings, sessions, clock } = app;
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const counts = useCounts(sessions.value);
  const current = settings.value.currentSessionId;

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  const start = (fields: Pick<Session, 'name' | 'kind'>): Promise<void> =>
    attempt(async () => {
      const session = await startSession(db, fields, actingOf(app).actor, clock);
      await app.changeSettings({ currentSessionId: session.id });
      go({ screen: 'queue' });
    });

  return (
    <div class="sheet">
      <h1>{t('sessions_title')}</h1>
      <p class="hint">{sessions.value.length === 0 ? t('sessions_none_text') : t('sessions_intro')}</p>
      <ProblemNote problem={problem} />
      <SessionForm onStart={start} />
      <section aria-labelledby="sessions-list">
        <h2 id="sessions-list">{t('sessions_list')}</h2>
        <p class="hint">{t('seal_intro')}</p>
        <ul class="session-lines">
          {sessions.value.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              current={session.id === current}
              flags={counts.get(session.id)}
              seals={<SessionSeals session={session} />}
              onSwitch={() => attempt(() => app.changeSettings({ currentSessionId: session.id }))}
              onRename={(name) => attempt(() => renameSession(db, session.id, name))}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

function useCounts(sessions: readonly Session[]): ReadonlyMap<string, number> {
  const { db } = useApp();
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    let gone = false;
    void Promise.all(sessions.map(async ({ id }) => [id, total(await readTallies(db, id))] as const)).then(
      (read) => gone || setCounts(new Map(read)),
    );
    return () => {
      gone = true;
    };
  }, [db, sessions]);
  return counts;
}
