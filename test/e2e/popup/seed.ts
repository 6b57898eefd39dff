// Fills the store from a page of the extension, as many flags as are asked for. Runs in node; `fill` runs in the page,
// so it is written out whole and in plain terms. Goes around the queue's own functions for speed: for tests of the UI only.
import type { Page } from 'playwright-core';
import type { FoundVia } from '../../../src/flag/capture';

export interface SeedOptions {
  readonly flags: number;
  readonly session?: string;
  /** Statuses in turn; all drafts by default. */
  readonly statuses?: readonly string[];
  /** In place of the made-up post details. */
  readonly post?: Record<string, unknown>;
  readonly platform?: string;
  /** How the posts were found: where they were clicked, by default. */
  readonly foundVia?: FoundVia;
  readonly sessionName?: string;
}

export const SESSION = '01900000-0000-7000-8000-000000000001';

/** Ids by evidence number: the first flag is flagId(1). */
export function flagId(seq: number): string {
  return `01900000-0001-7000-8000-${String(seq).padStart(12, '0')}`;
}

export const SETTINGS = {
  profile: { pseudonym: 'analyst-7', unit: 'Unit for tests', country: 'NL' },
  currentSessionId: SESSION,
  withoutPicture: false,
  openForm: true,
  toast: 'listed',
  autoSync: false,
};

