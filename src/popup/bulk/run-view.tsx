// One run: how far it is, what it is at, and the ways to stop it, go on or try again. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import { changeRun, forgetRun, type Retry, type RunChange, retryItems } from '../../queue/bulk';
import type { BulkRun } from '../../queue/database';
import { useApp } from '../app';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { ProblemNote } from '../parts/problem-note';
import { formatTime, t } from '../t';
import { command } from '../worker';
import { Outcomes } from './outcomes';
import { type Progress, useProgress } from './use-runs';

interface RunViewProps {
  readonly run: BulkRun;
  readonly runs: readonly BulkRun[];
}

export function RunView({ run, runs }: RunViewProps): JSX.Element {
  const { db, clock } = useApp();
  const progress = useProgress(run.id);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      const reply = await command({ type: 'bulk_run', runId: run.id });
      setProblem(reply.ok ? undefined : reply.problem);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  const waits = runs.some((other) => other.state === 'running' && other.id < run.id);
  const { done = 0, known = 0, failed = 0 } = progress?.counts ?? {};
  const settled = done + known + failed;
  return (
    <section class="card bulk-run" aria-labelledby="bulk-run" data-testid="bulk-run" data-state={run.state}>
      <div class="bulk-run-head">
        <h2 id="bulk-run">{t('bulk_run', formatTime(run.startedAt, clock.now()))}</h2>
        <span role="status" class={`chip bulk-${run.state}`} data-testid="bulk-state">
          {run.state === 'running' && waits ? t('bulk_state_waits') : t(`bulk_state_${run.state}`)}
        </span>
      </div>
      <div class="bulk-progress">
        <progress aria-labelledby="bulk-words" max={run.total} value={settled} />
        <p id="bulk-words" data-testid="bulk-words">
          {progressWords(run, progress)}
        </p>
      </div>
      {run.state === 'running' && <Current progress={progress} />}
      {run.problem?.code === 'window_closed' ? (
        <p class="note note-warning" role="alert">
          <Icon name="alert" />
          <span>{t('bulk_window_closed')}</span>
        </p>
      ) : (
        <ProblemNote problem={run.problem} />
      )}
      <ProblemNote problem={problem} />
      <Buttons
        run={run}
        progress={progress}
        onChange={(change) => void act(() => changeRun(db, run.id, change))}
        onRetry={(which) => void act(() => retryItems(db, run.id, which))}
        onForget={() => void act(() => forgetRun(db, run.id))}
      />
      <Outcomes run={run} />
    </section>
  );
}

function progressWords({ total }: BulkRun, progress: Progress | undefined): string {
  const { done = 0, known = 0, failed = 0 } = progress?.counts ?? {};
  return [
    t('bulk_progress', done + known + failed, total),
    t('bulk_progress_done', done),
    known > 0 ? t('bulk_progress_known', known) : '',
    failed > 0 ? t('bulk_progress_failed', failed) : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

function Current({ progress }: { progress: Progress | undefined }): JSX.Element {
  return (
    <p class="bulk-current" data-testid="bulk-current">
      <span class="weak">{t('bulk_current')}</span> <PageText text={progress?.working?.url ?? ''} />
    </p>
  );
}

interface ButtonsProps {
  readonly run: BulkRun;
  readonly progress: Progress | undefined;
  readonly onChange: (change: RunChange) => void;
  readonly onRetry: (which: Retry) => void;
  readonly onForget: () => void;
}

function Buttons({ run, progress, onChange, onRetry, onForget }: ButtonsProps): JSX.Element {
  if (run.state === 'running' || run.state === 'paused') {
    return (
      <div class="bulk-buttons">
        {run.state === 'running' ? (
          <button type="button" onClick={() => onChange('pause')} data-testid="bulk-pause">
            {t('bulk_pause')}
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => onChange('resume')} data-testid="bulk-resume">
            {t('bulk_resume')}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => onChange('cancel')} data-testid="bulk-cancel">
          {t('bulk_cancel')}
        </button>
      </div>
    );
  }
  const { failed = 0, known = 0, waiting = 0 } = progress?.counts ?? {};
  const elsewhere = progress?.elsewhere ?? 0;
  const retries = [
    ['failed', failed],
    ['elsewhere', elsewhere],
    ['known', known],
  ] as const;
  return (
    <div class="bulk-buttons">
      {waiting > 0 && (
        <button type="button" onClick={() => onChange('resume')} data-testid="bulk-rest">
          {t('bulk_rest', waiting)}
        </button>
      )}
      {retries.map(([which, count]) =>
        count === 0 ? null : (
          <button
            type="button"
            key={which}
            onClick={() => onRetry(which)}
            data-testid={`bulk-retry-${which}`}
          >
            {t(`bulk_retry_${which}`, count)}
          </button>
        ),
      )}
      <button type="button" class="quiet" onClick={onForget} title={t('bulk_forget_hint')}>
        {t('bulk_forget')}
      </button>
    </div>
  );
}
