// The status of a flag: a word, and a colour that says the same. Pure.
import type { JSX } from 'preact';
import type { Status } from '../../flag/states';
import { t } from '../t';

export function StatusChip({ status }: { status: Status }): JSX.Element {
  return (
    <span class={`chip chip-${status}`} data-testid="status" data-status={status}>
      {t(`status_${status}`)}
    </span>
  );
}
