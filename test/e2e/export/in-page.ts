// Runs in a browser page served by the test: fills the store, exports a session, offers the file as a download.
import { crc32, sha256 } from '../../../src/evidence/digest';
import { exportSession } from '../../../src/export/export-session';
import type { Profile } from '../../../src/export/exporter';
import type { PresentArtefact } from '../../../src/flag/artefact';
import type { Clock } from '../../../src/flag/time';
import { commitCapture, type Evidence, type UnnumberedCapture } from '../../../src/queue/captures';
import { openDatabase } from '../../../src/queue/database';
import { startSession } from '../../../src/queue/sessions';

let counter = 0;
const id = (): string => {
  counter += 1;
  return `0198c0de-0000-7000-8000-${String(counter).padStart(12, '0')}`;
};
const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now(), id };

async function shot(flagId: string, sizeBytes: number): Promise<Evidence> {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 65_536)
    crypto.getRandomValues(bytes.subarray(at, Math.min(sizeBytes, at + 65_536)));
  const artefact: PresentArtefact = {
    schemaVersion: 1,
    id: id(),
    flagId,
    seq: 1,
    kind: 'screenshot_viewport',
    role: 'evidentiary',
    status: 'present',
    capturedAt: '2026-11-21T09:00:00.000Z',
    mediaType: 'image/png',
    sha256: await sha256(bytes),
    crc32: crc32(bytes),
    sizeBytes,
  };
  return { artefact, bytes: new Blob([bytes]) };
}

function captureIn(sessionId: string): UnnumberedCapture {
  const at = '2026-11-21T09:00:00.000Z';
  return {
    schemaVersion: 1,
    id: id(),
    sessionId,
    flaggedAt: at,
    flaggedAtLocal: at,
    timeZone: 'UTC',
    monotonicMs: 1,
    collectedBy: { analystId: 'falcon', unit: 'Unit', country: 'NL' },
    platform: 'x',
    pageUrl: 'https://x.com/a/status/1',
    normalizedUrl: 'https://x.com/a/status/1',
    dedupeKeys: [],
    post: { subject: 'post', text: 'text '.repeat(200) },
    capture: {
      startedAt: at,
      endedAt: at,
      gesture: 'menu',
      foundVia: 'clicked',
      verified: true,
      problems: [],
      alterations: [],
    },
    environment: {
      extensionVersion: '0.1.0',
      browser: 'b',
      browserVersion: '1',
      os: 'o',
      userAgent: 'u',
      languages: [],
      incognito: false,
    },
  };
}

const db = await openDatabase('export-in-page');

async function fill(flags: number, sizeBytes: number): Promise<string> {
  const session = await startSession(db, { name: 'In a browser', kind: 'exercise' }, 'falcon', clock);
  for (let i = 0; i < flags; i += 1) {
    const capture = captureIn(session.id);
    await commitCapture(db, capture, [await shot(capture.id, sizeBytes)]);
  }
  return session.id;
}

/** With `cancelAt`, stops itself when so many flags are done. */
async function run(sessionId: string, profile: Profile, cancelAt = Number.POSITIVE_INFINITY) {
  const controller = new AbortController();
  const start = performance.now();
  let reports = 0;
  const exported = await exportSession({
    db,
    sessionId,
    profile,
    signal: controller.signal,
    onProgress({ done }) {
      reports += 1;
      if (done >= cancelAt) controller.abort();
    },
    clock,
    actor: 'falcon',
  }).catch((error: unknown) => ({
    failed: String(error),
    cause: error instanceof Error ? String(error.cause) : '',
  }));
  if ('failed' in exported) return exported;
  const ms = performance.now() - start;
  const link = document.createElement('a');
  link.id = 'download';
  link.href = URL.createObjectURL(exported.file);
  link.download = exported.filename;
  link.textContent = 'download';
  document.body.replaceChildren(link);
  const { flags, problems, file } = exported;
  return { flags, problems: problems.length, sizeBytes: file.size, ms, reports };
}

/** Names in the folder of exports. */
async function leftovers(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  const folder = await root.getDirectoryHandle('exports', { create: true });
  for await (const name of folder.keys()) names.push(name);
  return names;
}

Object.assign(globalThis, { exporting: { fill, run, leftovers } });
