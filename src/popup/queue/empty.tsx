// What the queue shows when it has nothing to show. Runs in the UI.
import type { JSX } from 'preact';
import { Icon } from '../parts/icons';
import { t } from '../t';

export function EmptyQueue(): JSX.Element {
  return (
    <div class="empty" data-testid="empty">
      <Icon name="flag" />
      <h2>{t('queue_empty_title')}</h2>
      <p>{t('queue_empty_text', t('commandFlag'))}</p>
    </div>
  );
}

export function EmptyFilter({ onAll }: { onAll: () => void }): JSX.Element {
  return (
    <div class="empty" data-testid="empty">
      <h2>{t('queue_empty_filter')}</h2>
      <button type="button" onClick={onAll}>
        {t('queue_empty_all')}
      </button>
    </div>
  );
}
