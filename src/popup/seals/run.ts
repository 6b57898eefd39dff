// The one sealing that may be under way in this window, and the time-stamps asked for after it; it goes on while other
// screens are looked at. Runs in the UI. What computes, signs and asks is loaded when it is wanted.
import { signal } from '@preact/signals';
import browser from 'webextension-polyfill';
import { type Problem, problemOf } from '../../errors';
import type { Session } from '../../flag/session';
import { type App, actingOf } from '../app';
import { stampWaiting } from './stamp-waiting';

export type SealRun =
  | { readonly state: 'idle' }
  | {
      readonly state: 'sealing';
      readonly sessionId: string;
      readonly done: number;
      readonly total: number;
      readonly cancel: () => void;
    }
  | { readonly state: 'stamping'; readonly sessionId: string; readonly cancel: () => void }
  | { readonly state: 'sealed' | 'cancelled'; readonly sessionId: string }
  | { readonly state: 'failed'; readonly sessionId: string; readonly problem: Problem };

export const sealRun = signal<SealRun>({ state: 'idle' });

export function isBusy({ state }: SealRun): boolean {
  return state === 'sealing' || state === 'stamping';
}

export async function startSealing(app: App, session: Session): Promise<void> {
  const { id: sessionId } = session;
  await run(sessionId, async (signal, cancel) => {
    const tell = (done: number, total: number): void => {
      sealRun.value = { state: 'sealing', sessionId, done, total, cancel };
    };
    tell(0, session.nextSeq - 1);
    const { sealSession } = await import('../../seal/seal-session');
    await sealSession(app.db, sessionId, {
      clock: app.clock,
      actor: actingOf(app).actor,
      settings: app.settings.value,
      extensionVersion: browser.runtime.getManifest().version,
      onProgress: tell,
      signal,
    });
    sealRun.value = { state: 'stamping', sessionId, cancel };
    await stampWaiting(app, signal);
  });
}

/** Asks again for every time-stamp that is waited for. */
export async function startStamping(app: App, sessionId: string): Promise<void> {
  await run(sessionId, async (signal, cancel) => {
    sealRun.value = { state: 'stamping', sessionId, cancel };
    await stampWaiting(app, signal);
    sealRun.value = { state: 'idle' };
  });
}

type Work = (signal: AbortSignal, cancel: () => void) => Promise<void>;

async function run(sessionId: string, work: Work): Promise<void> {
  if (isBusy(sealRun.value)) return;
  const cancelling = new AbortController();
  try {
    await work(cancelling.signal, () => cancelling.abort());
    if (isBusy(sealRun.value)) sealRun.value = { state: 'sealed', sessionId };
  } catch (error) {
    if (cancelling.signal.aborted) sealRun.value = { state: 'cancelled', sessionId };
    else sealRun.value = { state: 'failed', sessionId, problem: problemOf(error, 'store_unavailable') };
  }
}
