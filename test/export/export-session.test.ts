import 'fake-indexeddb/auto';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlagpostError } from '../../src/errors';
import { jcsHash } from '../../src/evidence/custody';
import type { ExportDisk } from '../../src/export/disk';
import { type ExportRequest, exportSession } from '../../src/export/export-session';
import type { ExportProgress } from '../../src/export/progress';
import type { Session } from '../../src/flag/session';
import { readCustody } from '../../src/queue/custody';
import type { Database } from '../../src/queue/database';
import { discardFlag } from '../../src/queue/judgements';
import { startSession } from '../../src/queue/sessions';
import { type DirectoryDisk, directoryDisk } from './folder';
import {
  addFlag,
  bytesOf,
  clock,
  cropBytes,
  FIELDS,
  freshSession,
  hashOf,
  judgeIt,
  SECRETS,
  viewportBytes,
} from './session';
import { python, sha256sumCheck, unpack } from './unpack';

let disk: DirectoryDisk;
let db: Database;
let session: Session;

beforeEach(async () => {
  disk = await directoryDisk();
  ({ db, session } = await freshSession());
});

afterEach(async () => {
  db.close();
  await disk.cleanUp();
});

const signal = new AbortController().signal;

function request(change: Partial<ExportRequest> = {}): ExportRequest {
  return { db, sessionId: session.id, profile: 'internal', signal, clock, actor: 'falcon', disk, ...change };
}

async function caught(promise: Promise<unknown>): Promise<FlagpostError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof FlagpostError) return error;
  throw new Error('expected a FlagpostError', { cause: error });
}

async function exportedEvents() {
  const found = [];
  for await (const event of readCustody(db)) if (event.type === 'exported') found.push(event);
  return found;
}

/** flags.csv as Python reads it: one object a row. */
function csvRows(root: string): Record<string, string>[] {
  const code = `import csv,json,sys
f = open(sys.argv[1] + '/data/flags.csv', encoding='utf-8-sig', newline='')
print(json.dumps(list(csv.DictReader(f, strict=True))))`;
  const rows: Record<string, string>[] = JSON.parse(python(code, root));
  return rows;
}

