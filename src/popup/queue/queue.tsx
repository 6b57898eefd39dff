// The queue: the session's flags, by status, with the keyboard; discarding and undoing. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { Row } from '../../flag/row';
import type { Session } from '../../flag/session';
import type { Status } from '../../flag/states';
import { discardFlag, restoreFlag } from '../../queue/judgements';
import { readRows } from '../../queue/read';
import { actingOf, useApp } from '../app';
import { ProblemNote } from '../parts/problem-note';
import { isTyping, useKeys } from '../parts/use-keys';
import { go } from '../route';
import { t } from '../t';
import { Actions } from './actions';
import { CutNotes } from './cut-notes';
import { EmptyFilter, EmptyQueue } from './empty';
import { FilterBar, filtersFor } from './filter-bar';
import { FlagList } from './flag-list';
import { KeyHelp } from './key-help';
import { queueAction } from './keys';
import { UndoBar } from './undo-bar';
import { total, useQueue } from './use-queue';

export function Queue({ session }: { session: Session }): JSX.Element {
  const app = useApp();
  const { db } = app;
  const [filter, setFilter] = useState<Status | undefined>(undefined);
  const [activeId, setActive] = useState<string | undefined>(undefined);
  const [focused, setFocused] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [discarded, setDiscarded] = useState<readonly Row[]>([]);
  const contents = useQueue(db, session.id, filter);
  const ids = contents?.ids ?? [];
  const activeIndex = Math.max(0, activeId === undefined ? 0 : ids.indexOf(activeId));

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  const discard = (row: Row): Promise<void> =>
    attempt(async () => {
      await discardFlag(db, row.id, actingOf(app));
      // under a filter the row goes away: its neighbour takes its place
      if (activeId === row.id && filter !== undefined)
        setActive(ids[activeIndex + 1] ?? ids[activeIndex - 1]);
      setDiscarded((before) => [...before, row]);
    });
  const restore = (row: Row): Promise<void> =>
    attempt(async () => {
      await restoreFlag(db, row.id, actingOf(app));
      setDiscarded((before) => before.filter(({ id }) => id !== row.id));
    });
  const last = discarded.at(-1);

  const discardActive = async (id: string): Promise<void> => {
    const [row] = await readRows(db, [id]);
    if (row !== undefined && row.flagState !== 'discarded') await discard(row);
  };

  useKeys((event) => {
    const action = queueAction(event, isTyping(event));
    if (action === undefined) return false;
    const at = (index: number): string | undefined => ids[Math.min(ids.length - 1, Math.max(0, index))];
    const id = at(activeIndex);
    if (action === 'undo') last !== undefined && void restore(last);
    else if (action === 'filter' && contents !== undefined) {
      const choices = filtersFor(contents.tallies, filter);
      setFilter(choices[(choices.indexOf(filter) + 1) % choices.length]);
    } else if (id === undefined) return false;
    else if (action === 'open') go({ screen: 'judge', flagId: id });
    else if (action === 'discard') void discardActive(id);
    else if (action !== 'filter') {
      setActive(focused ? at(activeIndex + action.move) : id);
      setFocused(true);
    }
    return true;
  });

  return (
    <div class="queue" onFocusOut={(event) => leftList(event) && setFocused(false)}>
      <h1 class="visually-hidden">{t('queue_title')}</h1>
      <Actions tallies={contents?.tallies} />
      <CutNotes />
      <ProblemNote problem={problem} />
      {contents !== undefined && (
        <FilterBar tallies={contents.tallies} filter={filter} onFilter={setFilter} />
      )}
      {contents !== undefined &&
        ids.length === 0 &&
        (total(contents.tallies) === 0 ? <EmptyQueue /> : <EmptyFilter onAll={() => setFilter(undefined)} />)}
      {ids.length > 0 && (
        <FlagList
          key={filter ?? 'all'}
          ids={ids}
          activeId={activeId}
          focused={focused}
          onActive={(id) => {
            setActive(id);
            setFocused(true);
          }}
          onOpen={(flagId) => go({ screen: 'judge', flagId })}
          onDiscard={(row) => void discard(row)}
          onRestore={(row) => void restore(row)}
        />
      )}
      <UndoBar
        row={last}
        onUndo={() => last !== undefined && void restore(last)}
        onClose={() => setDiscarded([])}
      />
      <KeyHelp />
    </div>
  );
}

function leftList(event: FocusEvent): boolean {
  const to = event.relatedTarget;
  return to instanceof Element && to.closest('[data-testid="flag-list"]') === null;
}
