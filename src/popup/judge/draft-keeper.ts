// Brings each change of the form to the store, in order, the last one winning. No timer: a write starts with the
// keystroke, or, while another is under way, the moment that one is done. Runs in the UI.
import type { Draft } from '../../flag/judgement';

export interface DraftKeeper {
  keep(draft: Draft): void;
  /** Keeps nothing more; resolves when no write is under way. */
  stop(): Promise<void>;
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

export function createDraftKeeper(
  save: (draft: Draft) => Promise<void>,
  report: (outcome: Outcome) => void,
): DraftKeeper {
  let waiting: Draft | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    while (waiting !== undefined) {
      const draft = waiting;
      waiting = undefined;
      try {
        await save(draft);
        report({ ok: true });
      } catch (error) {
        report({ ok: false, error });
      }
    }
    running = undefined;
  };

  return {
    keep(draft) {
      if (stopped) return;
      waiting = draft;
      running ??= run();
    },
    async stop() {
      stopped = true;
      waiting = undefined;
      await running;
    },
  };
}
