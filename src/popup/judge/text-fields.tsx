// The two long texts: the reason, with phrases to begin with and a count, and the internal notes. Pure.
import type { JSX } from 'preact';
import { REASON_MAX, REASON_MIN } from '../../flag/judgement';
import { FieldError, Key } from '../parts/field';
import { formatNumber, t } from '../t';
import { withPhrase } from './draft';
import type { JudgeFormProps } from './judge-form';
import { FIRST_PHRASE_KEY } from './keys';
import { errorFor } from './missing';

export function ReasonField({ draft, missing, phrases, onDraft }: JudgeFormProps): JSX.Element {
  const reason = draft.reason ?? '';
  const error = errorFor('reason', missing);
  return (
    <div class="field">
      <label for="reason">
        {t('judge_reason')} <Key>R</Key>
      </label>
      {phrases.length > 0 && (
        <ul class="phrases" aria-label={t('judge_phrases')}>
          {phrases.map((phrase, i) => (
            <li key={phrase}>
              <button type="button" class="phrase" onClick={() => onDraft(withPhrase(draft, phrase))}>
                <Key>{formatNumber(FIRST_PHRASE_KEY + i)}</Key>
                <bdi class="phrase-text">{phrase}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        id="reason"
        name="reason"
        dir="auto"
        rows={4}
        value={reason}
        aria-invalid={error !== undefined}
        aria-describedby={`reason-hint reason-count${error === undefined ? '' : ' reason-error'}`}
        onInput={(event) => onDraft({ ...draft, reason: event.currentTarget.value })}
      />
      <div class="below-text">
        <p class="hint" id="reason-hint">
          {t('judge_reason_hint')}
        </p>
        <p class="count" id="reason-count">
          {countWords(reason.trim().length)}
        </p>
      </div>
      <FieldError id="reason" text={error} />
    </div>
  );
}

function countWords(length: number): string {
  if (length < REASON_MIN) return t('judge_reason_count', length, REASON_MIN);
  return t('judge_reason_count_max', length, REASON_MAX);
}

export function NotesField({ draft, missing, onDraft }: JudgeFormProps): JSX.Element {
  const error = errorFor('notes', missing);
  return (
    <div class="field">
      <label for="notes">
        {t('judge_notes')} <Key>O</Key>
      </label>
      <textarea
        id="notes"
        name="notes"
        dir="auto"
        rows={2}
        value={draft.notes ?? ''}
        aria-invalid={error !== undefined}
        aria-describedby={`notes-hint${error === undefined ? '' : ' notes-error'}`}
        onInput={(event) => onDraft({ ...draft, notes: event.currentTarget.value })}
      />
      <p class="hint" id="notes-hint">
        {t('judge_notes_hint')}
      </p>
      <FieldError id="notes" text={error} />
    </div>
  );
}
