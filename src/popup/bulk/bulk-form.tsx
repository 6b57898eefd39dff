// The list of a run: pasted, or the selected tabs; what is in it is said before anything starts. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import type { Session } from '../../flag/session';
import { startRun } from '../../queue/bulk';
import { BULK_MAX } from '../../queue/bulk-items';
import { countKnown } from '../../queue/bulk-read';
import { type BulkList, parseList } from '../../secure/bulk-list';
import { useApp } from '../app';
import { Checkbox } from '../parts/field';
import { Icon } from '../parts/icons';
import { PageText } from '../parts/page-text';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';
import { command } from '../worker';
import { useSelectedTabs } from './use-selected-tabs';

interface BulkFormProps {
  readonly session: Session;
  /** Tabs that were selected when this screen was opened. */
  readonly selected: readonly number[] | undefined;
  readonly onStarted: (runId: string) => void;
}

/** Typing is not held up by thousands of lines. */
const PAUSE_MS = 200;
/** Lines that are shown; a paste of prose may have hundreds. */
const BAD_SHOWN = 20;

export function BulkForm({ session, selected, onStarted }: BulkFormProps): JSX.Element {
  const { db, clock } = useApp();
  const [text, setText] = useState('');
  const [again, setAgain] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const { list, known } = useParsed(text);
  const tabs = useSelectedTabs(selected);

  const start = async (): Promise<void> => {
    const { addresses, bad, over } = parseList(text);
    try {
      const run = await startRun(db, { sessionId: session.id, addresses, again }, clock);
      // what is not part of the run stays in the field
      setText([...bad.map((one) => one.text), ...over].join('\n'));
      setProblem(undefined);
      onStarted(run.id);
      const reply = await command({ type: 'bulk_run', runId: run.id });
      if (!reply.ok) setProblem(reply.problem);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void start();
  };
  const addTabs = (): void => setText((now) => [now.trimEnd(), ...tabs].filter((one) => one).join('\n'));
  const count = list?.addresses.length ?? 0;
  return (
    <form class="card" noValidate onSubmit={submit} data-testid="bulk-form">
      <div class="field">
        <label for="bulkList">{t('bulk_list')}</label>
        <textarea
          id="bulkList"
          name="bulkList"
          rows={8}
          dir="ltr"
          spellcheck={false}
          autocomplete="off"
          aria-describedby="bulkList-hint bulkList-found"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start();
          }}
        />
        <p class="hint" id="bulkList-hint">
          {t('bulk_list_hint', BULK_MAX)}
        </p>
        <p class="bulk-found" id="bulkList-found" role="status" data-testid="bulk-found">
          {list !== undefined && text.trim() !== '' && foundWords(list, known)}
        </p>
      </div>
      {list !== undefined && <BadLines list={list} />}
      <Checkbox
        name="bulkAgain"
        label={t('bulk_again')}
        hint={t('bulk_again_hint')}
        checked={again}
        onChecked={setAgain}
      />
      <ProblemNote problem={problem} />
      <div class="bulk-buttons">
        <button type="submit" class="primary" disabled={count === 0} data-testid="bulk-start">
          <Icon name="flag" /> {count === 0 ? t('bulk_start') : t('bulk_start_count', count)}
        </button>
        <button
          type="button"
          disabled={tabs.length === 0}
          title={t('bulk_tabs_hint')}
          onClick={addTabs}
          data-testid="bulk-tabs"
        >
          <Icon name="tab" /> {t('bulk_tabs', tabs.length)}
        </button>
      </div>
    </form>
  );
}

function foundWords({ addresses, over, twice }: BulkList, known: number): string {
  return [
    t('bulk_found', addresses.length),
    twice > 0 ? t('bulk_found_twice', twice) : '',
    known > 0 ? t('bulk_found_known', known) : '',
    over.length > 0 ? t('bulk_found_over', over.length) : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

function BadLines({ list: { bad } }: { list: BulkList }): JSX.Element | null {
  if (bad.length === 0) return null;
  return (
    <details class="bulk-bad" data-testid="bulk-bad">
      <summary>{t('bulk_bad', bad.length)}</summary>
      <ul>
        {bad.slice(0, BAD_SHOWN).map(({ line, text }) => (
          <li key={line}>
            <span class="weak">{t('bulk_bad_line', line)}</span> <PageText text={text.slice(0, 200)} />
          </li>
        ))}
        {bad.length > BAD_SHOWN && <li class="weak">{t('bulk_bad_more', bad.length - BAD_SHOWN)}</li>}
      </ul>
    </details>
  );
}

/** What is in the list, and how much of it the queue knows already. */
function useParsed(text: string): { list: BulkList | undefined; known: number } {
  const { db } = useApp();
  const [list, setList] = useState<BulkList | undefined>(undefined);
  const [known, setKnown] = useState(0);
  useEffect(() => {
    let gone = false;
    const parse = async (): Promise<void> => {
      const parsed = parseList(text);
      setList(parsed);
      const count = await countKnown(
        db,
        parsed.addresses.map(({ keys }) => keys),
      );
      if (!gone) setKnown(count);
    };
    const timer = setTimeout(parse, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [db, text]);
  return { list, known };
}