describe('an internal export', () => {
  it('is a bag that sha256sum accepts, with every flag, its pictures, and the custody log', async () => {
    const judged = await addFlag(db, session);
    await judgeIt(db, judged.id);
    await addFlag(db, session);
    const discarded = await addFlag(db, session);
    await discardFlag(db, discarded.id, { actor: 'a', endpointId: undefined, clock });
    const { file, filename, flags, problems } = await exportSession(request());

    expect(filename).toBe('flagpost-operation-quiet-muller-2026-11-21-internal.zip');
    expect([flags, problems]).toEqual([3, []]);
    const bag = await unpack(file);
    expect(bag.root).toMatch(/\/flagpost-operation-quiet-muller-2026-11-21-internal$/u);
    expect(bag.paths).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'data/README.txt',
      'data/custody.ndjson',
      'data/flags.csv',
      'data/flags.ndjson',
      'data/judgements.ndjson',
      'data/pictures/00001-screenshot_post.png',
      'data/pictures/00001-screenshot_viewport.png',
      'data/pictures/00002-screenshot_post.png',
      'data/pictures/00002-screenshot_viewport.png',
      'data/pictures/00003-screenshot_post.png',
      'data/pictures/00003-screenshot_viewport.png',
      'data/receipts.ndjson',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
    ]);
    expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: true });
    expect(sha256sumCheck(bag.root, 'tagmanifest-sha256.txt')).toMatchObject({ ok: true });
    expect(bag.bytes('data/pictures/00001-screenshot_viewport.png').equals(viewportBytes(judged.id))).toBe(
      true,
    );
    expect(csvRows(bag.root).map(({ state }) => state)).toEqual(['ready', 'draft', 'discarded']);
  });

  it('lists every payload file, counts them, and fails the check when one byte changes', async () => {
    await addFlag(db, session);
    const bag = await unpack((await exportSession(request())).file);
    const payload = bag.paths.filter((path) => path.startsWith('data/'));
    const listed = bag.read('manifest-sha256.txt').trim().split('\n');
    expect(listed.map((line) => line.slice(66)).sort()).toEqual(payload);
    const bytes = payload.reduce((sum, path) => sum + bag.bytes(path).length, 0);
    expect(bag.read('bag-info.txt')).toContain(`Payload-Oxum: ${bytes}.${payload.length}\n`);
    expect(bag.read('bag-info.txt')).toContain(`External-Identifier: ${session.id}\n`);
    expect(bag.read('bag-info.txt')).toContain('Bagging-Date: 2026-11-21\n');
    expect(bag.read('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');

    writeFileSync(join(bag.root, 'data/README.txt'), 'changed');
    expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: false });
  });

  it('carries each flag exactly as recorded, with a digest that its capture hashes to', async () => {
    const text = '=HYPERLINK("x")\u202E\uD83C\uDFAF';
    const { post } = await addFlag(db, session);
    const capture = await addFlag(db, session, { post: { ...post, text } });
    await judgeIt(db, capture.id);
    const bag = await unpack((await exportSession(request())).file);
    const record = JSON.parse(bag.read('data/flags.ndjson').split('\n')[1] ?? '');
    expect(record.capture).toEqual(capture);
    expect(record.captureSha256).toBe(jcsHash(capture));
    expect(record.judgement).toMatchObject({ ...FIELDS, revision: 1, by: SECRETS.judge });
    expect(
      record.artefacts.map(({ file, notExported }: Record<string, unknown>) => file ?? notExported),
    ).toEqual([
      'data/pictures/00002-screenshot_viewport.png',
      'data/pictures/00002-screenshot_post.png',
      'working_copy',
    ]);
    const row = csvRows(bag.root)[1];
    expect(row).toMatchObject({ text: `'${text}`, tco_grounds: 'a;c', notes: SECRETS.notes, severity: '4' });
    expect(row?.screenshot_sha256).toBe(hashOf(cropBytes(capture.id)));
  });

  it('carries a judgement with a lone surrogate instead of stumbling over it', async () => {
    const { id } = await addFlag(db, session);
    await judgeIt(db, id, { reason: 'a reason long enough \uD800 to be one' });
    const bag = await unpack((await exportSession(request())).file);
    const record = JSON.parse(bag.read('data/flags.ndjson'));
    expect(record.judgement.reason).toBe('a reason long enough \uD800 to be one');
  });

  it('keeps the custody chain checkable, and of other sessions only numbers and hashes', async () => {
    const first = await addFlag(db, session);
    const other = await startSession(db, { name: 'other', kind: 'routine' }, 'a', clock);
    const foreign = await addFlag(db, other);
    await judgeIt(db, first.id);
    await addFlag(db, other);
    const bag = await unpack((await exportSession(request())).file);
    const text = bag.read('data/custody.ndjson');
    const events: Record<string, unknown>[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type ?? 'link')).toEqual([
      'session_started',
      'captured',
      'link',
      'link',
      'judged',
    ]);
    events.slice(1).forEach((event, i) => {
      expect(event.prev).toBe(events[i]?.hash);
    });
    const [event] = events;
    const { hash, ...rest } = event ?? {};
    expect(jcsHash(rest)).toBe(hash);
    expect(text).not.toContain(foreign.id);
  });

  it('has the same payload each time, although each export is logged', async () => {
    await judgeIt(db, (await addFlag(db, session)).id);
    const one = await unpack((await exportSession(request())).file);
    const two = await unpack((await exportSession(request())).file);
    expect(two.read('manifest-sha256.txt').split('\n').sort()).toEqual(
      one.read('manifest-sha256.txt').split('\n').sort(),
    );
    expect(await exportedEvents()).toHaveLength(2);
  });

  it('is logged once, with the digest of its list of files', async () => {
    await addFlag(db, session);
    const { file } = await exportSession(request());
    const bag = await unpack(file);
    const [event, ...more] = await exportedEvents();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      actor: 'falcon',
      subject: { sessionId: session.id },
      detail: {
        profile: 'internal',
        flags: 1,
        lost: 0,
        sizeBytes: file.size,
        manifestSha256: hashOf(bag.bytes('manifest-sha256.txt')),
      },
    });
  });
});

