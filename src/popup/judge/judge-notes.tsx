// What is to be known before judging: refused, already sent, discarded, changes left over. Pure.
import type { JSX } from 'preact';
import type { Problem } from '../../errors';
import type { Row } from '../../flag/row';
import { Icon } from '../parts/icons';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';

interface JudgeNotesProps {
  readonly row: Row;
  readonly refusal: Problem | undefined;
  readonly resumed: boolean;
  readonly onDrop: () => void;
  readonly onRestore: () => void;
  readonly onRetry: () => void;
}

const SENT = ['sending', 'accepted', 'duplicate'];

export function JudgeNotes({
  row,
  refusal,
  resumed,
  onDrop,
  onRestore,
  onRetry,
}: JudgeNotesProps): JSX.Element {
  return (
    <>
      {row.flagState === 'discarded' && (
        <div class="note">
          <p>{t('judge_discarded')}</p>
          <button type="button" onClick={onRestore}>
            {t('judge_restore')}
          </button>
        </div>
      )}
      {SENT.includes(row.status) && <p class="note">{t('judge_sent_note')}</p>}
      {row.problem !== '' && (
        <>
          <ProblemNote problem={refusal} />
          <button type="button" class="retry" onClick={onRetry} data-testid="retry">
            <Icon name="sync" /> {t('judge_retry')}
          </button>
        </>
      )}
      {resumed && (
        <div class="note">
          <p>{t('judge_draft_note')}</p>
          <button type="button" onClick={onDrop}>
            {t('judge_draft_drop')}
          </button>
        </div>
      )}
    </>
  );
}
