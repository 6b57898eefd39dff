// What became of each address: any number of them, only those in view are read and drawn. Runs in the UI.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { readItems } from '../../queue/bulk-read';
import type { BulkItem, BulkRun } from '../../queue/database';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { useVirtualRows } from '../queue/use-virtual';
import { hashOf } from '../route';
import { formatNumber, t } from '../t';
import { outcomeWords } from './outcome-words';
import { useBulk } from './use-runs';

/** As in the style sheet: the height of a row with its border. */
const ROW_PX = 56;

export function Outcomes({ run }: { run: BulkRun }): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const { items, totalPx } = useVirtualRows(scroller, run.total, ROW_PX);
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const read = useBulk((db) => readItems(db, run.id, from + 1, to + 1), `${run.id} ${from} ${to}`);
  // while others are read, those that were read stay
  const last = useRef(new Map<number, BulkItem>());
  if (read !== undefined) last.current = new Map(read.map((item) => [item.n, item]));
  return (
    <section
      class="bulk-list"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached with the keyboard
      tabIndex={0}
      aria-label={t('bulk_outcomes')}
      style={{ blockSize: `${Math.min(run.total, 8) * ROW_PX + 2}px` }}
      data-testid="bulk-outcomes"
    >
      <ol style={{ blockSize: `${totalPx}px` }}>
        {items.map(({ index, start }) => (
          <li
            key={index}
            aria-setsize={run.total}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            <Outcome item={last.current.get(index + 1)} n={index + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Outcome({ item, n }: { item: BulkItem | undefined; n: number }): JSX.Element {
  if (item === undefined) return <div class="bulk-row" />;
  const { state, url, flagId } = item;
  const words = outcomeWords(item);
  const linked = flagId !== undefined && (state === 'done' || state === 'known');
  return (
    <div class="bulk-row" data-testid="bulk-item" data-state={state} data-code={item.problem?.code}>
      <span class="bulk-number">{formatNumber(n)}</span>
      <span class="bulk-url" title={url}>
        <bdi dir="ltr">{url}</bdi>
      </span>
      <span class="bulk-outcome">
        <span class={`chip bulk-item-${state}`}>{t(`bulk_item_${state}`)}</span>
        {words !== '' && (
          <span class="bulk-why" title={words}>
            {words}
          </span>
        )}
      </span>
      {linked && (
        <a class="button small bulk-flag" href={hashOf({ screen: 'judge', flagId })} data-testid="bulk-flag">
          <Icon name="flag" /> {t('bulk_open_flag')}
          <span class="visually-hidden">
            {' '}
            <PageText text={url} />
          </span>
        </a>
      )}
    </div>
  );
}
