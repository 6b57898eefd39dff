// Whether a session is sealed, since when, what came after, and what is known of the seal's time. Pure.
import type { JSX } from 'preact';
import type { Session } from '../../flag/session';
import type { StoredSeal } from '../../queue/database';
import { Icon } from '../parts/icons';
import { formatNumber, formatTime, t } from '../t';
import { statementOf, timestampWords } from './seal-words';
import { useSealedUpTo } from './use-sealed-up-to';

interface SealStateProps {
  readonly session: Session;
  readonly seals: readonly StoredSeal[];
  readonly now: number;
}

export function SealState({ session, seals, now }: SealStateProps): JSX.Element {
  const last = seals.at(-1);
  const statement = last && statementOf(last);
  if (last === undefined || statement === undefined) {
    return (
      <span class="seal-state weak" data-testid="seal-state" data-sealed={0}>
        {t('seal_none')}
      </span>
    );
  }
  const { state } = last.timestamp;
  return (
    <span class="seal-state" data-testid="seal-state" data-sealed={seals.length} data-timestamp={state}>
      <Icon name="seal" />
      <strong>{t('seal_sealed', formatTime(statement.sealedAt, now))}</strong>
      <span class={state === 'queued' ? 'seal-waiting' : 'weak'}>{timestampWords(last.timestamp, now)}</span>
      <Since session={session} seal={last} />
    </span>
  );
}

/** Flags are numbered as they come: those beyond the seal's are not under it. */
function Since({ session, seal }: { session: Session; seal: StoredSeal }): JSX.Element | null {
  const flags = useSealedUpTo(seal);
  const since = flags === undefined ? 0 : session.nextSeq - 1 - flags;
  if (since <= 0) return null;
  return <span class="seal-waiting">{t('seal_since', formatNumber(since))}</span>;
}
