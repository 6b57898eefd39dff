// What every screen works with: the store, the settings, the sessions, the clock. Runs in the UI.
import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../flag/session';
import type { Clock } from '../flag/time';
import type { Database } from '../queue/database';
import type { Acting } from '../queue/judgements';
import type { Settings, saveSettings } from '../settings';
import { checkEndpointUrl } from '../sync/endpoint-url';

/** The popup has a fixed width and dies at any dialog; the tab has neither limit. */
export type View = 'popup' | 'tab';

export interface App {
  readonly view: View;
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: ReadonlySignal<Settings>;
  readonly sessions: ReadonlySignal<readonly Session[]>;
  /** Saves, and tells the worker. */
  readonly changeSettings: (change: Parameters<typeof saveSettings>[0]) => Promise<void>;
}

const Context = createContext<App | undefined>(undefined);
export const AppProvider = Context.Provider;

export function useApp(): App {
  const app = useContext(Context);
  if (app === undefined) throw new Error('useApp outside of AppProvider');
  return app;
}

export function currentSession({ settings, sessions }: App): Session | undefined {
  return sessions.value.find(({ id }) => id === settings.value.currentSessionId);
}

/** Who acts and where to, as the queue's functions want it. */
export function actingOf({ settings, clock }: App): Acting {
  const { profile, endpoint } = settings.value;
  const checked = endpoint === undefined ? undefined : checkEndpointUrl(endpoint.url);
  return {
    actor: profile?.pseudonym ?? 'flagpost',
    endpointId: checked?.ok === true ? checked.url : undefined,
    clock,
  };
}
