// Destroying a flag's pictures: asked twice, with a reason; afterwards what stands in their place. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { Tombstone } from '../../queue/database';
import { purgePictures } from '../../queue/purge';
import { actingOf, useApp } from '../app';
import { Dialog } from '../parts/dialog';
import { FieldError } from '../parts/field';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { ProblemNote } from '../parts/problem-note';
import { formatNumber, formatTime, t } from '../t';
import { evidenceNumber } from '../words';

const REASON_MAX = 500;

interface DestroyProps {
  readonly flagId: string;
  readonly seq: number;
  /** Artefacts that would go. */
  readonly count: number;
}

export function Destroy({ flagId, seq, count }: DestroyProps): JSX.Element | null {
  const [asking, setAsking] = useState(false);
  if (count === 0) return null;
  return (
    <div class="destroy">
      <button type="button" class="quiet small" data-testid="destroy" onClick={() => setAsking(true)}>
        <Icon name="discard" /> {t('destroy_open')}
      </button>
      {asking && <Confirm flagId={flagId} seq={seq} count={count} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Confirm({ flagId, seq, count, onClose }: DestroyProps & { onClose: () => void }): JSX.Element {
  const app = useApp();
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const missing = checked && reason.trim() === '';
  const destroy = async (): Promise<void> => {
    setChecked(true);
    if (reason.trim() === '') return document.getElementById('destroyReason')?.focus();
    try {
      await purgePictures(app.db, [flagId], reason.trim(), actingOf(app));
      onClose();
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  return (
    <Dialog name="destroy-dialog" title={t('destroy_title', evidenceNumber(seq))} onClose={onClose}>
      <div class="dialog-body">
        <p>{t('destroy_what', formatNumber(count))}</p>
        <p class="weak">{t('destroy_stays')}</p>
        <div class="field">
          <label for="destroyReason">{t('destroy_reason')}</label>
          <textarea
            id="destroyReason"
            dir="auto"
            rows={2}
            maxLength={REASON_MAX}
            value={reason}
            aria-invalid={missing}
            aria-describedby={`destroyReason-hint${missing ? ' destroyReason-error' : ''}`}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <p class="hint" id="destroyReason-hint">
            {t('destroy_reason_hint')}
          </p>
          <FieldError id="destroyReason" text={missing ? t('destroy_reason_missing') : undefined} />
        </div>
        <ProblemNote problem={problem} />
        <div class="dialog-actions">
          <button type="button" class="danger" data-testid="destroy-now" onClick={() => void destroy()}>
            {t('destroy_now')}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {t('part_cancel')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

export function TombstoneNote({ tombstone }: { tombstone: Tombstone | undefined }): JSX.Element | null {
  const { clock } = useApp();
  if (tombstone === undefined) return null;
  return (
    <div class="note tombstone" data-testid="tombstone">
      <Icon name="discard" />
      <p>
        {t('destroy_done', formatTime(tombstone.at, clock.now()))} {t('destroy_reason_given')}{' '}
        <PageText text={tombstone.reason} />
      </p>
    </div>
  );
}
