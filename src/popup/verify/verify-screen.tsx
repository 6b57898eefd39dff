// Checking an export that somebody has: the file, how far, what was found. In the tab only: a file dialog closes the popup.
// Runs in the UI.
import type { JSX } from 'preact';
import { refusalWords } from '../../verify/words';
import { openTab } from '../access';
import { useApp } from '../app';
import { Icon } from '../parts/icons';
import { formatBytes, t } from '../t';
import { FileChoice } from './file-choice';
import { PinnedKeys } from './pinned-keys';
import { ReportView } from './report-view';
import { startVerify, type VerifyRun, verifyRun } from './run';
import { sayReport } from './say';

export function VerifyScreen(): JSX.Element {
  const app = useApp();
  const run = verifyRun.value;
  if (app.view === 'popup') {
    return (
      <div class="sheet">
        <h1>{t('verify_title')}</h1>
        <p>{t('verify_in_tab')}</p>
        <button type="button" class="primary" onClick={() => openTab('#verify')}>
          {t('nav_open_tab')}
        </button>
      </div>
    );
  }
  return (
    <div class="sheet" data-testid="verify" data-state={run.state}>
      <h1>{t('verify_title')}</h1>
      <p class="hint">{t('verify_intro')}</p>
      {run.state === 'running' ? (
        <Running run={run} />
      ) : (
        <FileChoice again={run.state !== 'idle'} onFile={(file) => void startVerify(app, file)} />
      )}
      {run.state === 'refused' && (
        <div class="note note-problem" role="alert" data-testid="verify-refused">
          <Icon name="alert" />
          <p>{refusalWords(sayReport, run.what)}</p>
        </div>
      )}
      {run.state === 'done' && <ReportView name={run.name} report={run.report} />}
      <PinnedKeys />
    </div>
  );
}

function Running({ run }: { run: VerifyRun & { state: 'running' } }): JSX.Element {
  return (
    <div class="card" data-testid="verify-running">
      <p id="verify-words">{t('verify_running', formatBytes(run.bytes), formatBytes(run.total))}</p>
      <progress aria-labelledby="verify-words" max={Math.max(1, run.total)} value={run.bytes} />
      <button type="button" onClick={run.cancel}>
        {t('verify_cancel')}
      </button>
    </div>
  );
}
