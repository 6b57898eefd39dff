// Makes sessions of flags in a fresh store, with every secret that a partner must not see planted in them. Node only.
import { createHash } from 'node:crypto';
import { crc32, sha256 } from '../../src/evidence/digest';
import type { PresentArtefact } from '../../src/flag/artefact';
import type { Capture } from '../../src/flag/capture';
import type { JudgementFields } from '../../src/flag/judgement';
import type { Session } from '../../src/flag/session';
import type { Clock } from '../../src/flag/time';
import { commitCapture, type Evidence, type UnnumberedCapture } from '../../src/queue/captures';
import { type Database, openDatabase } from '../../src/queue/database';
import { judgeFlag } from '../../src/queue/judgements';
import { startSession } from '../../src/queue/sessions';

/** Words that are only in what a partner must not get. Each is planted in a place of its own. */
export const SECRETS = {
  pseudonym: 'falcon-seventeen',
  judge: 'heron-four',
  notes: 'NOTE-source-inside-the-group',
  sessionName: 'Operation Quiet Müller',
  pageTitle: '(1) Home of own-account / X',
  stateTitle: '(2) own-account-two / X',
  pageUrl: 'own-account-feed',
  userAgent: 'Mozilla/5.0 OddBrowser-77',
  os: 'odd-os-11',
  timeZone: 'Antarctica/Troll',
  language: 'qx-secret',
  jsonLd: 'json-ld-own-account',
  openGraph: 'og-own-account',
  contextNote: 'you-and-3-others-follow',
  adapterNote: 'adapter-note-words',
  postedAtText: 'vor-5-geheimen-stunden',
  mediaUrl: 'signed-media-token',
  link: 'link-click-token',
  rawLink: 'redirector-token-of-the-reader',
  frameUrl: 'frame-own-account',
  alteration: 'altered-field-name',
  transform: 'crop-of-the-secret',
} as const;

let counter = 0;
let elapsed = 0;

export const clock: Clock = {
  now: () => Date.UTC(2026, 10, 21, 9, 30, 0),
  monotonic: () => {
    elapsed += 1;
    return elapsed;
  },
  id: () => {
    counter += 1;
    return `0198c0de-0000-7000-8000-${String(counter).padStart(12, '0')}`;
  },
};

export async function freshSession(): Promise<{ db: Database; session: Session }> {
  const db = await openDatabase(`export-${clock.id()}`);
  const session = await startSession(db, { name: SECRETS.sessionName, kind: 'action_day' }, 'a', clock);
  return { db, session };
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
export const hashOf = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export async function picture(
  flagId: string,
  seq: number,
  kind: PresentArtefact['kind'],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Evidence> {
  const artefact: PresentArtefact = {
    schemaVersion: 1,
    id: clock.id(),
    flagId,
    seq,
    kind,
    role: kind === 'thumbnail' ? 'working' : 'evidentiary',
    status: 'present',
    capturedAt: '2026-11-21T09:00:00.000Z',
    mediaType: kind === 'thumbnail' ? 'image/webp' : 'image/png',
    sha256: await sha256(bytes),
    crc32: crc32(bytes),
    sizeBytes: bytes.byteLength,
    ...(kind === 'screenshot_post'
      ? { derivedFrom: hashOf(viewportBytes(flagId)), transform: SECRETS.transform }
      : {}),
  };
  return { artefact, bytes: new Blob([bytes]) };
}

export const viewportBytes = (flagId: string) => bytesOf(`viewport with the own account of ${flagId}`);
export const cropBytes = (flagId: string) => bytesOf(`crop of ${flagId}`);

export function captureOf(sessionId: string, change: Partial<Capture> = {}): UnnumberedCapture {
  const state = {
    url: `https://x.com/${SECRETS.pageUrl}`,
    title: SECRETS.stateTitle,
    documentId: 'd1',
    scroll: { x: 0, y: 0 },
    viewport: { w: 800, h: 600 },
    document: { w: 800, h: 6000 },
    devicePixelRatio: 1,
    events: 0,
  };
  return {
    schemaVersion: 1,
    id: clock.id(),
    sessionId,
    flaggedAt: '2026-11-21T09:00:00.000Z',
    flaggedAtLocal: '2026-11-21T11:00:00.000+02:00',
    timeZone: SECRETS.timeZone,
    monotonicMs: 12.5,
    collectedBy: { analystId: SECRETS.pseudonym, unit: 'Unit One', country: 'NL' },
    platform: 'x',
    pageUrl: `https://x.com/${SECRETS.pageUrl}`,
    normalizedUrl: `https://x.com/${SECRETS.pageUrl}`,
    dedupeKeys: [hashOf('key')],
    post: {
      subject: 'post',
      postUrl: 'https://x.com/someone/status/1',
      postUrlSource: 'permalink_dom',
      postId: '1',
      author: { handle: '@someone', displayName: 'Some One', profileUrl: 'https://x.com/someone' },
      text: 'The text of the post',
      postedAtText: SECRETS.postedAtText,
      contextNote: SECRETS.contextNote,
      adapterNote: SECRETS.adapterNote,
      media: [{ url: `https://media.example/${SECRETS.mediaUrl}`, kind: 'image' }],
      links: [`https://out.example/${SECRETS.link}`],
      rawLinks: [`https://l.facebook.com/l.php?u=https%3A%2F%2Fout.example&h=${SECRETS.rawLink}`],
      language: 'tr',
      languageSource: 'detected',
    },
    page: {
      title: SECRETS.pageTitle,
      openGraph: { title: SECRETS.openGraph },
      twitterCard: {},
      jsonLd: [SECRETS.jsonLd],
    },
    capture: {
      startedAt: '2026-11-21T09:00:00.000Z',
      endedAt: '2026-11-21T09:00:00.200Z',
      gesture: 'menu',
      foundVia: 'clicked',
      before: state,
      after: state,
      frameUrl: `https://x.com/${SECRETS.frameUrl}`,
      verified: true,
      problems: [],
      alterations: [{ kind: 'truncated', field: SECRETS.alteration }],
    },
    environment: {
      extensionVersion: '0.1.0',
      browser: 'chrome',
      browserVersion: '150',
      os: SECRETS.os,
      userAgent: SECRETS.userAgent,
      languages: [SECRETS.language],
      incognito: false,
    },
    ...change,
  };
}

/** Stores a flag with a viewport shot, a crop and a thumbnail. */
export async function addFlag(
  db: Database,
  session: Session,
  change: Partial<Capture> = {},
): Promise<Capture> {
  const capture = captureOf(session.id, change);
  const evidence = await Promise.all([
    picture(capture.id, 1, 'screenshot_viewport', viewportBytes(capture.id)),
    picture(capture.id, 2, 'screenshot_post', cropBytes(capture.id)),
    picture(capture.id, 3, 'thumbnail', bytesOf(`thumbnail ${capture.id}`)),
  ]);
  return commitCapture(db, capture, evidence);
}

export const FIELDS: JudgementFields = {
  category: 'terrorist_content',
  tcoGrounds: ['a', 'c'],
  severity: 4,
  imminentThreat: false,
  confidence: 80,
  group: 'A group',
  reason: 'It calls for attacks and names a place and a day.',
  exclusionConsidered: { journalistic: true, conclusion: 'not_excluded' },
  notes: SECRETS.notes,
};

export function judgeIt(db: Database, flagId: string, change: Partial<JudgementFields> = {}) {
  const acting = { actor: SECRETS.judge, endpointId: undefined, clock };
  return judgeFlag(db, flagId, { ...FIELDS, ...change }, acting);
}
