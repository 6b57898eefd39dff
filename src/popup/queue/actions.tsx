// The queue's two commands: flag the post in the page behind the popup, and send what is waiting. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../../errors';
import { actingOf, useApp } from '../app';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { go } from '../route';
import { formatTime, t } from '../t';
import { command } from '../worker';
import { type LastSync, useLastSync } from './use-last-sync';
import type { Tallies } from './use-queue';

export function Actions({ tallies }: { tallies: Tallies | undefined }): JSX.Element {
  const app = useApp();
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [busy, setBusy] = useState<'flag' | 'sync' | undefined>(undefined);
  const last = useLastSync();
  const [withoutPicture, setWithoutPicture] = useState(app.settings.value.withoutPicture);

  const { endpointId } = actingOf(app);

  const flag = async (): Promise<void> => {
    setBusy('flag');
    const reply = await command({ type: 'flag_active_tab', withoutPicture });
    setBusy(undefined);
    setProblem(reply.ok ? undefined : reply.problem);
    if (reply.ok && reply.flagId !== undefined) go({ screen: 'judge', flagId: reply.flagId });
  };
  const sync = async (): Promise<void> => {
    setBusy('sync');
    const reply = await command({ type: 'sync_now' });
    setBusy(undefined);
    setProblem(reply.ok ? undefined : reply.problem);
  };

  return (
    <div class="actions">
      {app.view === 'popup' && (
        <div class="actions-flag">
          <button
            type="button"
            class="primary"
            title={t('queue_flag_hint')}
            disabled={busy !== undefined}
            onClick={flag}
            data-testid="flag-active-tab"
          >
            <Icon name="flag" /> {t('queue_flag')}
          </button>
          <label class="check-line">
            <input
              type="checkbox"
              name="withoutPicture"
              checked={withoutPicture}
              onChange={(event) => setWithoutPicture(event.currentTarget.checked)}
            />
            <span>{t('queue_without_picture')}</span>
          </label>
        </div>
      )}
      {endpointId === undefined ? (
        <p class="actions-note">
          {t('queue_sync_none')} <a href="#settings">{t('queue_sync_settings')}</a>
        </p>
      ) : (
        <div class="actions-sync">
          <p class="actions-note" role="status" data-testid="sync-result">
            {syncWords(tallies, last, app.clock.now())}
          </p>
          <button type="button" disabled={busy !== undefined} onClick={sync} data-testid="sync-now">
            <Icon name="sync" /> {busy === 'sync' ? t('queue_syncing') : t('queue_sync')}
          </button>
        </div>
      )}
      <ProblemNote
        problem={problem ?? (endpointId === undefined || busy === 'sync' ? undefined : last?.problem)}
      />
    </div>
  );
}

function syncWords(tallies: Tallies | undefined, last: LastSync | undefined, now: number): string {
  const waiting = tallies === undefined ? 0 : tallies.queued + tallies.sending;
  if (last === undefined || last.problem !== undefined)
    return waiting === 0 ? '' : t('queue_waiting', waiting);
  const at = formatTime(new Date(last.at).toISOString(), now);
  return waiting === 0 ? t('queue_synced', at) : t('queue_synced_waiting', at, waiting);
}
