// Runs in the worker, the popup's page and the tab's page of a small extension: makes the signing key there, seals a
// session that is put into the store at once, and checks time-stamps.
import { base64Of, bytesOfBase64 } from '../../../src/evidence/base64';
import { sha256Text } from '../../../src/evidence/digest';
import { signBytes } from '../../../src/evidence/signing';
import { checkTimestamp, type TimestampCheck } from '../../../src/evidence/timestamp';
import type { PresentArtefact } from '../../../src/flag/artefact';
import type { Capture } from '../../../src/flag/capture';
import type { Judgement } from '../../../src/flag/judgement';
import type { Clock } from '../../../src/flag/time';
import { type Database, openDatabase } from '../../../src/queue/database';
import { signingKey } from '../../../src/queue/keys';
import { sealSession } from '../../../src/seal/seal-session';
import { answerCalls } from '../drivers/answer-calls';

const AT = '2026-11-21T10:00:00.000Z';
const SESSION = '00000000-0000-7000-8000-000000000000';
/** Flags that are put in with one transaction. */
const CHUNK = 500;

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  id: () => crypto.randomUUID(),
};

let opening: Promise<Database> | undefined;
const open = (): Promise<Database> => {
  opening ??= openDatabase();
  return opening;
};

async function key(): Promise<{ fingerprint: string; publicKey: string }> {
  const { fingerprint, publicKey } = await signingKey(await open(), clock);
  return { fingerprint, publicKey };
}

/** A signature by the stored key, DER, base64; and the forms in which the key could be taken out. */
async function sign(text: string): Promise<{ signature: string; takenOut: string[] }> {
  const { privateKey } = await signingKey(await open(), clock);
  const signature = base64Of(await signBytes(privateKey, new TextEncoder().encode(text)));
  const takenOut: string[] = [];
  for (const form of ['pkcs8', 'jwk', 'raw'] as const)
    await crypto.subtle.exportKey(form, privateKey).then(
      () => takenOut.push(form),
      () => undefined,
    );
  return { signature, takenOut };
}

async function keysMade(): Promise<number> {
  const events = await (await open()).getAll('custody');
  return events.filter(({ type }) => type === 'key_made').length;
}

/** A session of so many flags, each with `artefacts` artefacts and one judgement. */
async function fill(flags: number, artefacts: number): Promise<void> {
  const db = await open();
  for (let from = 1; from <= flags; from += CHUNK) {
    const tx = db.transaction(['captures', 'artefacts', 'judgements'], 'readwrite');
    for (let seq = from; seq < from + CHUNK && seq <= flags; seq += 1) {
      const id = idOf(seq, 0);
      void tx.objectStore('captures').add(captureOf(id, seq));
      for (let n = 1; n <= artefacts; n += 1) void tx.objectStore('artefacts').add(artefactOf(id, seq, n));
      void tx.objectStore('judgements').add({ ...JUDGEMENT, flagId: id });
    }
    await tx.done;
  }
  const session = { schemaVersion: 1, id: SESSION, name: 'Sealed', kind: 'exercise', startedAt: AT } as const;
  await db.put('sessions', { ...session, nextSeq: flags + 1 });
}

interface Sealed {
  readonly statement: string;
  readonly signature: string;
  readonly leaves: string;
  readonly ms: number;
  /** The longest time in which the page could not do anything else. */
  readonly longestMs: number;
}

async function seal(): Promise<Sealed> {
  const db = await open();
  let longestMs = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }, 5);
  const begun = performance.now();
  const deps = { clock, actor: 'falcon', settings: {}, extensionVersion: '0.1.0' };
  const { id } = await sealSession(db, SESSION, deps);
  const ms = performance.now() - begun;
  longestMs = Math.max(longestMs, performance.now() - last);
  clearInterval(beat);
  // as it was stored, not as it was made
  const stored = await db.get('seals', id);
  if (stored === undefined) throw new Error('the seal is not in the store');
  const { leaves, signature, statement } = stored;
  return { statement, signature, leaves: await leaves.text(), ms, longestMs };
}

function check(reply: string, imprint: string, nonce: string, roots: string): Promise<TimestampCheck> {
  const bytes = (text: string): Uint8Array => bytesOfBase64(text) ?? new Uint8Array();
  return checkTimestamp(bytes(reply), {
    imprint: bytes(imprint),
    nonce: bytes(nonce),
    roots,
    now: Date.now(),
  });
}

function idOf(seq: number, n: number): string {
  return `${String(seq).padStart(8, '0')}-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

function artefactOf(flagId: string, seq: number, n: number): PresentArtefact {
  return {
    schemaVersion: 1,
    id: idOf(seq, n),
    flagId,
    seq: n,
    kind: 'media',
    role: 'evidentiary',
    status: 'present',
    capturedAt: AT,
    mediaType: 'image/png',
    sha256: sha256Text(`${seq} ${n}`),
    crc32: n,
    sizeBytes: 100_000,
    sameState: 'same',
    durationMs: 12,
  };
}

const JUDGEMENT: Omit<Judgement, 'flagId'> = {
  schemaVersion: 1,
  revision: 1,
  at: AT,
  by: 'falcon',
  category: 'violent_extremism',
  tcoGrounds: [],
  severity: 3,
  imminentThreat: false,
  confidence: 80,
  reason: 'Calls for violence against a named group of people.',
  exclusionConsidered: { conclusion: 'not_excluded' },
};

function captureOf(id: string, seq: number): Capture {
  return {
    schemaVersion: 1,
    id,
    seq,
    sessionId: SESSION,
    flaggedAt: AT,
    flaggedAtLocal: AT,
    timeZone: 'UTC',
    monotonicMs: 1,
    collectedBy: { analystId: 'falcon', unit: 'Unit', country: 'NL' },
    platform: 'generic',
    pageUrl: 'https://example.org/',
    normalizedUrl: 'https://example.org/',
    dedupeKeys: [],
    post: { subject: 'post', text: `Post ${seq}: ${'words of a post of some length '.repeat(12)}` },
    capture: {
      startedAt: AT,
      endedAt: AT,
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

answerCalls({ key, sign, keysMade, fill, seal, check });
