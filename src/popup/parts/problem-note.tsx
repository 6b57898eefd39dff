// What went wrong, in the sentence of its code. Runs in the UI.
import type { JSX } from 'preact';
import type { Problem } from '../../errors';
import { t } from '../t';
import { sentenceOf } from '../words';
import { Icon } from './icons';
import { PageText } from './page-text';

/** Read out at once when it appears. Words of an endpoint (`detail`) are shown apart, as words of another. */
export function ProblemNote({ problem }: { problem: Problem | undefined }): JSX.Element | null {
  if (problem === undefined) return null;
  const detail = problem.params?.detail;
  return (
    <div class="note note-problem" role="alert" data-testid="problem" data-code={problem.code}>
      <Icon name="alert" />
      <div>
        <p>{sentenceOf(problem)}</p>
        {detail !== undefined && (
          <p>
            {t('error_detail')} <PageText text={String(detail)} />
          </p>
        )}
      </div>
    </div>
  );
}
