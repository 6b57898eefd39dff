// What is to be known before judging: refused, already sent, discarded, changes left over. Pure.
import type { JSX } from 'preact';
import type { Row } from '../../flag/row';
import { PageText } from '../parts/page-text';
import { t } from '../t';
import { errorCodeOf } from '../words';

interface JudgeNotesProps {
  readonly row: Row;
  readonly resumed: boolean;
  readonly onDrop: () => void;
  readonly onRestore: () => void;
}

const SENT = ['sending', 'accepted', 'duplicate'];

export function JudgeNotes({ row, resumed, onDrop, onRestore }: JudgeNotesProps): JSX.Element {
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
      {row.problem !== '' && <RowProblem text={row.problem} />}
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

function RowProblem({ text }: { text: string }): JSX.Element {
  const code = errorCodeOf(text);
  return (
    <div class="note note-problem" data-testid="row-problem">
      {code === undefined ? (
        <p>
          {t('judge_refused_note')} <PageText text={text} />
        </p>
      ) : (
        <p>{t(`error_${code}`)}</p>
      )}
    </div>
  );
}