describe('a partner export', () => {
  it('holds none of the secrets in any of its bytes', async () => {
    const capture = await addFlag(db, session);
    await judgeIt(db, capture.id);
    await addFlag(db, session);
    const { file, filename } = await exportSession(request({ profile: 'partner' }));
    expect(filename).toMatch(/^flagpost-[0-9]{8}-2026-11-21-partner\.zip$/u);
    const bag = await unpack(file);
    const bytes = Buffer.concat([
      Buffer.from(filename),
      Buffer.from(await file.arrayBuffer()),
      ...bag.paths.map((path) => bag.bytes(path)),
    ]);
    const viewport = viewportBytes(capture.id);
    const secrets = { ...SECRETS, viewport: hashOf(viewport), pixels: Buffer.from(viewport).toString() };
    for (const [name, secret] of Object.entries(secrets)) {
      expect(bytes.includes(secret), `${name} is in the partner export`).toBe(false);
    }
    // the same search finds each of them in the internal one, so it would have found them here
    const internal = await unpack((await exportSession(request())).file);
    const all = Buffer.concat(internal.paths.map((path) => internal.bytes(path)));
    for (const [name, secret] of Object.entries(secrets)) {
      expect(all.includes(secret), `${name} is in the internal export`).toBe(true);
    }
  });

  it('carries the crop, the text and the judgement', async () => {
    const capture = await addFlag(db, session);
    await judgeIt(db, capture.id);
    const bag = await unpack((await exportSession(request({ profile: 'partner' }))).file);
    expect(bag.paths).toContain('data/pictures/00001-screenshot_post.png');
    expect(bag.paths.join()).not.toMatch(/viewport|custody/u);
    const record = JSON.parse(bag.read('data/flags.ndjson'));
    expect(record).toMatchObject({
      flagId: capture.id,
      captureSha256: jcsHash(capture),
      post: { text: capture.post.text, postUrl: capture.post.postUrl },
      judgement: { reason: FIELDS.reason, group: FIELDS.group },
      screenshot: { sha256: hashOf(cropBytes(capture.id)) },
    });
    expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: true });
  });

  it("gives the analyst's subject and address, marked as such, and what was read beside them", async () => {
    const { id } = await addFlag(db, session);
    const postUrl = 'https://x.com/someone/status/2';
    await judgeIt(db, id, { subject: 'account' });
    await judgeIt(db, (await addFlag(db, session)).id, { postUrl });
    await judgeIt(db, (await addFlag(db, session)).id);
    for (const profile of ['partner', 'internal'] as const) {
      const bag = await unpack((await exportSession(request({ profile }))).file);
      const read = 'https://x.com/someone/status/1';
      const [account, moved, plain] = csvRows(bag.root);
      expect(account).toMatchObject({
        subject: 'account',
        subject_read: 'post',
        post_url: 'https://x.com/someone',
        post_url_source: 'author',
        post_url_read: read,
      });
      expect(moved).toMatchObject({ post_url: postUrl, post_url_source: 'analyst', post_id: '' });
      expect(plain).toMatchObject({ subject: 'post', post_url: read, post_url_source: 'permalink_dom' });
      const lines = bag.read('data/flags.ndjson').trim().split('\n');
      const [first, second, third] = lines.map((line) => JSON.parse(line));
      if (profile === 'partner') {
        expect(first.post).toMatchObject({ subject: 'account', asRead: { subject: 'post', postUrl: read } });
        expect(second.post).toMatchObject({ postUrl, postUrlSource: 'analyst', asRead: { postUrl: read } });
        expect(third.post).not.toHaveProperty('asRead');
      } else {
        expect(first).toMatchObject({ capture: { post: { subject: 'post' } }, flagged: { corrected: true } });
        expect(second).toMatchObject({ judgement: { postUrl }, flagged: { urlSource: 'analyst' } });
      }
    }
  });

  it('leaves out drafts and discarded flags, and counts them', async () => {
    await judgeIt(db, (await addFlag(db, session)).id);
    await addFlag(db, session);
    const gone = await addFlag(db, session);
    await judgeIt(db, gone.id);
    await discardFlag(db, gone.id, { actor: 'a', endpointId: undefined, clock });
    const { file, flags } = await exportSession(request({ profile: 'partner' }));
    expect(flags).toBe(1);
    const bag = await unpack(file);
    expect(csvRows(bag.root).map(({ seq }) => seq)).toEqual(['1']);
    expect(bag.paths.filter((path) => path.endsWith('.png'))).toHaveLength(1);
    expect(bag.read('data/README.txt')).toContain('left out: 1 draft, 0 held, 1 discarded.');
  });

  it('says so when the crop may show something else, instead of showing it', async () => {
    const circumstances = (await addFlag(db, session)).capture;
    const moved = await addFlag(db, session, { capture: { ...circumstances, verified: false } });
    await judgeIt(db, moved.id);
    const bag = await unpack((await exportSession(request({ profile: 'partner' }))).file);
    expect(bag.paths.join()).not.toContain('.png');
    expect(csvRows(bag.root)[0]).toMatchObject({ screenshot_absent: 'not_verified', screenshot_sha256: '' });
    expect(JSON.parse(bag.read('data/flags.ndjson')).screenshot).toEqual({ notExported: 'not_verified' });
  });

  it('holds neither the picture nor the text when the whole page was flagged, and says so', async () => {
    const words = 'Logged in as own-account-three';
    const capture = await addFlag(db, session, {
      post: { subject: 'website', postUrl: 'https://a.example/', postUrlSource: 'address_bar', text: words },
    });
    await judgeIt(db, capture.id);
    const { file } = await exportSession(request({ profile: 'partner' }));
    expect(Buffer.from(await file.arrayBuffer()).includes('own-account-three')).toBe(false);
    const bag = await unpack(file);
    expect(bag.paths.join()).not.toContain('.png');
    expect(csvRows(bag.root)[0]).toMatchObject({
      text_absent: 'whole_page',
      screenshot_absent: 'whole_page',
    });
    expect(JSON.parse(bag.read('data/flags.ndjson'))).toMatchObject({
      post: { textNotExported: 'whole_page' },
      screenshot: { notExported: 'whole_page' },
    });
  });

  it.each([
    [{ x: 0, y: -50, w: 800, h: 900 }, false],
    [{ x: 10, y: 10, w: 790, h: 600 }, false],
    [{ x: 100, y: 0, w: 600, h: 600 }, true],
  ])('of a post at %j in a window of 800 x 600 holds the crop: %s', async (rectCssPx, held) => {
    const { capture } = await addFlag(db, session);
    const flag = await addFlag(db, session, { capture: { ...capture, rectCssPx } });
    await judgeIt(db, flag.id);
    const bag = await unpack((await exportSession(request({ profile: 'partner' }))).file);
    expect(bag.paths.includes('data/pictures/00002-screenshot_post.png')).toBe(held);
    expect(csvRows(bag.root)[0]?.text).toBe('The text of the post');
  });

  it('is refused when no flag of the session is ready', async () => {
    await addFlag(db, session);
    expect((await caught(exportSession(request({ profile: 'partner' })))).code).toBe('session_empty');
  });
});

