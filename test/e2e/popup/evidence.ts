// Gives a seeded flag the evidence that a whole capture would have: every kind, changed pages, absences, hashes.
// Runs in node; `fill` runs in a page of the extension, so it is written out whole and in plain terms.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { flagId } from './seed';

export interface Given {
  readonly kind: string;
  readonly mediaType?: string;
  /** Base64; a drawn picture when there is none. */
  readonly bytes?: string;
  readonly size?: readonly [number, number];
  /** Seconds after the flag. */
  readonly later?: number;
  readonly absentReason?: string;
  readonly more?: Record<string, unknown>;
}

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

/** A snapshot that would do everything that it must not, if it could. */
export function hostileSnapshot(beacon: string): string {
  const html = `<!doctype html><title>Snapshot</title>
<body style="font: 16px sans-serif"><h1>A post as it was</h1><p>Join the channel below before it is gone again.</p>
<script>parent.postMessage('ran', '*'); fetch('${beacon}/script')</script>
<img src="${beacon}/image" onerror="fetch('${beacon}/handler')"><link rel="stylesheet" href="${beacon}/style">
<iframe src="${beacon}/frame"></iframe><meta http-equiv="refresh" content="0; url=${beacon}/refresh">
<p><a id="out" href="${beacon}/link" style="font-size: 40px">A link</a></p>
<form action="${beacon}/form"><button id="send">Send</button></form></body>`;
  return base64(gzipSync(html));
}

export const EVIDENCE: readonly Given[] = [
  { kind: 'screenshot_viewport', size: [1280, 900] },
  {
    kind: 'screenshot_whole_post',
    size: [640, 4200],
    later: 4,
    more: { sameState: 'same', alterations: [{ kind: 'scrolled' }, { kind: 'stitched', count: 6 }] },
  },
  { kind: 'screenshot_full', absentReason: 'tab_changed' },
  {
    kind: 'dom_snapshot',
    mediaType: 'application/gzip',
    bytes: hostileSnapshot('http://127.0.0.1:9'),
    later: 7,
    more: {
      sameState: 'changed',
      alterations: [
        { kind: 'scripts_removed', count: 41 },
        { kind: 'tokens_removed', count: 3 },
        { kind: 'own_account_removed', count: 2 },
        { kind: 'images_left_out', count: 12 },
      ],
    },
  },
  {
    kind: 'text',
    mediaType: 'text/plain',
    bytes: base64('They will not divide us. <b>Join</b> the channel.'),
  },
  {
    kind: 'media',
    mediaType: 'video/mp4',
    bytes: base64('no film'),
    later: 640,
    more: { sourceUrl: 'https://cdn.social.example/film.mp4', sameState: 'same' },
  },
  { kind: 'mhtml', absentReason: 'permission_denied' },
];

/** Adds to the flag with this evidence number. */
export async function addGiven(page: Page, seq: number, given: readonly Given[]): Promise<void> {
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.evaluate(fill, { flagId: flagId(seq), given });
}

/** The same for a browser that takes the text of a program. */
export function adding(seq: number, given: readonly Given[]): string {
  return `(${fill})(${JSON.stringify({ flagId: flagId(seq), given })})`;
}

async function fill({ flagId: id, given }: { flagId: string; given: readonly Given[] }): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const draw = async ([width, height]: readonly [number, number]): Promise<Blob> => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#f3f6fa';
    pen.fillRect(0, 0, width, height);
    for (let y = 40; y < height - 60; y += 90) {
      pen.fillStyle = `hsl(${y % 360} 45% 45%)`;
      pen.fillRect(width * 0.1, y, 48, 48);
      pen.fillRect(width * 0.1 + 70, y, width * 0.5, 12);
      pen.fillRect(width * 0.1 + 70, y + 24, width * 0.35, 12);
    }
    return canvas.convertToBlob({ type: 'image/png' });
  };
  const db = await done(indexedDB.open('flagpost'));
  const capture = await done(db.transaction('captures').objectStore('captures').get(id));
  const from = await done(
    db
      .transaction('artefacts')
      .objectStore('artefacts')
      .index('flag')
      .count(IDBKeyRange.bound([id, 0], [id, 1e9])),
  );
  for (const [i, one] of given.entries()) {
    const seq = from + i + 1;
    const capturedAt = new Date(Date.parse(capture.flaggedAt) + (one.later ?? 0) * 1000).toISOString();
    const shared = {
      schemaVersion: 1,
      id: `${id}-${seq}`,
      flagId: id,
      seq,
      kind: one.kind,
      role: 'evidentiary',
      capturedAt,
    };
    if (one.absentReason !== undefined) {
      const absent = { ...shared, status: 'absent', absentReason: one.absentReason };
      await done(db.transaction('artefacts', 'readwrite').objectStore('artefacts').put(absent));
      continue;
    }
    const { bytes: raw, size } = one;
    const bytes =
      raw === undefined
        ? await draw(size ?? [640, 480])
        : new Blob([Uint8Array.from(atob(raw), (c) => c.charCodeAt(0))]);
    const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const present = {
      ...shared,
      status: 'present',
      mediaType: one.mediaType ?? 'image/png',
      sha256,
      crc32: 0,
      sizeBytes: bytes.size,
      ...(size === undefined ? {} : { widthPx: size[0], heightPx: size[1] }),
      ...one.more,
    };
    const tx = db.transaction(['artefacts', 'blobs'], 'readwrite');
    tx.objectStore('blobs').put(bytes, sha256);
    await done(tx.objectStore('artefacts').put(present));
  }
  db.close();
  const channel = new BroadcastChannel('flagpost-changes');
  channel.postMessage({ type: 'flags', flagIds: [id] });
  channel.close();
}

/** Gives the crop of each flag, by evidence number, this perceptual hash, and makes all known to the search. */
export async function putHashes(page: Page, hashes: readonly (readonly [number, string])[]): Promise<void> {
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.evaluate(
    fillHashes,
    hashes.map(([seq, hash]) => ({ flagId: flagId(seq), hash })),
  );
}

async function fillHashes(given: readonly { flagId: string; hash: string }[]): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open('flagpost'));
  const tx = db.transaction(['artefacts', 'pictures', 'hashOwners'], 'readwrite');
  for (const [n, { flagId: id, hash }] of given.entries()) {
    const artefacts = tx.objectStore('artefacts');
    const artefact = await done(artefacts.get(`${id}-1`));
    artefacts.put({ ...artefact, pdq: [{ hash, quality: 100, implementation: 'test', of: 'whole' }] });
    tx.objectStore('hashOwners').put({ n, flagId: id, artefactId: `${id}-1` });
  }
  const hex = given.map(({ hash }) => hash).join('');
  const hashes = Uint8Array.from(hex.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
  await done(tx.objectStore('pictures').put({ n: 0, hashes }));
  db.close();
}
