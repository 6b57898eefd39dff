// Carries out what a key in the form means. Runs in the UI.
import type { RefObject } from 'preact';
import { isTyping, useKeys } from '../parts/use-keys';
import { go } from '../route';
import { draftAfter, withPhrase } from './draft';
import { bringIntoView, focusInput } from './inputs';
import { type JudgeAction, judgeAction } from './keys';
import type { DraftWork } from './use-draft';

interface KeyWork {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly work: DraftWork;
  readonly phrases: readonly string[];
  readonly onReveal: () => void;
  readonly onEvidence: () => void;
}

export function useJudgeKeys(given: KeyWork): void {
  useKeys((event) => {
    const action = judgeAction(event, isTyping(event));
    if (action === undefined) return false;
    // while it is being saved the form takes nothing in
    return given.work.saving || carryOut(action, given);
  });
}

/** False when the key means nothing at the moment. */
function carryOut(action: JudgeAction, { form, work, phrases, onReveal, onEvidence }: KeyWork): boolean {
  switch (action.do) {
    case 'leave':
      go({ screen: 'queue' });
      return true;
    case 'save':
      void work.save();
      return true;
    case 'reveal':
      onReveal();
      return true;
    case 'evidence':
      onEvidence();
      return true;
    case 'focus':
      focusInput(form.current, action.field);
      return true;
    case 'phrase': {
      const phrase = phrases[action.n];
      if (phrase === undefined) return false;
      work.change(withPhrase(work.draft, phrase));
      bringIntoView(form.current, 'reason');
      return true;
    }
    default: {
      const after = draftAfter(work.draft, action);
      if (after === undefined) return false;
      work.change(after);
      if (action.do === 'conclusion') bringIntoView(form.current, 'conclusion');
      return true;
    }
  }
}
