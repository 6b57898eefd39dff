// Runs in the worker, the popup's page and the tab's page of a small extension: writes into one queue by its own ways in.
import { crc32, sha256 } from '../../../src/evidence/digest';
import { PDQ_IMPLEMENTATION } from '../../../src/evidence/pdq';
import type { PresentArtefact } from '../../../src/flag/artefact';
import type { Clock } from '../../../src/flag/time';
import {
  addEvidence,
  commitCapture,
  type Evidence,
  type UnnumberedCapture,
} from '../../../src/queue/captures';
import { type Database, openDatabase } from '../../../src/queue/database';
import { judgeFlag } from '../../../src/queue/judgements';
import { watchClock } from '../../../src/queue/log';
import { nearMatches } from '../../../src/queue/pictures';
import { recordView } from '../../../src/queue/reveals';
import { startSession } from '../../../src/queue/sessions';
import { answerCalls } from '../drivers/answer-calls';

/** Ids begin with the context that made them: 1 worker, 2 popup, 3 tab. */
function clockOf(context: number): Clock {
  let made = 0;
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    id: () => {
      made += 1;
      return `0000000${context}-0000-7000-8000-${String(made).padStart(12, '0')}`;
    },
  };
}

let opening: Promise<Database> | undefined;
const open = (): Promise<Database> => {
  opening ??= openDatabase();
  return opening;
};

async function begin(): Promise<string> {
  const clock = clockOf(9);
  const session = await startSession(await open(), { name: 'At once', kind: 'exercise' }, 'falcon', clock);
  return session.id;
}

/** Four events a flag: captured, evidence_added, judged, viewed; one after another. */
async function write(context: number, flags: number, sessionId: string): Promise<void> {
  const db = await open();
  const clock = clockOf(context);
  watchClock(clock);
  const acting = { actor: `context-${context}`, endpointId: undefined, clock };
  for (let i = 0; i < flags; i += 1) {
    const capture = captureIn(clock, sessionId);
    await commitCapture(db, capture, [await shot(capture.id, 1, clock)]);
    const crop = await shot(capture.id, 2, clock);
    await addEvidence(db, capture.id, [crop], new Date(clock.now()).toISOString());
    await judgeFlag(db, capture.id, FIELDS, acting);
    await recordView(db, capture.id, crop.artefact.sha256, acting);
  }
}

async function custody(): Promise<unknown> {
  return (await open()).getAll('custody');
}

/** Evidence numbers in order, rows that show no judgement, and hashes with their owners. */
async function stored() {
  const db = await open();
  const captures = await db.getAllFromIndex('captures', 'session');
  const rows = await db.getAll('rows');
  const owners = await db.getAll('hashOwners');
  const artefacts = await db.getAll('artefacts');
  const hashOf = (artefactId: string): string =>
    artefacts
      .flatMap((one) => (one.id === artefactId && one.status === 'present' ? one.pdq : []))
      .map((one) => one?.hash ?? '')
      .join();
  const found = await Promise.all(
    owners.slice(0, 60).map(async ({ artefactId }) => {
      const near = await nearMatches(db, hashOf(artefactId), { maxBits: 0 });
      return near.some((one) => one.artefactId === artefactId);
    }),
  );
  return {
    numbers: captures.map(({ seq }) => seq),
    unjudged: rows.filter(({ status }) => status !== 'ready').length,
    hashes: owners.map(({ n }) => n),
    lost: found.filter((one) => !one).length,
  };
}

async function shot(flagId: string, seq: number, clock: Clock) {
  const bytes = crypto.getRandomValues(new Uint8Array(2000));
  const digest = await sha256(bytes);
  const artefact: PresentArtefact = {
    schemaVersion: 1,
    id: clock.id(),
    flagId,
    seq,
    kind: seq === 1 ? 'screenshot_viewport' : 'screenshot_post',
    role: 'evidentiary',
    status: 'present',
    capturedAt: new Date(clock.now()).toISOString(),
    mediaType: 'image/png',
    sha256: digest,
    crc32: crc32(bytes),
    sizeBytes: bytes.length,
    // as far from every other as a real one, and as easy to find again
    pdq: [{ hash: digest, quality: 100, implementation: PDQ_IMPLEMENTATION, of: 'whole' }],
  };
  return { artefact, bytes: new Blob([bytes]) } satisfies Evidence;
}

const FIELDS = {
  category: 'violent_extremism',
  tcoGrounds: [],
  severity: 3,
  imminentThreat: false,
  confidence: 80,
  reason: 'Calls for violence.',
  exclusionConsidered: { conclusion: 'not_excluded' },
} as const satisfies Parameters<typeof judgeFlag>[2];

function captureIn(clock: Clock, sessionId: string): UnnumberedCapture {
  const at = new Date(clock.now()).toISOString();
  return {
    schemaVersion: 1,
    id: clock.id(),
    sessionId,
    flaggedAt: at,
    flaggedAtLocal: at,
    timeZone: 'UTC',
    monotonicMs: 1,
    collectedBy: { analystId: 'falcon', unit: 'Unit', country: 'NL' },
    platform: 'generic',
    pageUrl: 'https://example.org/',
    normalizedUrl: 'https://example.org/',
    dedupeKeys: [],
    post: { subject: 'post', text: 'text' },
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

answerCalls({ begin, write, custody, stored });