describe('pictures that are gone or damaged', () => {
  it('are left out, named and counted; everything else is exported', async () => {
    const lost = await addFlag(db, session);
    const damaged = await addFlag(db, session);
    await db.delete('blobs', hashOf(viewportBytes(lost.id)));
    await db.put('blobs', new Blob([bytesOf('other')]), hashOf(cropBytes(damaged.id)));
    const { file, flags, problems } = await exportSession(request());
    expect(flags).toBe(2);
    expect(problems).toEqual([
      { code: 'artefact_lost', params: { file: '00001-screenshot_viewport.png' } },
      { code: 'artefact_lost', params: { file: '00002-screenshot_post.png' } },
    ]);
    const bag = await unpack(file);
    expect(bag.paths.filter((path) => path.endsWith('.png'))).toEqual([
      'data/pictures/00001-screenshot_post.png',
      'data/pictures/00002-screenshot_viewport.png',
    ]);
    expect(csvRows(bag.root)).toMatchObject([
      { viewport_absent: 'artefact_lost', screenshot_absent: '' },
      { viewport_absent: '', screenshot_absent: 'artefact_lost' },
    ]);
    expect(bag.read('data/problems.txt')).toMatch(
      /00001-screenshot_viewport\.png\n.*00002-screenshot_post\.png\n/u,
    );
    expect(bag.read('data/README.txt')).toContain('2 files are missing');
    expect(sha256sumCheck(bag.root, 'manifest-sha256.txt')).toMatchObject({ ok: true });
  });
});