/** `page` must be a page of the extension that has opened the store; it is to be reloaded afterwards. */
export async function seed(page: Page, options: SeedOptions): Promise<void> {
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings: SETTINGS })})`);
  // tsx, which runs the benches, wraps named functions in a call of its own that the page does not know
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.evaluate(fill, { ...DEFAULTS, ...options });
}

/** The same for a browser that takes the text of a program. */
export function seeding(options: SeedOptions): string {
  return `(globalThis.__name ??= (named) => named, browser.storage.local.set(${JSON.stringify({ settings: SETTINGS })})
    .then(() => (${fill})(${JSON.stringify({ ...DEFAULTS, ...options })})))`;
}

const DEFAULTS = {
  session: SESSION,
  statuses: ['draft'],
  post: {},
  platform: '',
  foundVia: 'clicked',
  sessionName: 'Action day 2026-11-21',
} as const;

async function fill(given: Required<SeedOptions>): Promise<void> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const picture = async (
    hue: number,
    width: number,
    height: number,
  ): Promise<{ sha: string; bytes: Blob }> => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = `hsl(${hue} 45% 92%)`;
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = `hsl(${hue} 50% 45%)`;
    pen.fillRect(width * 0.08, height * 0.12, width * 0.2, width * 0.2);
    for (let i = 0; i < 4; i++)
      pen.fillRect(width * 0.34, height * (0.15 + i * 0.12), width * (0.55 - 0.08 * i), 8);
    pen.fillStyle = `hsl(${(hue + 60) % 360} 40% 60%)`;
    pen.fillRect(width * 0.08, height * 0.64, width * 0.84, height * 0.3);
    const bytes = await canvas.convertToBlob({ type: 'image/webp' });
    const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
    const sha = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return { sha, bytes };
  };
  const small = await Promise.all([10, 80, 150, 210, 280, 330].map((hue) => picture(hue, 160, 160)));
  const large = await Promise.all([10, 80, 150, 210, 280, 330].map((hue) => picture(hue, 640, 480)));

  const db = await done(indexedDB.open('flagpost'));
  const platforms = ['x', 'telegram', 'tiktok', 'facebook', 'youtube', 'files_fm'];
  const texts = [
    'They will not divide us. Join the channel below before it is gone again, mirror in the comments.',
    'New issue is out. 44 pages, all languages, link works for one day only.',
    'إصدار جديد: حمّل الآن قبل الحذف',
    'Brüder, die Zeit ist gekommen. Wer wartet, hat schon verloren.',
    '',
    'Part 3 of the manual (PDF). Password as always.',
  ];
  const authors = ['lion_of_the_east', 'media.office', 'صوت_الحق', 'k4l1ph', 'archive-keeper', ''];
  const statuses = given.statuses;
  const counts = new Map<string, number>();
  const stores = [
    'captures',
    'artefacts',
    'rows',
    'judgements',
    'drafts',
    'tallies',
    'intents',
    'deliveries',
  ];
  const clearing = db.transaction(stores, 'readwrite');
  for (const store of stores) clearing.objectStore(store).clear();
  const base = Date.parse('2026-11-21T08:00:00.000Z');
  for (let from = 1; from <= given.flags; from += 2000) {
    const tx = db.transaction(['captures', 'artefacts', 'blobs', 'rows', 'judgements'], 'readwrite', {
      durability: 'relaxed',
    });
    for (const { sha, bytes } of [...small, ...large]) tx.objectStore('blobs').put(bytes, sha);
    for (let seq = from; seq < from + 2000 && seq <= given.flags; seq++) {
      const id = `01900000-0001-7000-8000-${String(seq).padStart(12, '0')}`;
      const at = new Date(base + seq * 1_000).toISOString();
      const platform = given.platform || platforms[seq % platforms.length];
      const status = statuses[seq % statuses.length]!;
      const flagState = ['draft', 'held', 'discarded'].includes(status) ? status : 'ready';
      const judged = flagState === 'ready' || flagState === 'held';
      const verified = seq % 9 !== 0;
      const thumb = small[seq % 6]!;
      const shot = large[seq % 6]!;
      const post = {
        subject: 'post',
        postUrl: `https://social.example/${authors[seq % 6] || 'someone'}/status/18${String(seq).padStart(14, '0')}`,
        postUrlSource: 'permalink_dom',
        postId: `18${seq}`,
        author: {
          handle: authors[seq % 6]! && `@${authors[seq % 6]}`,
          displayName: ['Lion of the East', 'Media Office', 'صوت الحق', 'K', 'Archive', ''][seq % 6],
        },
        postedAt: new Date(base + seq * 1_000 - 7_200_000).toISOString(),
        text: texts[seq % texts.length],
        ...given.post,
      };
      tx.objectStore('captures').put({
        schemaVersion: 1,
        id,
        sessionId: given.session,
        seq,
        flaggedAt: at,
        flaggedAtLocal: at,
        timeZone: 'Europe/Amsterdam',
        monotonicMs: seq,
        collectedBy: { analystId: 'analyst-7', unit: 'Unit for tests', country: 'NL' },
        platform,
        pageUrl: 'https://social.example/home',
        normalizedUrl: post.postUrl,
        dedupeKeys: [],
        post,
        capture: {
          startedAt: at,
          endedAt: at,
          gesture: 'menu',
          foundVia: given.foundVia,
          verified,
          problems: verified ? [] : ['scrolled'],
          alterations: [],
        },
        environment: {
          extensionVersion: '0.1.0',
          browser: 'Chromium',
          browserVersion: '1',
          os: 'linux',
          userAgent: '',
          languages: ['en'],
          incognito: false,
        },
      });
      const artefact = (
        n: number,
        kind: string,
        { sha, bytes }: typeof thumb,
        px: [number, number],
      ): void => {
        tx.objectStore('artefacts').put({
          schemaVersion: 1,
          id: `${id}-${n}`,
          flagId: id,
          seq: n,
          kind,
          role: kind === 'thumbnail' ? 'working' : 'evidentiary',
          capturedAt: at,
          status: 'present',
          mediaType: 'image/webp',
          sha256: sha,
          crc32: 0,
          sizeBytes: bytes.size,
          widthPx: px[0],
          heightPx: px[1],
        });
      };
      artefact(1, 'screenshot_post', shot, [640, 480]);
      artefact(2, 'thumbnail', thumb, [160, 160]);
      if (judged) {
        tx.objectStore('judgements').put({
          schemaVersion: 1,
          flagId: id,
          revision: 1,
          at,
          by: 'analyst-7',
          category: 'terrorist_content',
          tcoGrounds: ['a'],
          severity: 4,
          imminentThreat: false,
          confidence: 75,
          group: 'Group of the North',
          reason: 'Glorifies an attack and calls for more of them.',
          exclusionConsidered: { conclusion: 'not_excluded' },
        });
      }
      tx.objectStore('rows').put({
        id,
        sessionId: given.session,
        seq,
        flaggedAt: at,
        platform,
        subject: 'post',
        flagState,
        status,
        author: post.author.handle.slice(0, 40),
        snippet: Array.from(post.text ?? '')
          .slice(0, 60)
          .join(''),
        verified,
        severity: judged ? 4 : 0,
        thumbnail: thumb.sha,
        problem: status === 'rejected' ? 'flag_refused' : '',
      });
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    await new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(tx.error);
    });
  }
  const tx = db.transaction(['tallies', 'sessions'], 'readwrite');
  for (const [status, n] of counts) tx.objectStore('tallies').put(n, `${given.session}|${status}`);
  tx.objectStore('sessions').put({
    schemaVersion: 1,
    id: given.session,
    name: given.sessionName,
    kind: 'action_day',
    startedAt: '2026-11-21T07:55:00.000Z',
    nextSeq: given.flags + 1,
  });
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
}
