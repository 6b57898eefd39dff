// A flag is stored whole or not at all, with everything that tells of it.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { jcsHash } from '../../src/evidence/custody';
import { sha256Text } from '../../src/evidence/digest';
import { addEvidence, commitCapture } from '../../src/queue/captures';
import { recordIntent } from '../../src/queue/intents';
import { readBlob, readFlag, readTallies } from '../../src/queue/read';
import { write } from '../../src/queue/transact';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { aDraft, captureOf, evidenceOf, freshQueue } from '../fakes/filled-queue';

const clock = testClock();

afterEach(() => {
  vi.restoreAllMocks();
});

it('stores capture, artefacts, bytes, row, tally and custody event together, and drops the intent', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = clock.id();
  await recordIntent(db, { id, at: '2026-11-21T10:00:00.000Z', host: 'example.org' });
  const shot = evidenceOf(id, 1, clock, { text: 'shot', kind: 'screenshot_viewport' });
  const capture = await commitCapture(db, captureOf(id, sessionId, clock), [shot]);
  const flag = await readFlag(db, id);
  expect(flag).toMatchObject({ capture, artefacts: [shot.artefact], judgement: undefined });
  expect(flag.row).toMatchObject({ id, seq: 1, status: 'draft' });
  expect(await (await readBlob(db, sha256Text('shot'))).text()).toBe('shot');
  expect(await readTallies(db, sessionId)).toMatchObject({ draft: 1 });
  expect(await db.count('intents')).toBe(0);
  const events = await db.getAll('custody');
  expect(events.at(-1)).toMatchObject({
    type: 'captured',
    subject: { flagId: id, sessionId },
    detail: { captureSha256: jcsHash(capture), artefacts: [sha256Text('shot')] },
  });
});

it('numbers flags from 1 without gaps, also when many come at once', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await Promise.all(Array.from({ length: 20 }, () => aDraft(db, sessionId, clock)));
  const numbers = (await db.getAllFromIndex('captures', 'session')).map(({ seq }) => seq);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

it('refuses a flag of a session that is not there, and keeps nothing of it', async () => {
  const { db } = await freshQueue(clock);
  const id = clock.id();
  const shot = evidenceOf(id, 1, clock, { text: 'shot' });
  await expect(commitCapture(db, captureOf(id, 'none', clock), [shot])).rejects.toMatchObject({
    code: 'not_found',
  });
  for (const store of ['captures', 'artefacts', 'blobs', 'rows'] as const)
    expect(await db.count(store)).toBe(0);
});

it.each(['QuotaExceededError', 'DataError', 'AbortError', 'UnknownError'])(
  'keeps nothing and says disk_full when the browser fails with %s half-way',
  async (name) => {
    const { db, sessionId } = await freshQueue(clock);
    const id = clock.id();
    await recordIntent(db, { id, at: '2026-11-21T10:00:00.000Z', host: 'example.org' });
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'rows') throw new DOMException('no', name);
      return put.apply(this, args);
    });
    const shot = evidenceOf(id, 1, clock, { text: 'shot' });
    const stored = commitCapture(db, captureOf(id, sessionId, clock), [shot]);
    await expect(stored).rejects.toMatchObject({ code: 'disk_full' });
    vi.restoreAllMocks();
    for (const store of ['captures', 'artefacts', 'blobs', 'rows'] as const)
      expect(await db.count(store)).toBe(0);
    expect(await db.count('intents')).toBe(1);
    expect(await db.count('custody')).toBe(1);
    await aDraft(db, sessionId, clock);
    expect((await db.getAll('captures')).map(({ seq }) => seq)).toEqual([1]);
  },
);

describe('a transaction', () => {
  it('that the browser aborts is disk_full, also when every request in it went well', async () => {
    const { db } = await freshQueue(clock);
    const aborted = write(db, ['drafts'], async (tx) => {
      await tx.objectStore('drafts').put({ flagId: 'a', draft: {}, at: '' });
      tx.abort();
    });
    await expect(aborted).rejects.toMatchObject({ code: 'disk_full' });
    expect(await db.count('drafts')).toBe(0);
  });

  it('asks for strict durability', async () => {
    const { db } = await freshQueue(clock);
    const begun = vi.spyOn(db, 'transaction');
    await write(db, ['drafts'], () => Promise.resolve());
    expect(begun).toHaveBeenCalledWith(['drafts'], 'readwrite', { durability: 'strict' });
  });

  it('on a closed database is store_unavailable', async () => {
    const { db } = await freshQueue(clock);
    db.close();
    await expect(write(db, ['drafts'], () => Promise.resolve())).rejects.toMatchObject({
      code: 'store_unavailable',
    });
  });

  it('passes on what its own work throws, and keeps nothing', async () => {
    const { db } = await freshQueue(clock);
    const failing = write(db, ['drafts'], async (tx) => {
      await tx.objectStore('drafts').put({ flagId: 'a', draft: {}, at: '' });
      throw new RangeError('ours');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await db.count('drafts')).toBe(0);
  });
});

it('joins evidence later, each logged, and leaves the capture as it was', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  const before = await db.get('captures', id);
  const thumbnail = evidenceOf(id, 1, clock, { text: 'small', kind: 'thumbnail' });
  await addEvidence(db, id, [thumbnail], '2026-11-21T10:00:01.000Z');
  expect(await db.get('captures', id)).toEqual(before);
  expect(await db.get('rows', id)).toMatchObject({ thumbnail: sha256Text('small') });
  const events = await db.getAll('custody');
  expect(events.at(-1)).toMatchObject({
    type: 'evidence_added',
    detail: { kind: 'thumbnail', sha256: sha256Text('small') },
  });
  expect(brokenLinks(events)).toEqual([]);
});
