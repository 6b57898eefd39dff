// The state of the form being filled: what it holds, whether that is kept, what is missing. Runs in the UI.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import { type Draft, type DraftField, judge } from '../../flag/judgement';
import { judgeFlag, restoreFlag, saveDraft } from '../../queue/judgements';
import { type App, actingOf } from '../app';
import { go } from '../route';
import { t } from '../t';
import { tidied } from './draft';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper';
import { type Begun, nextDraft } from './load';

export interface DraftWork {
  readonly draft: Draft;
  readonly missing: readonly DraftField[];
  /** How often saving was refused because something was missing. */
  readonly refusals: number;
  readonly saving: boolean;
  readonly kept: boolean;
  readonly problem: Problem | undefined;
  readonly change: (draft: Draft) => void;
  /** Shows this instead, without keeping it as a draft. */
  readonly replace: (draft: Draft) => void;
  readonly save: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly attempt: (work: () => Promise<unknown>, then: () => void) => Promise<void>;
}

export function useDraft(app: App, { flag, draft: first }: Begun): DraftWork {
  const flagId = flag.capture.id;
  const [draft, setDraft] = useState(first);
  const [missing, setMissing] = useState<readonly DraftField[]>([]);
  const [refusals, setRefusals] = useState(0);
  const [saving, setSaving] = useState(false);
  const [kept, setKept] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [unkept, setUnkept] = useState<Problem | undefined>(undefined);
  const keeper = useRef<DraftKeeper | undefined>(undefined);

  const openKeeper = (from: Draft): void => {
    keeper.current = createDraftKeeper(
      from,
      (changed, whole) => saveDraft(app.db, flagId, changed, app.clock, whole),
      (outcome) => {
        setKept(outcome.ok);
        setUnkept(outcome.ok ? undefined : problemOf(outcome.error, 'store_unavailable'));
      },
    );
  };
  useEffect(() => openKeeper(first), [flagId]);

  const attempt = async (work: () => Promise<unknown>, then: () => void): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
      then();
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
    }
  };

  const change = (next: Draft): void => {
    setDraft(next);
    setProblem(undefined);
    keeper.current?.keep(next);
    if (missing.length > 0) setMissing(stillMissing(missing, next));
  };

  const save = async (): Promise<void> => {
    // the key is heard also where the button is greyed out
    if (saving || flag.row.flagState === 'discarded') return;
    const result = judge(tidied(draft));
    setMissing(result.ok ? [] : result.missing);
    if (!result.ok) setRefusals((n) => n + 1);
    if (!result.ok) return;
    setSaving(true);
    // the draft is on disk before the judgement is tried: neither a full disk nor a closed window takes it
    await keeper.current?.stop();
    const judged = flag.judgement !== undefined;
    try {
      await judgeFlag(app.db, flagId, result.fields, actingOf(app));
      // the form takes nothing in until it is gone: what came after the judgement would be kept nowhere
      await goOn(app, flag.capture.sessionId, flagId, judged);
    } catch (error) {
      setProblem(problemOf(error, 'store_unavailable'));
      keeper.current?.resume();
      setSaving(false);
    }
  };

  const restore = (): Promise<void> =>
    attempt(
      () => restoreFlag(app.db, flagId, actingOf(app)),
      () => undefined,
    );
  const replace = (next: Draft): void => {
    setDraft(next);
    openKeeper(next);
    setMissing([]);
  };
  return {
    draft,
    missing,
    refusals,
    saving,
    kept,
    problem: problem ?? unkept,
    change,
    replace,
    save,
    restore,
    attempt,
  };
}

/** Fields that were missing and still are: complaints go as they are met, new ones come only with saving. */
function stillMissing(before: readonly DraftField[], draft: Draft): readonly DraftField[] {
  const result = judge(tidied(draft));
  if (result.ok) return [];
  const left = before.filter((field) => result.missing.includes(field));
  return left.length === before.length ? before : left;
}

async function goOn(app: App, sessionId: string, flagId: string, judged: boolean): Promise<void> {
  const next = judged ? undefined : await nextDraft(app.db, sessionId, flagId);
  if (next !== undefined) go({ screen: 'judge', flagId: next });
  else go({ screen: 'queue' }, judged ? t('part_saved') : t('judge_done_last'));
}
