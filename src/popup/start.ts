// Opens the store and the settings and keeps both up to date, whoever changes them. Runs in the UI.
import { signal } from '@preact/signals';
import { v7 } from 'uuid';
import browser from 'webextension-polyfill';
import { FlagpostError, type Problem } from '../errors';
import type { Session } from '../flag/session';
import type { Clock } from '../flag/time';
import { onChange } from '../queue/changes';
import { openDatabase } from '../queue/database';
import { watchClock } from '../queue/log';
import { listSessions } from '../queue/sessions';
import { storeError } from '../queue/transact';
import { loadSettings, saveSettings } from '../settings';
import type { App, View } from './app';
import { stampWaiting } from './seals/stamp-waiting';
import { tellWorker } from './worker';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  id: () => v7(),
};

export async function startApp(view: View): Promise<App> {
  watchClock(systemClock);
  const [db, loaded] = await Promise.all([openDatabase().catch(rethrow), loadSettings()]);
  const settings = signal(loaded);
  const sessions = signal<readonly Session[]>(await listSessions(db));
  const changed = (area: string): boolean => area === 'local';
  browser.storage.onChanged.addListener((_changes, area) => {
    if (changed(area)) void loadSettings().then((fresh) => (settings.value = fresh));
  });
  onChange((change) => {
    if (change.type === 'sessions') void listSessions(db).then((fresh) => (sessions.value = fresh));
  }, new AbortController().signal);
  const waiting = { db, clock: systemClock, settings };
  // asked again whenever a window opens or the line is back; what an authority does is noted with the seal
  addEventListener('online', () => void stampWaiting(waiting));
  setTimeout(() => void stampWaiting(waiting), STAMP_AFTER_MS);
  return {
    view,
    db,
    clock: systemClock,
    settings,
    sessions,
    changeSettings: async (change) => {
      settings.value = await saveSettings(change);
      // a session just started may not have been announced yet
      sessions.value = await listSessions(db);
      tellWorker();
    },
  };
}

function rethrow(error: unknown): never {
  throw storeError(error);
}

/** The screen comes first. */
const STAMP_AFTER_MS = 2000;
const OPEN_FLAG = 'openFlag';

/** A read that failed where nobody waits for it: the store went away under us. Anything else is a fault of ours. */
export function watchStore(tell: (problem: Problem) => void): void {
  addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    const error = storeError(reason);
    if (error instanceof FlagpostError) tell({ code: error.code, params: error.params });
  });
}

/** The flag that the worker wants to be judged; asked once, then forgotten. */
export async function takeOpenFlag(): Promise<string | undefined> {
  const wanted: unknown = (await browser.storage.session.get(OPEN_FLAG))[OPEN_FLAG];
  if (typeof wanted !== 'string') return undefined;
  await browser.storage.session.remove(OPEN_FLAG);
  return wanted;
}
