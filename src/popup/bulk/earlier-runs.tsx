// The runs that are not shown: when they were and how they ended. Pure.
import type { JSX } from 'preact';
import type { BulkRun } from '../../queue/database';
import { useApp } from '../app';
import { formatTime, t } from '../t';

interface EarlierRunsProps {
  readonly runs: readonly BulkRun[];
  readonly onChoose: (runId: string) => void;
}

export function EarlierRuns({ runs, onChoose }: EarlierRunsProps): JSX.Element | null {
  const { clock } = useApp();
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="bulk-earlier">
      <h2 id="bulk-earlier">{t('bulk_runs')}</h2>
      <ul class="session-lines">
        {runs.map(({ id, startedAt, state, total }) => (
          <li class="session-line" key={id}>
            <div class="session-what">
              <span class="session-name">{t('bulk_run', formatTime(startedAt, clock.now()))}</span>
              <span class="weak">{`${t(`bulk_state_${state}`)} · ${t('bulk_found', total)}`}</span>
            </div>
            <button
              type="button"
              class="small"
              aria-label={t('bulk_show_one', formatTime(startedAt, clock.now()))}
              onClick={() => onChoose(id)}
            >
              {t('bulk_show')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
