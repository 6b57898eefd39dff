// Flags and batches as the extension sends them, made up for the desk's tests. Runs in node.
import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { jcsHash } from '../../src/evidence/custody';
import { Batch, type WireArtefact, type WireFlag } from '../../src/wire/batch';

export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
export const keyOf = (name: string): string => sha256(`post ${name}`);

interface Wanted {
  readonly flagId?: string;
  readonly revision?: number;
  /** Names of posts: flags with a name in common show the same post. */
  readonly posts?: readonly string[];
  readonly text?: string;
  readonly author?: string;
  readonly postUrl?: string;
  readonly reason?: string;
  readonly artefacts?: readonly (string | Uint8Array)[];
}

export function captureOf(id: string, wanted: Wanted = {}): WireFlag['capture'] {
  const { text = 'A post.', author = 'someone', posts = [id] } = wanted;
  const postUrl = wanted.postUrl ?? `https://example.org/posts/${id}`;
  return {
    schemaVersion: 1,
    id,
    sessionId: 'session-1',
    seq: 1,
    flaggedAt: '2026-11-21T10:00:00.000Z',
    flaggedAtLocal: '2026-11-21T11:00:00.000+01:00',
    timeZone: 'Europe/Paris',
    monotonicMs: 1,
    collectedBy: { analystId: 'analyst-1', unit: 'Unit', country: 'FR' },
    platform: 'generic',
    pageUrl: 'https://example.org/feed',
    normalizedUrl: 'https://example.org/feed',
    dedupeKeys: posts.map(keyOf),
    post: { subject: 'post', postUrl, postUrlSource: 'permalink_dom', text, author: { handle: author } },
    capture: {
      startedAt: '2026-11-21T10:00:00.000Z',
      endedAt: '2026-11-21T10:00:00.100Z',
      gesture: 'menu',
      foundVia: 'clicked',
      verified: true,
      problems: [],
      alterations: [],
    },
    environment: {
      extensionVersion: '0.1.0',
      browser: 'chromium',
      browserVersion: '1',
      os: 'linux',
      userAgent: 'test',
      languages: ['en'],
      incognito: false,
    },
  };
}

export function artefactOf(bytes: string | Uint8Array, mediaType = 'image/png'): WireArtefact {
  return {
    sha256: sha256(bytes),
    kind: 'screenshot_viewport',
    mediaType,
    sizeBytes: Buffer.byteLength(bytes),
    capturedAt: '2026-11-21T10:00:00.050Z',
  };
}

export function flagOf(wanted: Wanted = {}): WireFlag {
  const flagId = wanted.flagId ?? randomUUID();
  const capture = captureOf(flagId, wanted);
  return {
    flagId,
    instrument: 'referral',
    capture,
    captureSha256: jcsHash(capture),
    judgement: {
      category: 'terrorist_content',
      tcoGrounds: ['a'],
      severity: 4,
      imminentThreat: false,
      confidence: 80,
      reason: wanted.reason ?? 'Calls for an attack on a named place.',
      exclusionConsidered: { conclusion: 'not_excluded' },
      revision: wanted.revision ?? 1,
      at: '2026-11-21T10:01:00.000Z',
    },
    artefacts: (wanted.artefacts ?? []).map((bytes) => artefactOf(bytes)),
  };
}

/** A batch that need not be a good one: flags pass as they are. */
export function batchOf(flags: readonly unknown[]) {
  return {
    schemaVersion: 1,
    batchId: randomUUID(),
    createdAt: '2026-11-21T10:02:00.000Z',
    unit: { name: 'Unit', country: 'FR' },
    custodyHead: { n: 1, hash: '0'.repeat(64) },
    flags,
  };
}

/** Proof that what these builders make is what the wire asks for. */
export const isGoodBatch = (batch: unknown): boolean => z.safeParse(Batch, batch).success;
