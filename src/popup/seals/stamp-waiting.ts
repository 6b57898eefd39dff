// Asks for the time-stamps that seals wait for, when there are any and the computer is online. Runs in the UI.
// What speaks with an authority is large: it is loaded only then.
import { sealsToStamp } from '../../queue/seals';
import type { App } from '../app';

export async function stampWaiting(
  { db, clock, settings }: Pick<App, 'db' | 'clock' | 'settings'>,
  signal?: AbortSignal,
): Promise<void> {
  if (!navigator.onLine || settings.value.timestampUrl === undefined) return;
  if ((await sealsToStamp(db)).length === 0) return;
  const { stampSeals } = await import('../../seal/stamp');
  await stampSeals(db, {
    clock,
    settings: settings.value,
    fetch: (url, init) => fetch(url, init),
    signal,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
}
