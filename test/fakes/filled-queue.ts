// A fresh queue in fake-indexeddb and flags to put into it, by the program's own ways in.
import 'fake-indexeddb/auto';
import { sha256Text } from '../../src/evidence/digest';
import type { Artefact, ArtefactKind } from '../../src/flag/artefact';
import type { JudgementFields } from '../../src/flag/judgement';
import { type Clock, timeOf } from '../../src/flag/time';
import { commitCapture, type Evidence, type UnnumberedCapture } from '../../src/queue/captures';
import { type Database, openDatabase } from '../../src/queue/database';
import { judgeFlag } from '../../src/queue/judgements';
import { startSession } from '../../src/queue/sessions';

let opened = 0;

export async function freshQueue(clock: Clock): Promise<{ db: Database; sessionId: string }> {
  opened += 1;
  const db = await openDatabase(`queue-${opened}`);
  const session = await startSession(db, { name: 'Test', kind: 'exercise' }, 'analyst', clock);
  return { db, sessionId: session.id };
}

export function captureOf(id: string, sessionId: string, clock: Clock): UnnumberedCapture {
  const at = timeOf(clock.now());
  return {
    schemaVersion: 1,
    id,
    sessionId,
    flaggedAt: at,
    flaggedAtLocal: at,
    timeZone: 'UTC',
    monotonicMs: 0,
    collectedBy: { analystId: 'analyst', unit: 'Unit', country: 'NL' },
    platform: 'generic',
    pageUrl: 'https://example.org/feed',
    normalizedUrl: 'https://example.org/feed',
    dedupeKeys: [sha256Text(id)],
    post: { subject: 'post', postUrl: `https://example.org/posts/${id}`, text: `Text of ${id}` },
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
      browser: 'test',
      browserVersion: '1',
      os: 'linux',
      userAgent: 'test',
      languages: ['en'],
      incognito: false,
    },
  };
}

export interface WantedArtefact {
  readonly kind?: ArtefactKind;
  readonly text: string;
  readonly sizeBytes?: number;
}

export function evidenceOf(flagId: string, seq: number, clock: Clock, wanted: WantedArtefact): Evidence {
  const { kind = 'text', text } = wanted;
  const bytes = new Blob([text], { type: 'text/plain' });
  const artefact: Artefact = {
    schemaVersion: 1,
    id: clock.id(),
    flagId,
    seq,
    kind,
    role: kind === 'thumbnail' ? 'working' : 'evidentiary',
    capturedAt: timeOf(clock.now()),
    status: 'present',
    mediaType: 'text/plain',
    sha256: sha256Text(text),
    crc32: 0,
    sizeBytes: wanted.sizeBytes ?? bytes.size,
  };
  return { artefact, bytes };
}

/** Stores a flag as a draft and gives its id. */
export async function aDraft(
  db: Database,
  sessionId: string,
  clock: Clock,
  artefacts: readonly WantedArtefact[] = [],
): Promise<string> {
  const id = clock.id();
  const evidence = artefacts.map((one, i) => evidenceOf(id, i + 1, clock, one));
  await commitCapture(db, captureOf(id, sessionId, clock), evidence);
  return id;
}

export const FIELDS: JudgementFields = {
  category: 'violent_extremism',
  tcoGrounds: [],
  severity: 3,
  imminentThreat: false,
  confidence: 80,
  reason: 'Calls for violence against a named group.',
  exclusionConsidered: { conclusion: 'not_excluded' },
  notes: 'internal: seen by a colleague before',
};

/** Stores and judges a flag; queued when there is an endpoint. */
export async function aFlag(
  db: Database,
  sessionId: string,
  clock: Clock,
  endpointId: string | undefined,
  artefacts: readonly WantedArtefact[] = [],
): Promise<string> {
  const id = await aDraft(db, sessionId, clock, artefacts);
  await judgeFlag(db, id, FIELDS, { actor: 'analyst', endpointId, clock });
  return id;
}
