// Pictures destroyed on purpose are gone for good, and everything else of their flags stays.
import { expect, it } from 'vitest';
import { sha256Text } from '../../src/evidence/digest';
import { addEvidence } from '../../src/queue/captures';
import { retryFlag } from '../../src/queue/deliveries';
import { addHashes, nearMatches } from '../../src/queue/pictures';
import { purgedOf, purgePictures } from '../../src/queue/purge';
import { readBlob, readFlag } from '../../src/queue/read';
import { recordView } from '../../src/queue/reveals';
import { write } from '../../src/queue/transact';
import { testClock } from '../fakes/clock';
import { brokenLinks } from '../fakes/custody-chain';
import { deskByHand } from '../fakes/desk-by-hand';
import { aDraft, evidenceOf, freshQueue } from '../fakes/filled-queue';
import { ENDPOINT, type Worker, withFlags } from '../sync/worker';

const clock = testClock();
const acting = { actor: 'falcon', clock };
const all = [
  { text: 'shot', kind: 'screenshot_viewport' },
  { text: 'small', kind: 'thumbnail' },
  { text: 'page', kind: 'dom_snapshot' },
  { text: 'archive', kind: 'mhtml' },
  { text: 'film', kind: 'media' },
  { text: 'words', kind: 'text' },
  { text: 'head', kind: 'metadata' },
] as const;
const PICTURES = ['shot', 'small', 'page', 'archive', 'film'].map(sha256Text);

it('destroys pictures, snapshots and media; words, records and hashes stay', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock, all);
  await addEvidence(
    db,
    id,
    [evidenceOf(id, 9, clock, { text: 'whole', kind: 'screenshot_whole_post' })],
    '2026-11-21T10:00:01.000Z',
  );
  const hash = 'ab'.repeat(32);
  await write(db, ['pictures', 'hashOwners'], (tx) =>
    addHashes(tx.objectStore('pictures'), tx.objectStore('hashOwners'), [
      { hash, flagId: id, artefactId: 'a' },
    ]),
  );
  const before = await readFlag(db, id);
  expect(await purgePictures(db, [id], 'May not be kept.', acting)).toBe(1);
  const after = await readFlag(db, id);
  expect(after.artefacts).toEqual(before.artefacts);
  expect(after.capture).toEqual(before.capture);
  expect((await db.getAllKeys('blobs')).sort()).toEqual(['words', 'head'].map(sha256Text).sort());
  await expect(readBlob(db, sha256Text('shot'))).rejects.toMatchObject({ code: 'artefact_lost' });
  expect(await nearMatches(db, hash)).toMatchObject([{ flagId: id, distance: 0 }]);
});

it('leaves a tombstone: which bytes, why, by whom, in one custody event', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock, all);
  await purgePictures(db, [id], 'May not be kept.', acting);
  const events = await db.getAll('custody');
  expect(events.at(-1)).toMatchObject({
    type: 'purged',
    actor: 'falcon',
    subject: { flagId: id, sessionId },
    detail: { sha256s: PICTURES, reason: 'May not be kept.' },
  });
  expect(brokenLinks(events)).toEqual([]);
  expect(await purgedOf(db, id)).toMatchObject({ flagId: id, sha256s: PICTURES, reason: 'May not be kept.' });
  expect(await purgePictures(db, [id], 'Again.', acting)).toBe(0);
  expect(await db.count('custody')).toBe(events.length);
});

it('takes the thumbnail out of the list and counts nothing twice', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  await addEvidence(
    db,
    id,
    [evidenceOf(id, 1, clock, { text: 'small', kind: 'thumbnail' })],
    '2026-11-21T10:00:01.000Z',
  );
  expect((await db.get('rows', id))?.thumbnail).toBe(sha256Text('small'));
  await purgePictures(db, [id], 'No.', acting);
  expect((await db.get('rows', id))?.thumbnail).toBe('');
  expect(await db.get('tallies', `${sessionId}|draft`)).toBe(1);
});

it('keeps bytes that another flag shows too until they are destroyed there as well', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const shared = [{ text: 'same', kind: 'media' }] as const;
  const first = await aDraft(db, sessionId, clock, shared);
  const second = await aDraft(db, sessionId, clock, shared);
  await purgePictures(db, [first], 'No.', acting);
  expect(await readBlob(db, sha256Text('same'))).toBeInstanceOf(Blob);
  expect((await purgedOf(db, first))?.sha256s).toEqual([sha256Text('same')]);
  expect((await db.getAll('custody')).at(-1)?.detail).toMatchObject({ sharedSha256s: [sha256Text('same')] });
  await purgePictures(db, [second], 'No.', acting);
  await expect(readBlob(db, sha256Text('same'))).rejects.toMatchObject({ code: 'artefact_lost' });
  expect((await db.getAll('custody')).at(-1)?.detail).not.toHaveProperty('sharedSha256s');
});