describe('an export that ends early', () => {
  it('leaves nothing behind and logs nothing when it is cancelled at any flag', async () => {
    for (let i = 0; i < 3; i += 1) await addFlag(db, session);
    for (let at = 0; at <= 3; at += 1) {
      const controller = new AbortController();
      const onProgress = ({ done }: ExportProgress) => {
        if (done >= at) controller.abort();
      };
      if (at === 0) controller.abort();
      const ticking = { ...clock, monotonic: () => performance.now() * 1e6 };
      const cancelled = exportSession(request({ signal: controller.signal, onProgress, clock: ticking }));
      expect((await caught(cancelled)).code).toBe('export_cancelled');
      expect(await disk.names()).toEqual([]);
    }
    expect(await exportedEvents()).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled while the archive is being closed', async () => {
    await addFlag(db, session);
    const controller = new AbortController();
    const cancelling: ExportDisk = {
      ...disk,
      async create(name) {
        const file = await disk.create(name);
        const close = () => {
          if (name.endsWith('.zip')) controller.abort();
          return file.close();
        };
        return { ...file, close };
      },
    };
    const cancelled = exportSession(request({ signal: controller.signal, disk: cancelling }));
    expect((await caught(cancelled)).code).toBe('export_cancelled');
    expect(await disk.names()).toEqual([]);
    expect(await exportedEvents()).toEqual([]);
  });

  it('leaves nothing behind when the disk is full, and says that it was the disk', async () => {
    await addFlag(db, session);
    disk.beforeWrite = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
    expect((await caught(exportSession(request()))).code).toBe('disk_full');
    expect(await disk.names()).toEqual([]);
    expect(await exportedEvents()).toEqual([]);
  });

  it('keeps the cause of a failure that has no code', async () => {
    await addFlag(db, session);
    const cause = new Error('odd');
    disk.beforeWrite = () => {
      throw cause;
    };
    const error = await caught(exportSession(request()));
    expect([error.code, error.cause]).toEqual(['export_failed', cause]);
  });

  it('hands out no file that could not be logged', async () => {
    await addFlag(db, session);
    const damaged = new Proxy(db, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (name !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        return (stores: string[], mode?: string) => {
          if (mode === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
          return Reflect.apply(target.transaction, target, [stores, mode]);
        };
      },
    });
    expect((await caught(exportSession(request({ db: damaged })))).code).toBe('disk_full');
    expect(await disk.names()).toEqual([]);
  });

  it('is refused for a session without flags, or one that is not there', async () => {
    expect((await caught(exportSession(request()))).code).toBe('session_empty');
    expect((await caught(exportSession(request({ sessionId: 'none' })))).code).toBe('not_found');
  });
});

describe('the temporary files', () => {
  it('are one archive while it is in use, and none when it is disposed of', async () => {
    await addFlag(db, session);
    const { dispose } = await exportSession(request());
    expect(await disk.names()).toEqual([expect.stringMatching(/\.zip$/u)]);
    await dispose();
    expect(await disk.names()).toEqual([]);
  });

  it('of a crashed tab are removed at the next start; those in use are not', async () => {
    await addFlag(db, session);
    const first = await exportSession(request());
    const [kept] = await disk.names();
    writeFileSync(join(disk.path, 'crashed.zip'), 'x');
    writeFileSync(join(disk.path, 'crashed.1.part'), 'x');
    const second = await exportSession(request());
    const names = await disk.names();
    expect(names).toHaveLength(2);
    expect(names).toContain(kept);
    await first.dispose();
    await second.dispose();
  });
});

describe('progress', () => {
  it('counts flags and bytes up to the end, at most once in 100 ms', async () => {
    for (let i = 0; i < 30; i += 1) await addFlag(db, session);
    let ms = 0;
    const slow = { ...clock, monotonic: () => (ms += 40) };
    const told: (ExportProgress & { ms: number })[] = [];
    const onProgress = (progress: ExportProgress) => told.push({ ...progress, ms });
    const { file } = await exportSession(request({ onProgress, clock: slow }));
    expect(told.length).toBeGreaterThan(5);
    expect(told.at(-1)).toMatchObject({ done: 30, total: 30, bytes: file.size });
    told.slice(1, -1).forEach((progress, i) => {
      expect(progress.ms - told[i]!.ms).toBeGreaterThanOrEqual(100);
      expect(progress.done).toBeGreaterThanOrEqual(told[i]!.done);
    });
  });
});

it('survives unzip -t and Python on the file as handed out', async () => {
  await addFlag(db, session);
  const { zip } = await unpack((await exportSession(request())).file);
  expect(execFileSync('unzip', ['-tq', zip], { encoding: 'utf8' })).toContain('No errors detected');
  expect(python('import sys,zipfile\nprint(zipfile.ZipFile(sys.argv[1]).testzip())', zip).trim()).toBe(
    'None',
  );
});
