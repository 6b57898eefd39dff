// Exporting the session: for whom, how far, the file. In the tab only: a file dialog closes the popup. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Profile } from '../../export/exporter';
import type { Session } from '../../flag/session';
import { openTab } from '../access';
import { useApp } from '../app';
import { PageText } from '../parts/page-text';
import { t } from '../t';
import { ExportProgress } from './export-progress';
import { ExportSeal } from './export-seal';
import { ProfileChoice } from './profile-choice';
import { exportRun, startExport } from './run';

export function ExportScreen({ session }: { session: Session }): JSX.Element {
  const app = useApp();
  const [profile, setProfile] = useState<Profile>('internal');
  const run = exportRun.value;
  if (app.view === 'popup') {
    return (
      <div class="sheet">
        <h1>{t('export_title')}</h1>
        <p>{t('export_in_tab')}</p>
        <button type="button" class="primary" onClick={() => openTab('#export')}>
          {t('nav_open_tab')}
        </button>
      </div>
    );
  }
  return (
    <div class="sheet" data-testid="export" data-state={run.state}>
      <h1>{t('export_title')}</h1>
      <p class="hint">{t('export_intro')}</p>
      <p class="fact">
        <span class="weak">{t('export_session')}</span>
        <PageText text={session.name} class="session-name" />
      </p>
      <ExportSeal session={session} />
      <ProfileChoice profile={profile} disabled={run.state === 'running'} onProfile={setProfile} />
      <ExportProgress run={run} onStart={() => void startExport(app, session.id, profile)} />
      <p class="hint">
        <a href="#verify">{t('verify_link')}</a>
      </p>
    </div>
  );
}
