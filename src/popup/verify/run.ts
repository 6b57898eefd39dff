// The one check of a bundle that may be under way in this tab; it goes on while other screens are looked at. Runs in the UI (tab).
// The bundle stays where it is: nothing of it is stored, and nothing leaves this computer.
import { signal } from '@preact/signals';
import { FlagpostError } from '../../errors';
import type { Report } from '../../verify/report';
import type { App } from '../app';

export type VerifyRun =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly name: string;
      readonly bytes: number;
      readonly total: number;
      readonly cancel: () => void;
    }
  | { readonly state: 'done'; readonly name: string; readonly report: Report }
  /** `what`: why it could not be read. */
  | { readonly state: 'refused'; readonly name: string; readonly what: unknown };

export const verifyRun = signal<VerifyRun>({ state: 'idle' });

const EVERY_MS = 100;

export async function startVerify(app: App, file: File): Promise<void> {
  if (verifyRun.value.state === 'running') return;
  const { name } = file;
  const cancelling = new AbortController();
  const cancel = (): void => cancelling.abort();
  verifyRun.value = { state: 'running', name, bytes: 0, total: file.size, cancel };
  try {
    const report = await verified(app, file, cancelling.signal, cancel);
    verifyRun.value = { state: 'done', name, report };
  } catch (error) {
    if (cancelling.signal.aborted) verifyRun.value = { state: 'idle' };
    else if (error instanceof FlagpostError)
      verifyRun.value = { state: 'refused', name, what: error.params.what };
    // the file was changed or taken away while it was read
    else if (error instanceof DOMException) verifyRun.value = { state: 'refused', name, what: 'damaged' };
    else throw error;
  }
}

async function verified(app: App, file: File, signal: AbortSignal, cancel: () => void): Promise<Report> {
  // the check and what it needs are only loaded for this screen
  const { verifyFile } = await import('../../verify/verify-file');
  const { pinnedKeys, timestampRoots } = app.settings.value;
  const own = await app.db.get('keys', 'signing');
  let next = 0;
  return verifyFile(file, {
    pins: pinnedKeys,
    // what this installation sealed itself needs no pin
    own: { signer: own?.fingerprint, roots: timestampRoots },
    now: app.clock.now(),
    signal,
    onProgress: ({ bytes, total }) => {
      const now = app.clock.monotonic();
      if (now < next) return;
      next = now + EVERY_MS;
      verifyRun.value = { state: 'running', name: file.name, bytes, total, cancel };
    },
  });
}
