// One session in the list: what it is, switching to it, renaming it. Pure.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../../flag/session';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { formatDay, formatNumber, t } from '../t';

interface SessionLineProps {
  readonly session: Session;
  readonly current: boolean;
  readonly flags: number | undefined;
  /** Whether it is sealed. */
  readonly seals: ComponentChildren;
  readonly onSwitch: () => void;
  readonly onRename: (name: string) => void;
}

export function SessionLine(props: SessionLineProps): JSX.Element {
  const { session, current, flags, seals, onSwitch, onRename } = props;
  const [name, setName] = useState<string | undefined>(undefined);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name !== undefined && name.trim() !== '') onRename(name.trim());
    setName(undefined);
  };
  return (
    <li class="session-line" data-testid="session" data-session-id={session.id}>
      {name === undefined ? (
        <div class="session-what">
          <PageText text={session.name} class="session-name" />
          <span class="weak">
            {[
              t(`sessions_kind_${session.kind}`),
              t('sessions_started', formatDay(session.startedAt)),
              t('sessions_flags', flags === undefined ? '' : formatNumber(flags)),
            ].join(' · ')}
          </span>
        </div>
      ) : (
        <form class="session-rename" onSubmit={submit}>
          <input
            name="rename"
            type="text"
            dir="auto"
            maxLength={120}
            aria-label={t('sessions_name')}
            value={name}
            ref={(input) => input?.focus()}
            onInput={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setName(undefined)}
          />
          <button type="submit">{t('part_save')}</button>
        </form>
      )}
      {name === undefined && (
        <button
          type="button"
          class="quiet square"
          aria-label={t('sessions_rename_one', session.name)}
          title={t('sessions_rename')}
          onClick={() => setName(session.name)}
        >
          <Icon name="edit" />
        </button>
      )}
      {current ? (
        <strong class="session-current" data-testid="current-session">
          <Icon name="check" /> {t('sessions_current')}
        </strong>
      ) : (
        <button type="button" aria-label={t('sessions_switch_to', session.name)} onClick={onSwitch}>
          {t('sessions_switch')}
        </button>
      )}
      {seals}
    </li>
  );
}
