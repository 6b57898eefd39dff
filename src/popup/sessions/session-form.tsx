// Starting a session: its name and kind. Pure.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { SESSION_KINDS, type Session } from '../../flag/session';
import { Choice } from '../parts/choice';
import { TextField } from '../parts/field';
import { t } from '../t';

interface SessionFormProps {
  readonly onStart: (fields: Pick<Session, 'name' | 'kind'>) => void;
}

export function SessionForm({ onStart }: SessionFormProps): JSX.Element {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Session['kind']>('action_day');
  const [checked, setChecked] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === '') document.getElementById('newSessionName')?.focus();
    else onStart({ name: name.trim(), kind });
  };
  return (
    <form class="card" noValidate onSubmit={submit} data-testid="session-form">
      <h2>{t('sessions_start')}</h2>
      <TextField
        name="newSessionName"
        label={t('sessions_name')}
        value={name}
        maxLength={120}
        error={checked && name.trim() === '' ? t('sessions_name_missing') : undefined}
        onValue={setName}
      />
      <Choice
        name="kind"
        legend={t('sessions_kind')}
        options={SESSION_KINDS.map((value) => ({ value, label: t(`sessions_kind_${value}`) }))}
        value={kind}
        onChoice={setKind}
      />
      {kind === 'exercise' && <p class="hint">{t('sessions_kind_exercise_hint')}</p>}
      <button type="submit" class="primary">
        {t('sessions_begin')}
      </button>
    </form>
  );
}
