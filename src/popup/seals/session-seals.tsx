// The seals of one session in the list of sessions: the state in a line, all of them on request, a new one. Runs in the UI.
import type { JSX } from 'preact';
import type { Session } from '../../flag/session';
import { useApp } from '../app';
import { Icon } from '../parts/icons';
import { hashOf } from '../route';
import { isBusy, sealRun, startStamping } from './run';
import { SealList } from './seal-list';
import { SealButton, SealProgress } from './seal-now';
import { SealState } from './seal-state';
import { useSeals } from './use-seals';

export function SessionSeals({ session }: { session: Session }): JSX.Element | null {
  const app = useApp();
  const seals = useSeals(session.id);
  if (seals === undefined) return null;
  const now = app.clock.now();
  const state = <SealState session={session} seals={seals} now={now} />;
  return (
    <div class="session-seals">
      {seals.length === 0 ? (
        state
      ) : (
        <details data-testid="seals">
          <summary>
            <Icon name="chevron" />
            {state}
          </summary>
          <SealList
            seals={seals}
            now={now}
            busy={isBusy(sealRun.value)}
            onStampAgain={() => void startStamping(app, session.id)}
          />
        </details>
      )}
      {session.nextSeq > 1 && (
        <SealButton session={session} again={seals.length > 0} hash={hashOf({ screen: 'sessions' })} />
      )}
      <SealProgress session={session} />
    </div>
  );
}
