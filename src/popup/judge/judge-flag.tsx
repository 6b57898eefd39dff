// The screen of one flag: evidence beside the form, keys for all of it, saving. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { retryFlag } from '../../queue/deliveries';
import { dropDraft } from '../../queue/judgements';
import { recordReveal } from '../../queue/reveals';
import { actingOf, useApp } from '../app';
import { Evidence } from '../evidence/evidence';
import { NearMatches } from '../evidence/near-matches';
import { useNear } from '../evidence/use-near';
import { go } from '../route';
import { t } from '../t';
import { evidenceNumber } from '../words';
import { Captured } from './captured';
import { asLastTime, draftOfJudgement } from './draft';
import { FoundBy } from './found-by';
import { focusFirst } from './inputs';
import { JudgeBar } from './judge-bar';
import { JudgeForm } from './judge-form';
import { JudgeNotes } from './judge-notes';
import type { Begun } from './load';
import { phrasesFor } from './phrases';
import { Picture, picturesOf } from './picture';
import { type DraftWork, useDraft } from './use-draft';
import { useInert } from './use-inert';
import { useJudgeKeys } from './use-judge-keys';

interface JudgeFlagProps {
  readonly begun: Begun;
  readonly artefactId: string | undefined;
}

export function JudgeFlag({ begun, artefactId }: JudgeFlagProps): JSX.Element {
  const app = useApp();
  const { flag } = begun;
  const { id: flagId, seq } = flag.capture;
  const form = useRef<HTMLFormElement>(null);
  const fields = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const work = useDraft(app, begun);
  const { draft, missing } = work;
  const { picture, toggle } = usePicture(begun, work);
  const phrases = phrasesFor(draft);
  const evidence = useEvidence(begun, artefactId);
  const judged = flag.judgement !== undefined;

  useJudgeKeys({ form, work, phrases, onReveal: toggle, onEvidence: evidence.toggle });
  useInert(fields, work.saving);
  useEffect(() => title.current?.focus(), [flagId]);
  // after a save that was refused, and only then: what is met while typing must not move the focus
  useLayoutEffect(() => focusFirst(form.current, missing), [work.refusals]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void work.save();
  };
  return (
    <form
      class="judge"
      ref={form}
      noValidate
      data-testid="judge-form"
      data-flag-id={flagId}
      onSubmit={submit}
    >
      <h1 class="visually-hidden" tabIndex={-1} ref={title}>
        {t(judged ? 'judge_title_edit' : 'judge_title', evidenceNumber(seq))}
      </h1>
      <div class="judge-scroll" ref={fields}>
        <Captured
          flag={flag}
          now={app.clock.now()}
          picture={picture}
          found={<FoundBy capture={flag.capture} />}
          near={<Near begun={begun} />}
          evidence={evidence.part}
        />
        <div class="judge-work">
          <Notes begun={begun} work={work} />
          <JudgeForm
            post={flag.capture.post}
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
        saving={work.saving}
        next={!judged}
        discarded={flag.row.flagState === 'discarded'}
        onLeave={() => go({ screen: 'queue' })}
      />
    </form>
  );
}

/** The picture, and showing or blurring it: shown only once the look is in the log. */
function usePicture(
  { flag, tombstone }: Begun,
  { attempt }: DraftWork,
): { picture: JSX.Element; toggle: () => void } {
  const app = useApp();
  const [revealed, setRevealed] = useState(false);
  const pictures = picturesOf(flag.artefacts, tombstone?.sha256s);
  const toggle = (): void => {
    const { shown } = pictures;
    if (revealed) setRevealed(false);
    else if (shown !== undefined) {
      const log = (): Promise<void> => recordReveal(app.db, flag.capture.id, shown.sha256, actingOf(app));
      void attempt(log, () => setRevealed(true));
    }
  };
  const now = app.clock.now();
  return {
    picture: <Picture pictures={pictures} revealed={revealed} now={now} onToggle={toggle} />,
    toggle,
  };
}

/** As in judge.css: wide enough for the evidence beside the form. */
const WIDE = '(min-width: 60rem)';

/** The list of artefacts, folded away until asked for where it would push the form down. */
function useEvidence({ flag, tombstone }: Begun, artefactId: string | undefined) {
  const { view } = useApp();
  const [open, setOpen] = useState(
    () => artefactId !== undefined || (view === 'tab' && matchMedia(WIDE).matches),
  );
  const part = (
    <Evidence flag={flag} tombstone={tombstone} open={open} artefactId={artefactId} onOpen={setOpen} />
  );
  const toggle = (): void => {
    setOpen(!open);
    document.getElementById('evidence-summary')?.focus();
  };
  return { part, toggle };
}

function Near({ begun: { flag } }: { begun: Begun }): JSX.Element {
  const { sessions } = useApp();
  const { id, sessionId } = flag.capture;
  const near = useNear(id, flag.artefacts);
  return <NearMatches near={near} sessionId={sessionId} sessions={sessions.value} />;
}

function Notes({ begun, work }: { begun: Begun; work: DraftWork }): JSX.Element {
  const app = useApp();
  const { flag, refusal, resumed } = begun;
  const { judgement, row } = flag;
  const drop = (): void => {
    if (judgement === undefined) return;
    void work.attempt(
      () => dropDraft(app.db, row.id),
      () => work.replace(draftOfJudgement(judgement)),
    );
  };
  const retry = (): Promise<void> =>
    work.attempt(
      () => retryFlag(app.db, row.id, actingOf(app)),
      () => undefined,
    );
  return (
    <JudgeNotes
      row={row}
      refusal={refusal}
      resumed={judgement !== undefined && resumed}
      onDrop={drop}
      onRestore={() => void work.restore()}
      onRetry={() => void retry()}
    />
  );
}
