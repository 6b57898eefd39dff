// The list of flags: any number of them, only those in view are drawn. New flags on top do not move what is read.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Row } from '../../flag/row';
import { useApp } from '../app';
import { t } from '../t';
import { RowView } from './row-view';
import { useRows } from './use-rows';
import { useVirtualRows } from './use-virtual';

/** As in the style sheet: the height of a row with its border. */
export const ROW_PX = 80;

interface FlagListProps {
  readonly ids: readonly string[];
  readonly activeId: string | undefined;
  /** The keyboard is in the list: the active row gets the focus. */
  readonly focused: boolean;
  readonly onActive: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onDiscard: (row: Row) => void;
  readonly onRestore: (row: Row) => void;
}

export function FlagList(props: FlagListProps): JSX.Element {
  const { ids, activeId, focused, onActive, onOpen, onDiscard, onRestore } = props;
  const { db, clock } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const { items, totalPx, reveal } = useVirtualRows(scroller, ids.length, ROW_PX);
  useSteadyScroll(scroller, ids);
  const rowOf = useRows(
    db,
    items.flatMap(({ index }) => ids[index] ?? []),
  );
  const activeIndex = activeId === undefined ? 0 : ids.indexOf(activeId);
  const now = clock.now();

  useEffect(() => {
    if (focused && activeIndex >= 0) reveal(activeIndex);
  }, [activeIndex, focused]);
  // a row may come into being only after scrolling to it, so after every drawing
  const moving = useRef(false);
  useEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>('[data-active]');
    if (!focused || row?.contains(document.activeElement) !== false) return;
    // the focus we give is no wish of the analyst: taken for one, two quick keys would pull it to and fro for ever
    moving.current = true;
    row.querySelector<HTMLElement>('.row-open')?.focus({ preventScroll: true });
    moving.current = false;
  });

  return (
    <div class="list" ref={scroller} data-testid="flag-list" data-count={ids.length}>
      <ul aria-label={t('queue_list')} style={{ blockSize: `${totalPx}px` }}>
        {items.map(({ index, start }) => {
          const id = ids[index] ?? '';
          const row = rowOf(id);
          return (
            <li
              key={id}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
              data-active={index === activeIndex ? '' : undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                <div class="row row-coming" />
              ) : (
                <RowView
                  row={row}
                  now={now}
                  active={index === activeIndex}
                  onOpen={() => onOpen(id)}
                  onFocus={() => moving.current || onActive(id)}
                  onDiscard={() => onDiscard(row)}
                  onRestore={() => onRestore(row)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** When ids come or go above, scrolls along, so that the row at the top stays there; at the very top it lets them in. */
function useSteadyScroll(scroller: { current: HTMLElement | null }, ids: readonly string[]): void {
  const shown = useRef(ids);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = ids;
    const element = scroller.current;
    if (element === null || before === ids || element.scrollTop < ROW_PX / 2) return;
    const was = Math.floor(element.scrollTop / ROW_PX);
    const anchor = before.slice(was).find((id) => ids.includes(id));
    if (anchor !== undefined) element.scrollTop += (ids.indexOf(anchor) - before.indexOf(anchor)) * ROW_PX;
  }, [ids]);
}
