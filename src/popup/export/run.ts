// The one export that may be under way in this tab; it goes on while other screens are looked at. Runs in the UI (tab).
import { signal } from '@preact/signals';
import { type Problem, problemOf } from '../../errors';
import { exportSession } from '../../export/export-session';
import type { Profile } from '../../export/exporter';
import { type App, actingOf } from '../app';

export type ExportRun =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly done: number;
      readonly total: number;
      readonly bytes: number;
      readonly cancel: () => void;
    }
  | {
      readonly state: 'done';
      readonly filename: string;
      /** Alive until the next export: a download may take its time. */
      readonly url: string;
      readonly bytes: number;
      readonly flags: number;
      readonly problems: readonly Problem[];
      readonly clear: () => Promise<void>;
    }
  | { readonly state: 'failed'; readonly problem: Problem };

export const exportRun = signal<ExportRun>({ state: 'idle' });

export async function startExport(app: App, sessionId: string, profile: Profile): Promise<void> {
  const before = exportRun.value;
  if (before.state === 'running') return;
  const cancelling = new AbortController();
  const cancel = (): void => cancelling.abort();
  exportRun.value = { state: 'running', done: 0, total: 0, bytes: 0, cancel };
  if (before.state === 'done') await before.clear();
  try {
    const { filename, file, flags, problems, dispose } = await exportSession({
      db: app.db,
      sessionId,
      profile,
      signal: cancelling.signal,
      onProgress: (progress) => {
        exportRun.value = { state: 'running', ...progress, cancel };
      },
      clock: app.clock,
      actor: actingOf(app).actor,
    });
    const url = URL.createObjectURL(file);
    const clear = async (): Promise<void> => {
      URL.revokeObjectURL(url);
      await dispose();
    };
    exportRun.value = { state: 'done', filename, url, bytes: file.size, flags, problems, clear };
  } catch (error) {
    exportRun.value = { state: 'failed', problem: problemOf(error, 'export_failed') };
  }
}
