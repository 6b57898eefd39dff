// The queue: the session's flags, by status, with the keyboard; discarding and undoing. Runs in the UI.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../../flag/session';
import type { Status } from '../../flag/states';
import { useApp } from '../app';
import { ProblemNote } from '../parts/problem-note';
import { isTyping, useKeys } from '../parts/use-keys';
import { go } from '../route';
import { t } from '../t';
import { Actions } from './actions';
import { CutNotes } from './cut-notes';
import { EmptyFilter, EmptyQueue } from './empty';
import { FilterBar, filterAfter } from './filter-bar';
import { FlagList } from './flag-list';
import { KeyHelp } from './key-help';
import { type QueueAction, queueAction } from './keys';
import { LastProblem } from './last-problem';
import { UndoBar } from './undo-bar';
import { useDiscards } from './use-discards';
import { total, useQueue } from './use-queue';

const open = (flagId: string): void => go({ screen: 'judge', flagId });

export function Queue({ session }: { session: Session }): JSX.Element {
  const [filter, setFilter] = useState<Status | undefined>(undefined);
  const [activeId, setActive] = useState<string | undefined>(undefined);
  const [focused, setFocused] = useState(false);
  const { last, problem, discard, restore, forget } = useDiscards();
  const contents = useQueue(useApp().db, session.id, filter);
  const ids = contents?.ids ?? [];
  const index = Math.max(0, activeId === undefined ? 0 : ids.indexOf(activeId));

  const at = (i: number): string | undefined => ids[Math.min(ids.length - 1, Math.max(0, i))];
  const activate = (id: string | undefined): void => {
    setActive(id);
    setFocused(true);
  };
  const discardAt = async (id: string): Promise<void> => {
    // under a filter the row goes away: its neighbour takes its place
    if (filter !== undefined && id === activeId) setActive(ids[index + 1] ?? ids[index - 1]);
    await discard(id);
  };
  const undo = (): void => {
    if (last !== undefined) void restore(last);
  };
  const carryOut = (action: QueueAction): boolean => {
    const id = at(index);
    if (action === 'undo') undo();
    else if (action === 'filter') setFilter(filterAfter(filter, contents?.tallies));
    else if (id === undefined) return false;
    else if (action === 'open') open(id);
    else if (action === 'discard') void discardAt(id);
    else activate(focused ? at(index + action.move) : id);
    return true;
  };
  useKeys((event) => {
    const action = queueAction(event, isTyping(event));
    return action !== undefined && carryOut(action);
  });

  return (
    <div class="queue" onFocusOut={(event) => leftList(event) && setFocused(false)}>
      <h1 class="visually-hidden">{t('queue_title')}</h1>
      <Actions tallies={contents?.tallies} />
      <CutNotes />
      <LastProblem />
      <ProblemNote problem={problem} />
      {contents !== undefined && (
        <FilterBar tallies={contents.tallies} filter={filter} onFilter={setFilter} />
      )}
      {contents !== undefined && ids.length === 0 && (
        <Empty all={total(contents.tallies)} onAll={() => setFilter(undefined)} />
      )}
      {ids.length > 0 && (
        <FlagList
          key={filter ?? 'all'}
          ids={ids}
          activeId={activeId}
          focused={focused}
          onActive={activate}
          onOpen={open}
          onDiscard={(row) => void discardAt(row.id)}
          onRestore={(row) => void restore(row)}
        />
      )}
      <UndoBar row={last} onUndo={undo} onClose={forget} />
      <KeyHelp />
    </div>
  );
}

function Empty({ all, onAll }: { all: number; onAll: () => void }): JSX.Element {
  return all === 0 ? <EmptyQueue /> : <EmptyFilter onAll={onAll} />;
}

function leftList(event: FocusEvent): boolean {
  const to = event.relatedTarget;
  return to instanceof Element && to.closest('[data-testid="flag-list"]') === null;
}
