// Which status is listed, with how many flags each has. Pure.
import type { JSX } from 'preact';
import { STATUSES, type Status } from '../../flag/states';
import { formatNumber, t } from '../t';
import { type Tallies, total } from './use-queue';

interface FilterBarProps {
  readonly tallies: Tallies;
  readonly filter: Status | undefined;
  readonly onFilter: (filter: Status | undefined) => void;
}

/** Statuses that no flag has are left out, but for the one chosen. */
function filtersFor(tallies: Tallies, filter: Status | undefined): (Status | undefined)[] {
  return [undefined, ...STATUSES.filter((status) => tallies[status] > 0 || status === filter)];
}

/** The next one in the row, round and round. */
export function filterAfter(filter: Status | undefined, tallies: Tallies | undefined): Status | undefined {
  if (tallies === undefined) return filter;
  const choices = filtersFor(tallies, filter);
  return choices[(choices.indexOf(filter) + 1) % choices.length];
}

export function FilterBar({ tallies, filter, onFilter }: FilterBarProps): JSX.Element {
  return (
    <fieldset class="filters" data-testid="filters">
      <legend class="visually-hidden">{t('queue_filter')}</legend>
      {filtersFor(tallies, filter).map((status) => (
        <label class="filter" key={status ?? 'all'}>
          <input
            type="radio"
            name="filter"
            value={status ?? 'all'}
            checked={filter === status}
            onChange={() => onFilter(status)}
          />
          <span class="filter-face">
            {status !== undefined && <span class={`dot dot-${status}`} />}
            {t(`status_${status ?? 'all'}`)}
            <span class="filter-count" data-testid={`count-${status ?? 'all'}`}>
              {formatNumber(status === undefined ? total(tallies) : tallies[status])}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
