// All seals of a session, the newest first: when, of how much, by which key, and their time-stamps. Runs in the UI.
import type { JSX } from 'preact';
import type { StoredSeal } from '../../queue/database';
import { Fingerprint } from '../parts/fingerprint';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { formatNumber, formatTime, t } from '../t';
import { sentenceOf } from '../words';
import { statementOf, timestampWords } from './seal-words';
import { useSealedUpTo } from './use-sealed-up-to';

interface SealListProps {
  readonly seals: readonly StoredSeal[];
  readonly now: number;
  readonly busy: boolean;
  readonly onStampAgain: () => void;
}

export function SealList({ seals, now, busy, onStampAgain }: SealListProps): JSX.Element {
  const last = seals.at(-1);
  const signer = last && statementOf(last)?.signer;
  return (
    <div class="seal-list">
      <ol reversed>
        {seals.toReversed().map((seal) => (
          <SealLine key={seal.id} seal={seal} now={now} busy={busy} onStampAgain={onStampAgain} />
        ))}
      </ol>
      {signer !== undefined && (
        <>
          <Fingerprint name={t('seal_signer')} hex={signer} testId="seal-signer" />
          <p class="hint">{t('seal_signer_hint')}</p>
        </>
      )}
    </div>
  );
}

type SealLineProps = Omit<SealListProps, 'seals'> & { readonly seal: StoredSeal };

function SealLine({ seal, now, busy, onStampAgain }: SealLineProps): JSX.Element {
  const statement = statementOf(seal);
  const flags = useSealedUpTo(seal);
  const { timestamp } = seal;
  return (
    <li class="seal" data-testid="seal" data-timestamp={timestamp.state}>
      <p class="seal-head">
        <strong>{t('seal_number', formatNumber(seal.n))}</strong>
        {statement !== undefined && (
          <time dateTime={statement.sealedAt} title={statement.sealedAt}>
            {formatTime(statement.sealedAt, now)}
          </time>
        )}
        {flags !== undefined && <span class="weak">{t('seal_flags', formatNumber(flags))}</span>}
        {statement !== undefined && (
          <span class="weak">{t('seal_leaves', formatNumber(statement.leafCount))}</span>
        )}
      </p>
      <p class={timestamp.state === 'queued' ? 'seal-waiting' : 'weak'}>
        {timestamp.state === 'granted' && <Icon name="check" />} {timestampWords(timestamp, now)}
        {timestamp.state === 'granted' && (
          <>
            {' '}
            <PageText text={hostOf(timestamp.url)} class="weak" />
          </>
        )}
      </p>
      {timestamp.state === 'queued' && (
        <div class="seal-queued">
          {timestamp.problem !== undefined && (
            <p class="hint" data-testid="stamp-problem" data-code={timestamp.problem.code}>
              {sentenceOf(timestamp.problem)}
            </p>
          )}
          <button
            type="button"
            class="small"
            disabled={busy}
            data-testid="stamp-again"
            onClick={onStampAgain}
          >
            <Icon name="sync" /> {t('seal_stamp_again')}
          </button>
        </div>
      )}
    </li>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