it('destroys what several flags share when all of them are named at once', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const ids: string[] = [];
  for (let i = 0; i < 120; i += 1)
    ids.push(await aDraft(db, sessionId, clock, [{ text: 'same', kind: 'media' }]));
  expect(await purgePictures(db, ids, 'No.', acting)).toBe(120);
  expect(await db.count('blobs')).toBe(0);
  expect(await db.count('tombstones')).toBe(120);
});

it('keeps no picture that joins afterwards, and says so; words still join', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock, [{ text: 'shot', kind: 'screenshot_viewport' }]);
  await purgePictures(db, [id], 'No.', acting);
  const late = [
    evidenceOf(id, 2, clock, { text: 'late', kind: 'dom_snapshot' }),
    evidenceOf(id, 3, clock, { text: 'words', kind: 'text' }),
  ];
  await addEvidence(db, id, late, '2026-11-21T10:00:01.000Z');
  const { artefacts } = await readFlag(db, id);
  expect(artefacts.slice(1)).toMatchObject([
    { kind: 'dom_snapshot', status: 'absent', absentReason: 'analyst_off' },
    { kind: 'text', status: 'present' },
  ]);
  expect(await db.getAllKeys('blobs')).toEqual([sha256Text('words')]);
});

const shotAndWords = (n: number) =>
  [
    { text: `shot ${n}`, kind: 'screenshot_viewport' },
    { text: `words ${n}`, kind: 'text' },
  ] as const;

/** One run in which the desk lacks everything that it is told of; gives the digests that were sent. */
async function sendAll(worker: Worker, atBatch: () => Promise<unknown> = () => Promise.resolve()) {
  const desk = deskByHand();
  const run = worker.run(desk.fetch);
  const sent: string[] = [];
  let batches = 0;
  await desk.answerAll(run, (request) => {
    if (request.path === '/v1/batches') {
      batches += 1;
      const missing = request.batch().flags.flatMap(({ artefacts }) => artefacts.map(({ sha256 }) => sha256));
      void atBatch().then(() => request.accept({ missing }));
      return;
    }
    sent.push(...(request.parts().length > 0 ? request.parts() : [request.path.slice(-64)]));
    if (request.parts().length > 0) request.store();
    else request.respondWith({ sha256: request.path.slice(-64), status: 'stored' });
  });
  return { result: await run, sent: sent.sort(), batches };
}

it('sends a flag without what was destroyed of it, once', async () => {
  const { worker, ids } = await withFlags(1, shotAndWords);
  await purgePictures(worker.db, ids, 'No.', acting);
  const { result, sent } = await sendAll(worker);
  expect(result).toMatchObject({ sent: 1, accepted: 1, quarantined: 0 });
  expect(sent).toEqual([sha256Text('words 0')]);
  expect((await sendAll(worker)).batches).toBe(0);
});

it('puts a flag aside whose pictures are destroyed while it is sent, holds up no other, and can send it again', async () => {
  const { worker, ids } = await withFlags(2, shotAndWords);
  const { db } = worker;
  const first = await sendAll(worker, () => purgePictures(db, [ids[0]!], 'No.', acting));
  expect(first.result).toMatchObject({ accepted: 1, quarantined: 1 });
  expect(first.sent).not.toContain(sha256Text('shot 0'));
  expect(await db.get('rows', ids[0]!)).toMatchObject({ status: 'quarantined', problem: 'artefact_lost' });
  await retryFlag(db, ids[0]!, { actor: 'falcon', endpointId: ENDPOINT, clock: worker.clock });
  const again = await sendAll(worker);
  expect(again.result).toMatchObject({ accepted: 1, quarantined: 0 });
  expect(again.sent).toEqual([sha256Text('words 0')]);
});

it('logs what an analyst opened', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock, all);
  await recordView(db, id, sha256Text('page'), acting);
  expect((await db.getAll('custody')).at(-1)).toMatchObject({
    type: 'viewed',
    actor: 'falcon',
    subject: { flagId: id },
    detail: { sha256: sha256Text('page') },
  });
});
