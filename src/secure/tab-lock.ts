// One at a time moves a tab about, and a flag goes before all: who scrolls a tab gives way to it. Runs in the worker.
// Locks nothing in the page: the page puts itself back when a flag's first question reaches it (page/scroller.ts).

/** A place in the line for a tab. */
export interface Turn {
  /** A flag came for the tab since the turn began: nothing more may be shot or scrolled in it. */
  lost(): boolean;
}

export interface TabLocks {
  /** A flag is being secured in the tab, until the returned function is called. Never waits. */
  claim(tabId: number): () => void;
  /** Runs `work` when nobody else has a turn on the tab and no flag is being secured in it. */
  withTab<T>(tabId: number, work: (turn: Turn) => Promise<T>): Promise<T>;
}

interface State {
  claims: number;
  /** Claims so far: a turn that saw fewer is lost. */
  made: number;
  line: Promise<unknown>;
  /** Those that wait for the last claim to end. */
  waiting: (() => void)[];
}

export function createTabLocks(): TabLocks {
  const states = new Map<number, State>();
  const of = (tabId: number): State => {
    const state = states.get(tabId) ?? { claims: 0, made: 0, line: Promise.resolve(), waiting: [] };
    states.set(tabId, state);
    return state;
  };
  return {
    claim(tabId) {
      const state = of(tabId);
      state.claims += 1;
      state.made += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        state.claims -= 1;
        if (state.claims === 0) for (const go of state.waiting.splice(0)) go();
      };
    },
    withTab(tabId, work) {
      const state = of(tabId);
      const done = state.line.then(async () => {
        while (state.claims > 0) await new Promise<void>((go) => state.waiting.push(go));
        const { made } = state;
        return work({ lost: () => state.made !== made });
      });
      state.line = done.catch(() => undefined); // its own caller hears of it; the next in line goes on
      return done;
    },
  };
}

/** The worker's own. */
export const { claim: claimTab, withTab } = createTabLocks();
