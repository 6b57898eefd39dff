// Brings the changes of the form to the store, in order: of each field the last one, of an untouched field nothing.
// No timer: a write starts with the keystroke, or, while another is under way, the moment that one is done. Runs in the UI.
import type { Draft } from '../../flag/judgement';
import { changesOf } from './draft';

export interface DraftKeeper {
  keep(draft: Draft): void;
  /** Takes nothing more to the store; resolves when all that was to be kept has been tried. */
  stop(): Promise<void>;
  /** Goes on after all, with the newest draft it was given: also one that came since it stopped. */
  resume(): void;
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/** `save` gets the fields that differ from what this view last stored, beginning with `first`, and the whole draft. */
export function createDraftKeeper(
  first: Draft,
  save: (changed: Draft, whole: Draft) => Promise<void>,
  report: (outcome: Outcome) => void,
): DraftKeeper {
  let stored = first;
  let latest: Draft | undefined;
  let waiting: Draft | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    while (waiting !== undefined) {
      const draft = waiting;
      waiting = undefined;
      try {
        await save(changesOf(stored, draft), draft);
        // a change that failed stays a change: the next write takes it along
        stored = draft;
        report({ ok: true });
      } catch (error) {
        report({ ok: false, error });
      }
    }
    running = undefined;
  };
  const keep = (draft: Draft): void => {
    latest = draft;
    if (stopped) return;
    waiting = draft;
    running ??= run();
  };

  return {
    keep,
    async stop() {
      stopped = true;
      await running;
    },
    resume() {
      stopped = false;
      if (latest !== undefined) keep(latest);
    },
  };
}
