// Judging one flag: loads it, keeps each change, saves the judgement, goes on to the next draft. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, problemOf } from '../../errors';
import { onChange } from '../../queue/changes';
import { purgedOf } from '../../queue/purge';
import { readFlag } from '../../queue/read';
import { type App, useApp } from '../app';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';
import { JudgeFlag } from './judge-flag';
import { type Begun, beginJudging, refusalOf } from './load';

type Loaded = { readonly begun: Begun } | { readonly problem: Problem } | undefined;

interface JudgeProps {
  readonly flagId: string;
  readonly artefactId: string | undefined;
}

export function Judge({ flagId, artefactId }: JudgeProps): JSX.Element {
  const app = useApp();
  const loaded = useBegun(app, flagId);
  if (loaded === undefined) return <p class="loading">{t('part_loading')}</p>;
  if ('problem' in loaded) return <ProblemNote problem={loaded.problem} />;
  return <JudgeFlag key={flagId} begun={loaded.begun} artefactId={artefactId} />;
}

/** What joins the flag later (pictures, a receipt) is shown; what is being typed is left alone. */
function useBegun({ db }: App, flagId: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(undefined);
  useEffect(() => {
    const leaving = new AbortController();
    const put = (next: (before: Loaded) => Loaded): void => {
      if (!leaving.signal.aborted) setLoaded(next);
    };
    setLoaded(undefined);
    beginJudging(db, flagId).then(
      (begun) => put(() => ({ begun })),
      (error: unknown) => put(() => ({ problem: problemOf(error, 'store_unavailable') })),
    );
    const refresh = async (): Promise<void> => {
      const [flag, refusal, tombstone] = await Promise.all([
        readFlag(db, flagId),
        refusalOf(db, flagId),
        purgedOf(db, flagId),
      ]);
      put((before) =>
        before !== undefined && 'begun' in before
          ? { begun: { ...before.begun, flag, refusal, tombstone } }
          : before,
      );
    };
    onChange((change) => {
      if (change.type === 'flags' && change.flagIds.includes(flagId)) void refresh();
    }, leaving.signal);
    return () => leaving.abort();
  }, [db, flagId]);
  return loaded;
}
