// One flag in the list. Pure but for its thumbnail, which is always blurred here.
import type { JSX } from 'preact';
import type { Row } from '../../flag/row';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { StatusChip } from '../parts/status-chip';
import { useBlobUrl } from '../parts/use-blob-url';
import { formatTime, t } from '../t';
import { errorCodeOf, evidenceNumber, platformName, subjectName } from '../words';

interface RowViewProps {
  readonly row: Row;
  readonly now: number;
  readonly active: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
  readonly onDiscard: () => void;
  readonly onRestore: () => void;
}

export function RowView(props: RowViewProps): JSX.Element {
  const { row, now, active, onOpen, onFocus, onDiscard, onRestore } = props;
  const discarded = row.flagState === 'discarded';
  const number = evidenceNumber(row.seq);
  return (
    <div class="row" data-testid="flag-row" data-flag-id={row.id} data-status={row.status}>
      <Thumbnail sha256={row.thumbnail} />
      <button type="button" class="row-open" tabIndex={active ? 0 : -1} onClick={onOpen} onFocus={onFocus}>
        <span class="row-head">
          <span class="row-number">{number}</span>
          <span class="row-platform">{platformName(row.platform)}</span>
          {row.subject !== 'post' && <span class="row-subject">{subjectName(row.subject)}</span>}
          {row.author === '' ? (
            <span class="weak">{t('queue_no_author')}</span>
          ) : (
            <PageText text={row.author} class="row-author" />
          )}
        </span>
        {row.snippet === '' ? (
          <span class="row-snippet weak">{t('queue_no_text')}</span>
        ) : (
          <PageText text={row.snippet} class="row-snippet" />
        )}
        <span class="row-foot">
          <StatusChip status={row.status} />
          {!row.verified && (
            <span class="row-unverified" data-testid="unverified">
              <Icon name="alert" />
              {t('queue_unverified')}
            </span>
          )}
          {row.severity > 0 && <span class="weak">{t('queue_severity', row.severity)}</span>}
          <RowProblem problem={row.problem} />
        </span>
      </button>
      <div class="row-side">
        <time dateTime={row.flaggedAt} title={row.flaggedAt}>
          {formatTime(row.flaggedAt, now)}
        </time>
        <button
          type="button"
          class="quiet square"
          tabIndex={active ? 0 : -1}
          aria-label={discarded ? t('judge_restore') : t('queue_discard_one', String(row.seq))}
          title={discarded ? t('judge_restore') : t('queue_discard')}
          onClick={discarded ? onRestore : onDiscard}
        >
          <Icon name={discarded ? 'undo' : 'discard'} />
        </button>
      </div>
    </div>
  );
}

function RowProblem({ problem }: { problem: string }): JSX.Element | null {
  if (problem === '' || errorCodeOf(problem) !== undefined) return null;
  return <PageText text={problem} class="row-problem" />;
}

function Thumbnail({ sha256 }: { sha256: string }): JSX.Element {
  const blob = useBlobUrl(sha256, 60);
  return (
    <div class="thumb">
      {blob.state === 'here' ? <img src={blob.url} alt="" width="56" height="56" /> : <Icon name="picture" />}
    </div>
  );
}
