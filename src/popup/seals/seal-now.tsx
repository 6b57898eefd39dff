// Sealing a session: the button, how far it is, what came of it. In the popup it leads to the tab. Runs in the UI.
import type { JSX } from 'preact';
import type { Session } from '../../flag/session';
import { openTab } from '../access';
import { useApp } from '../app';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { formatNumber, t } from '../t';
import { isBusy, sealRun, startSealing } from './run';

interface SealNowProps {
  readonly session: Session;
  /** There is a seal already. */
  readonly again: boolean;
  /** The screen to go on with in the tab. */
  readonly hash: string;
}

export function SealButton({ session, again, hash }: SealNowProps): JSX.Element {
  const app = useApp();
  const inTab = app.view === 'tab';
  const seal = (): void => {
    // a popup dies with its focus, and the sealing with it
    if (inTab) void startSealing(app, session);
    else openTab(hash);
  };
  return (
    <button
      type="button"
      class="seal-button"
      disabled={isBusy(sealRun.value)}
      aria-label={t(again ? 'seal_again_one' : 'seal_one', session.name)}
      data-testid="seal-now"
      onClick={seal}
    >
      <Icon name={inTab ? 'seal' : 'tab'} /> {t(again ? 'seal_again' : 'seal_now')}
    </button>
  );
}

export function SealProgress({ session }: { session: Session }): JSX.Element | null {
  const run = sealRun.value;
  if (run.state === 'idle' || run.sessionId !== session.id) return null;
  return (
    <div class="seal-progress" data-testid="seal-progress" data-state={run.state}>
      {run.state === 'sealing' && (
        <>
          <p id="seal-words">
            {t('seal_running', formatNumber(Math.min(run.done, run.total)), formatNumber(run.total))}
          </p>
          <progress aria-labelledby="seal-words" max={Math.max(1, run.total)} value={run.done} />
        </>
      )}
      <p role="status" class="seal-said">
        {run.state === 'stamping' && t('seal_stamping')}
        {run.state === 'sealed' && t('seal_done')}
        {run.state === 'cancelled' && t('seal_cancelled')}
      </p>
      {'cancel' in run && (
        <button type="button" class="small" onClick={run.cancel}>
          {t('part_cancel')}
        </button>
      )}
      {run.state === 'failed' && <ProblemNote problem={run.problem} />}
    </div>
  );
}
