// Exports a session as one ZIP. Runs in the UI (tab): a picker or a prompt would destroy the popup.
// Nothing is handed out, and nothing is logged, before the file is complete; a cancelled export leaves nothing.
import { FlagpostError, type Problem } from '../errors';
import type { Flag } from '../flag/flag';
import { type Clock, timeOf } from '../flag/time';
import type { Database } from '../queue/database';
import { logExport } from '../queue/exports';
import { readTallies } from '../queue/read';
import { lastSeal } from '../queue/seals';
import { bagExporter } from './bag';
import { type ExportDisk, privateDisk, sweepExports } from './disk';
import type { Profile, SessionSource } from './exporter';
import { exportName } from './filename';
import { type ExportProgress, throttled } from './progress';
import { sessionSource } from './session-source';
import { createZipFile } from './zip-file';

export interface ExportRequest {
  readonly db: Database;
  readonly sessionId: string;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly clock: Clock;
  /** Pseudonym of the analyst, for the custody log. */
  readonly actor: string;
  readonly disk?: ExportDisk;
}

export interface ExportedSession {
  readonly filename: string;
  /** Lies in the private file system until `dispose`, or until the tab is gone and the next export starts. */
  readonly file: File;
  readonly flags: number;
  /** artefact_lost, one per file that is not in it. */
  readonly problems: readonly Problem[];
  /** Removes the file. Only when the download is over. */
  dispose(): Promise<void>;
}

/** Throws FlagpostError session_empty, export_cancelled, disk_full, not_found, store_unavailable or export_failed. */
export async function exportSession(request: ExportRequest): Promise<ExportedSession> {
  try {
    for (;;) {
      request.signal.throwIfAborted();
      const made = await run(request);
      // undefined: sealed meanwhile, and that seal holds what came after the flags were written
      if (made !== undefined) return made;
    }
  } catch (error) {
    throw exportError(error, request.signal);
  }
}

async function run(request: ExportRequest): Promise<ExportedSession | undefined> {
  const { db, sessionId, profile, signal, clock, actor, disk = privateDisk() } = request;
  const sealed = (await lastSeal(db, sessionId))?.n ?? 0;
  const session = await db.get('sessions', sessionId);
  if (session === undefined) throw new FlagpostError('not_found');
  const total = await countFlags(db, sessionId, profile);
  await sweepExports(disk);
  const now = clock.now();
  const root = exportName(session, profile, timeOf(now).slice(0, 10));
  const modified = new Date(session.endedAt ?? now);
  const tell = throttled(request.onProgress ?? (() => undefined), clock);
  let done = 0;
  const progress = (last?: boolean) => tell({ done, total: Math.max(done, total), bytes: zip.bytes() }, last);
  const onBytes = () => {
    signal.throwIfAborted();
    progress();
  };
  const zip = await createZipFile(disk, { id: clock.id(), root, modified, onBytes });
  try {
    const source = counting(sessionSource(db, session), () => {
      done += 1;
      progress();
    });
    const summary = await bagExporter.write(source, profile, zip.sink, signal, now);
    if (summary.flags === 0) throw new FlagpostError('session_empty');
    if (summary.seals !== sealed) return zip.discard().then(() => undefined);
    const file = await zip.finish();
    signal.throwIfAborted();
    const { flags, problems, manifestSha256 } = summary;
    const note = { sessionId, profile, flags, lost: problems.length, sizeBytes: file.size, manifestSha256 };
    await logExport(db, note, actor, clock);
    progress(true);
    return { filename: `${root}.zip`, file, flags, problems, dispose: zip.discard };
  } catch (error) {
    await zip.discard();
    throw error;
  }
}

/** Flags in the session, for the progress. Throws session_empty when the profile would carry none of them. */
async function countFlags(db: Database, sessionId: string, profile: Profile): Promise<number> {
  const tallies = await readTallies(db, sessionId);
  const total = Object.values(tallies).reduce((sum, n) => sum + n, 0);
  const ready = total - tallies.draft - tallies.held - tallies.discarded;
  if ((profile === 'partner' ? ready : total) === 0) throw new FlagpostError('session_empty');
  return total;
}

/** Calls `onDone` each time a flag has been dealt with, which is when the next one is asked for. */
function counting(source: SessionSource, onDone: () => void): SessionSource {
  return {
    ...source,
    async *flags(): AsyncGenerator<Flag> {
      for await (const flag of source.flags()) {
        yield flag;
        onDone();
      }
    },
  };
}

function exportError(error: unknown, signal: AbortSignal): FlagpostError {
  if (signal.aborted) return new FlagpostError('export_cancelled', {}, error);
  if (error instanceof FlagpostError) return error;
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return new FlagpostError('disk_full', {}, error);
  }
  return new FlagpostError('export_failed', {}, error);
}
