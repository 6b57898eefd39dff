// The screen of one flag: evidence beside the form, keys for all of it, saving. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { DraftField } from '../../flag/judgement';
import { retryFlag } from '../../queue/deliveries';
import { dropDraft } from '../../queue/judgements';
import { recordReveal } from '../../queue/reveals';
import { actingOf, useApp } from '../app';
import { isTyping, useKeys } from '../parts/use-keys';
import { go } from '../route';
import { t } from '../t';
import { evidenceNumber } from '../words';
import { Captured } from './captured';
import { asLastTime, draftAfter, draftOfJudgement, withPhrase } from './draft';
import { JudgeBar } from './judge-bar';
import { JudgeForm } from './judge-form';
import { JudgeNotes } from './judge-notes';
import { judgeAction } from './keys';
import type { Begun } from './load';
import { FIELD_INPUTS, inOrder } from './missing';
import { phrasesFor } from './phrases';
import { Picture, picturesOf } from './picture';
import { useDraft } from './use-draft';

export function JudgeFlag({ begun }: { begun: Begun }): JSX.Element {
  const app = useApp();
  const { flag } = begun;
  const flagId = flag.capture.id;
  const form = useRef<HTMLFormElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [revealed, setRevealed] = useState(false);
  const work = useDraft(app, begun);
  const { draft, missing, saving } = work;
  const pictures = picturesOf(flag.artefacts);
  const phrases = phrasesFor(draft);
  const now = app.clock.now();

  useEffect(() => title.current?.focus(), [flagId]);
  // after a save that was refused, and only then: what is met while typing must not move the focus
  useLayoutEffect(() => focusFirst(form.current, missing), [work.refusals]);

  const toggle = (): void => {
    const { shown } = pictures;
    if (shown === undefined) return;
    // shown only once the look is in the log
    if (revealed) setRevealed(false);
    else
      void work.attempt(
        () => recordReveal(app.db, flagId, shown.sha256, actingOf(app)),
        () => setRevealed(true),
      );
  };

  useKeys((event) => {
    const action = judgeAction(event, isTyping(event));
    if (action === undefined || saving) return action !== undefined;
    if (action.do === 'leave') go({ screen: 'queue' });
    else if (action.do === 'save') void work.save();
    else if (action.do === 'reveal') toggle();
    else if (action.do === 'focus') focusInput(form.current, action.field);
    else if (action.do === 'phrase') {
      const phrase = phrases[action.n];
      if (phrase === undefined) return false;
      work.change(withPhrase(draft, phrase));
      bringIntoView(form.current, 'reason');
    } else {
      const after = draftAfter(draft, action);
      if (after === undefined) return false;
      work.change(after);
      if (action.do === 'conclusion') bringIntoView(form.current, 'conclusion');
    }
    return true;
  });

  const { seq } = flag.capture;
  const judged = flag.judgement !== undefined;
  return (
    <form
      class="judge"
      ref={form}
      noValidate
      data-testid="judge-form"
      data-flag-id={flagId}
      onSubmit={(event) => {
        event.preventDefault();
        void work.save();
      }}
    >
      <h1 class="visually-hidden" tabIndex={-1} ref={title}>
        {t(judged ? 'judge_title_edit' : 'judge_title', evidenceNumber(seq))}
      </h1>
      <div class="judge-scroll">
        <Captured
          flag={flag}
          now={now}
          picture={<Picture pictures={pictures} revealed={revealed} now={now} onToggle={toggle} />}
        />
        <div class="judge-work">
          <JudgeNotes
            row={flag.row}
            refusal={begun.refusal}
            resumed={judged && begun.resumed}
            onDrop={() =>
              work.attempt(
                () => dropDraft(app.db, flagId),
                () => flag.judgement !== undefined && work.replace(draftOfJudgement(flag.judgement)),
              )
            }
            onRestore={() => void work.restore()}
            onRetry={() =>
              void work.attempt(
                () => retryFlag(app.db, flagId, actingOf(app)),
                () => undefined,
              )
            }
          />
          <JudgeForm
            draft={draft}
            missing={missing}
            asLast={asLastTime(draft, begun.last)}
            groups={begun.groups}
            phrases={phrases}
            onDraft={work.change}
          />
        </div>
      </div>
      <JudgeBar
        missing={missing}
        problem={work.problem}
        kept={work.kept}
        saving={saving}
        next={!judged}
        discarded={flag.row.flagState === 'discarded'}
        onLeave={() => go({ screen: 'queue' })}
      />
    </form>
  );
}

function inputOf(form: HTMLFormElement | null, name: string): HTMLElement | null {
  return (
    form?.querySelector<HTMLElement>(`[name="${name}"]:checked, textarea[name="${name}"]`) ??
    form?.querySelector<HTMLElement>(`[name="${name}"]`) ??
    null
  );
}

function focusInput(form: HTMLFormElement | null, name: string): void {
  inputOf(form, name)?.focus();
}

function bringIntoView(form: HTMLFormElement | null, name: string): void {
  inputOf(form, name)?.scrollIntoView({ block: 'nearest' });
}

function focusFirst(form: HTMLFormElement | null, missing: readonly DraftField[]): void {
  const [first] = inOrder(missing);
  const input = FIELD_INPUTS.find(([field]) => field === first)?.[1];
  if (input !== undefined) focusInput(form, input);
}
