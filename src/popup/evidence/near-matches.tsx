// That the flag's pictures look like those of earlier ones: a likeness, to be looked at, never said as a fact. Pure.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../../flag/session';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { hashOf } from '../route';
import { formatNumber, t } from '../t';
import { evidenceNumber } from '../words';
import type { Likeness } from './use-near';

interface NearMatchesProps {
  readonly near: readonly Likeness[];
  readonly sessionId: string;
  readonly sessions: readonly Session[];
}

/** Shown at first; a picture that goes round for weeks has hundreds. */
const FIRST = 2;
const MOST = 20;

export function NearMatches({ near, sessionId, sessions }: NearMatchesProps): JSX.Element | null {
  const [all, setAll] = useState(false);
  if (near.length === 0) return null;
  const shown = near.slice(0, all ? MOST : FIRST);
  const rest = near.length - shown.length;
  return (
    <div class="near" data-testid="near" title={t('near_hint')}>
      <Icon name="alike" />
      <ul>
        {shown.map(({ distance, row }) => (
          <li key={row.id} data-testid="near-match" data-flag-id={row.id}>
            {t('near_like')}{' '}
            <a href={hashOf({ screen: 'judge', flagId: row.id })}>{evidenceNumber(row.seq)}</a>{' '}
            <Where sessionId={sessionId} row={row} sessions={sessions} />{' '}
            <span class="weak">{t('near_bits', formatNumber(distance))}</span>
            {row.flagState === 'discarded' && <span class="near-discarded">{t('status_discarded')}</span>}
          </li>
        ))}
        {rest > 0 && (
          <li>
            {all ? (
              <span class="weak">{t('near_rest', formatNumber(rest))}</span>
            ) : (
              <button type="button" class="quiet small" onClick={() => setAll(true)}>
                {t('near_more', formatNumber(rest))}
              </button>
            )}
          </li>
        )}
      </ul>
    </div>
  );
}

function Where({
  row,
  sessionId,
  sessions,
}: Omit<NearMatchesProps, 'near'> & Pick<Likeness, 'row'>): JSX.Element {
  if (row.sessionId === sessionId) return <span>{t('near_here')}</span>;
  const session = sessions.find(({ id }) => id === row.sessionId);
  return (
    <span>
      {t('near_of')} <PageText text={session?.name ?? ''} />
    </span>
  );
}
