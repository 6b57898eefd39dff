// The export's course: start, how far, cancel, the file and what is not in it. Pure.
import type { JSX } from 'preact';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { formatBytes, t } from '../t';
import { sentenceOf } from '../words';
import type { ExportRun } from './run';

interface ExportProgressProps {
  readonly run: ExportRun;
  readonly onStart: () => void;
}

export function ExportProgress({ run, onStart }: ExportProgressProps): JSX.Element {
  switch (run.state) {
    case 'running':
      return (
        <div class="card" data-testid="export-running">
          <p id="export-words">{t('export_running', run.done, run.total, formatBytes(run.bytes))}</p>
          <progress aria-labelledby="export-words" max={Math.max(1, run.total)} value={run.done} />
          <button type="button" onClick={run.cancel}>
            {t('export_cancel')}
          </button>
        </div>
      );
    case 'done':
      return <Finished run={run} onStart={onStart} />;
    default:
      return (
        <>
          {run.state === 'failed' && <ProblemNote problem={run.problem} />}
          <button type="button" class="primary start" onClick={onStart} data-testid="export-start">
            {t('export_start')}
          </button>
        </>
      );
  }
}

function Finished({
  run,
  onStart,
}: {
  run: ExportRun & { state: 'done' };
  onStart: () => void;
}): JSX.Element {
  const sentences = new Map(run.problems.map((problem) => [problem.code, sentenceOf(problem)]));
  return (
    <div class="card" data-testid="export-done">
      <p role="status">
        <Icon name="check" /> {t('export_done', run.flags, formatBytes(run.bytes))}
      </p>
      <p class="export-name">{run.filename}</p>
      {sentences.size > 0 && (
        <div class="note note-problem" data-testid="export-problems">
          <div>
            <p>{t('export_problems', run.problems.length)}</p>
            {[...sentences].map(([code, sentence]) => (
              <p key={code}>{sentence}</p>
            ))}
          </div>
        </div>
      )}
      <div class="save-line">
        <a class="button primary" href={run.url} download={run.filename} data-testid="export-download">
          <Icon name="export" /> {t('export_download')}
        </a>
        <button type="button" onClick={onStart}>
          {t('export_again')}
        </button>
      </div>
    </div>
  );
}
