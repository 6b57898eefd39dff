// The last discard, and the way back. It stays until it is used, replaced or closed: no race against a clock. Pure.
import type { JSX } from 'preact';
import type { Row } from '../../flag/row';
import { Key } from '../parts/field';
import { Icon } from '../parts/icons';
import { t } from '../t';

interface UndoBarProps {
  readonly row: Row | undefined;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

export function UndoBar({ row, onUndo, onClose }: UndoBarProps): JSX.Element {
  return (
    <div role="status" class="undo-place" data-testid="undo-bar">
      {row !== undefined && (
        <div class="undo">
          <span>{t('queue_discarded', row.seq)}</span>
          <button type="button" onClick={onUndo}>
            <Icon name="undo" /> {t('queue_undo')} <Key>Z</Key>
          </button>
          <button type="button" class="quiet square" aria-label={t('part_close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
