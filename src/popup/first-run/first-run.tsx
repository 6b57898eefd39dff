// The first run: stores profile, endpoint and token, starts the session. Shown until there is a profile. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import { timeOf } from '../../flag/time';
import { startSession } from '../../queue/sessions';
import { askAccess, openTab } from '../access';
import { type App, useApp } from '../app';
import { ProblemNote } from '../parts/problem-note';
import { say } from '../parts/said';
import { saveEndpoint } from '../save-endpoint';
import { t } from '../t';
import { FirstRunForm, type FirstRunValues } from './first-run-form';

export function FirstRun(): JSX.Element {
  const app = useApp();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);

  const begin = async (values: FirstRunValues): Promise<void> => {
    setSaving(true);
    const stored = store(app, values);
    // in the gesture itself, and not waited for: what is stored is stored whatever the analyst answers
    if (app.view === 'tab' && values.endpoint.url.trim() !== '') {
      void askAccess(values.endpoint.url).then((granted) => granted || say(t('endpoint_access_refused')));
    }
    try {
      await stored;
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
    setSaving(false);
  };

  return (
    <>
      <ProblemNote problem={problem} />
      <FirstRunForm
        view={app.view}
        sessionName={t('first_session_name', timeOf(app.clock.now()).slice(0, 10))}
        saving={saving}
        onValues={begin}
        onOpenTab={() => openTab('')}
      />
    </>
  );
}

/** The profile comes last: as long as it is missing, this screen comes again. */
async function store(app: App, { profile, sessionName, endpoint }: FirstRunValues): Promise<void> {
  const { pseudonym, unit, country } = profile;
  await saveEndpoint(app, endpoint);
  const session = await startSession(
    app.db,
    { name: sessionName, kind: 'routine' },
    pseudonym.trim(),
    app.clock,
  );
  await app.changeSettings({
    currentSessionId: session.id,
    profile: { pseudonym: pseudonym.trim(), unit: unit.trim(), country },
  });
}
