// The form's foot: save, leave, and whether what is typed is kept. Pure.
import type { JSX } from 'preact';
import type { Problem } from '../../errors';
import type { DraftField } from '../../flag/judgement';
import { Key } from '../parts/field';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';
import { missingSummary } from './missing';

interface JudgeBarProps {
  readonly missing: readonly DraftField[];
  readonly problem: Problem | undefined;
  readonly kept: boolean;
  readonly saving: boolean;
  /** Saving goes on to the next draft. */
  readonly next: boolean;
  readonly discarded: boolean;
  readonly onLeave: () => void;
}

export function JudgeBar(props: JudgeBarProps): JSX.Element {
  const { missing, problem, kept, saving, next, discarded, onLeave } = props;
  return (
    <footer class="judge-bar">
      <ProblemNote problem={problem} />
      {missing.length > 0 && (
        <p class="judge-missing" role="alert" data-testid="missing">
          {missingSummary(missing)}
        </p>
      )}
      <div class="judge-actions">
        <button type="submit" class="primary" disabled={saving || discarded} data-testid="save">
          {t(next ? 'judge_save_next' : 'judge_save')} <Key>Ctrl ↵</Key>
        </button>
        <button type="button" class="quiet" onClick={onLeave} data-testid="leave">
          {t('judge_leave')} <Key>Esc</Key>
        </button>
        <p class="judge-kept" data-testid="kept" data-kept={kept}>
          {kept ? (
            <>
              <Icon name="check" /> {t('judge_kept')}
            </>
          ) : (
            t('judge_keys_in_text')
          )}
        </p>
      </div>
    </footer>
  );
}
