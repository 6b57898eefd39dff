// What joins a flag later: numbered where it is stored, never twice, found again by its hash, nothing lost to a full disk.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ArtefactKind } from '../../src/flag/artefact';
import { addEvidence, commitCapture, type Evidence } from '../../src/queue/captures';
import type { Database } from '../../src/queue/database';
import { nearMatches } from '../../src/queue/pictures';
import { readFlag } from '../../src/queue/read';
import { join } from '../../src/secure/join';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { aDraft, captureOf, evidenceOf, freshQueue } from '../fakes/filled-queue';

const clock = testClock();
const AT = '2026-11-21T10:00:01.000Z';

afterEach(() => {
  vi.restoreAllMocks();
});

const one = (flagId: string, kind: ArtefactKind, text: string = kind): Evidence =>
  evidenceOf(flagId, 0, clock, { kind, text });

async function aFlagWithShot(): Promise<{ db: Database; id: string }> {
  const { db, sessionId } = await freshQueue(clock);
  return { db, id: await aDraft(db, sessionId, clock, [{ kind: 'screenshot_viewport', text: 'shot' }]) };
}
const listed = async (db: Database, id: string): Promise<string[]> =>
  (await readFlag(db, id)).artefacts.map(({ seq, kind, status }) => `${seq} ${kind} ${status}`);

it('numbers what joins after what is there, also when several join at once', async () => {
  const { db, id } = await aFlagWithShot();
  await Promise.all([
    addEvidence(db, id, [one(id, 'screenshot_post'), one(id, 'thumbnail')], AT),
    addEvidence(db, id, [one(id, 'dom_snapshot')], AT),
    addEvidence(db, id, [one(id, 'media', 'a'), one(id, 'media', 'b')], AT),
  ]);
  expect((await readFlag(db, id)).artefacts.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
});

describe('called twice', () => {
  it('adds what is made from stored bytes once, and logs it once', async () => {
    const { db, id } = await aFlagWithShot();
    const made = [one(id, 'screenshot_post'), one(id, 'thumbnail'), one(id, 'text')];
    await Promise.all([addEvidence(db, id, made, AT), addEvidence(db, id, made.map(anew), AT)]);
    expect(await listed(db, id)).toEqual([
      '1 screenshot_viewport present',
      '2 screenshot_post present',
      '3 thumbnail present',
      '4 text present',
    ]);
    const events = await db.getAll('custody');
    expect(events.filter(({ type }) => type === 'evidence_added')).toHaveLength(3);
    expect(brokenLinks(events)).toEqual([]);
  });

  it('adds only what is lacking', async () => {
    const { db, id } = await aFlagWithShot();
    await addEvidence(db, id, [one(id, 'screenshot_post')], AT);
    const joined = await addEvidence(db, id, [anew(one(id, 'screenshot_post')), one(id, 'text')], AT);
    expect(joined.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(['3 text']);
  });

  it('adds a second snapshot when an analyst asks for it, none by itself', async () => {
    const { db, id } = await aFlagWithShot();
    await addEvidence(db, id, [one(id, 'dom_snapshot')], AT, { once: true });
    expect(await addEvidence(db, id, [one(id, 'dom_snapshot', 'later')], AT, { once: true })).toEqual([]);
    expect(await addEvidence(db, id, [one(id, 'dom_snapshot', 'later')], AT)).toHaveLength(1);
  });
});

it('is found again by the hashes of its pictures from the moment it is stored', async () => {
  const { db, id } = await aFlagWithShot();
  const hash = 'f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22';
  const { artefact, bytes } = one(id, 'screenshot_post');
  if (artefact.status !== 'present' || bytes === undefined) throw new Error('a present one was made');
  const pdq = [{ hash, quality: 100, implementation: 'test', of: 'whole' }];
  await addEvidence(db, id, [{ artefact: { ...artefact, pdq }, bytes }], AT);
  expect(await nearMatches(db, hash)).toMatchObject([{ flagId: id, artefactId: artefact.id, distance: 0 }]);
});

it('takes the number the session gives, whatever was expected', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const numbers = await Promise.all(
    [1, 1, 7].map(async (expected) => {
      const { seq } = await commitCapture(db, captureOf(clock.id(), sessionId, clock), [], expected);
      return seq;
    }),
  );
  expect(numbers).toEqual([1, 2, 3]);
  expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
});

describe('a full disk', () => {
  function refuseBlobs(): void {
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === 'blobs') throw new DOMException('Failed to write blobs', 'DataError');
      return put.apply(this, args);
    });
  }

  it('leaves a record with quota of everything that did not fit, and the flag as it was', async () => {
    const { db, id } = await aFlagWithShot();
    refuseBlobs();
    const joined = await join(db, id, [one(id, 'screenshot_post'), one(id, 'text')], clock);
    expect(joined).toMatchObject([
      { seq: 2, kind: 'screenshot_post', status: 'absent', absentReason: 'quota' },
      { seq: 3, kind: 'text', status: 'absent', absentReason: 'quota' },
    ]);
    expect(await db.count('captures')).toBe(1);
    expect(brokenLinks(await db.getAll('custody'))).toEqual([]);
  });

  it('says so when not even that can be stored, and then stores nothing', async () => {
    const { db, id } = await aFlagWithShot();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no', 'AbortError');
    });
    await expect(join(db, id, [one(id, 'text')], clock)).rejects.toMatchObject({ code: 'disk_full' });
    vi.restoreAllMocks();
    expect(await listed(db, id)).toEqual(['1 screenshot_viewport present']);
  });

  it('takes other errors for what they are', async () => {
    const { db } = await aFlagWithShot();
    await expect(join(db, 'none', [one('none', 'text')], clock)).rejects.toMatchObject({ code: 'not_found' });
  });
});

/** The same again, as a second worker would make it. */
function anew({ artefact, bytes }: Evidence): Evidence {
  if (artefact.status !== 'present' || bytes === undefined) throw new Error('a present one was made');
  return { artefact: { ...artefact, id: clock.id() }, bytes };
}
