// Judging, discarding and taking back: what an analyst may do to a flag, and when.
import { expect, it } from 'vitest';
import { claimBatch } from '../../src/queue/batches';
import type { Database, StoredBatch } from '../../src/queue/database';
import { enqueueReady } from '../../src/queue/deliveries';
import { discardFlag, judgeFlag, restoreFlag, saveDraft } from '../../src/queue/judgements';
import { readDraft, readFlag } from '../../src/queue/read';
import { settleBatch } from '../../src/queue/settle';
import { testClock } from '../fakes/clock';
import { aDraft, aFlag, FIELDS, freshQueue } from '../fakes/filled-queue';

const ENDPOINT = 'https://desk.example';
const clock = testClock();
const acting = { actor: 'analyst', endpointId: ENDPOINT, clock };
const statusOf = async (db: Database, id: string) => (await db.get('rows', id))?.status;

function claim(db: Database, flagId: string): Promise<boolean> {
  const batch: StoredBatch = {
    id: clock.id(),
    endpointId: ENDPOINT,
    idempotencyKey: clock.id(),
    body: new Uint8Array(),
    bodySha256: '',
    flagIds: [flagId],
    state: 'built',
    createdAt: '2026-11-21T10:00:00.000Z',
    dueAt: 0,
    attempts: [],
  };
  return claimBatch(db, batch, [{ flagId, revision: 1 }], clock.now() + 1000);
}

it('keeps every revision, takes the newest for use, and forgets the draft', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  await saveDraft(db, id, { reason: 'half a sen' }, clock);
  expect(await readDraft(db, id)).toEqual({ reason: 'half a sen' });
  await judgeFlag(db, id, FIELDS, acting);
  await judgeFlag(db, id, { ...FIELDS, severity: 5 }, acting);
  expect((await readFlag(db, id)).judgement).toMatchObject({ revision: 2, severity: 5 });
  expect(await db.count('judgements')).toBe(2);
  expect(await readDraft(db, id)).toBeUndefined();
  expect((await db.getAll('custody')).map(({ type }) => type).slice(-2)).toEqual(['judged', 'edited']);
});

it('shows the corrected subject in the list, never in the capture, and the one read when it is taken back', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  const subjects = async () => {
    const { capture, row } = await readFlag(db, id);
    return [capture.post.subject, row.subject, row.severity];
  };
  await judgeFlag(db, id, { ...FIELDS, subject: 'account', postUrl: 'https://example.org/u/1' }, acting);
  expect(await subjects()).toEqual(['post', 'account', FIELDS.severity]);
  await discardFlag(db, id, acting);
  await restoreFlag(db, id, acting);
  expect(await subjects()).toEqual(['post', 'account', FIELDS.severity]);
  await judgeFlag(db, id, FIELDS, acting);
  expect(await subjects()).toEqual(['post', 'post', FIELDS.severity]);
});

it('keeps what two views of one flag typed, field by field, also when they write at once', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aDraft(db, sessionId, clock);
  await Promise.all([
    saveDraft(db, id, { reason: 'half a sen' }, clock, { category: 'hate_speech', reason: 'half a sen' }),
    saveDraft(db, id, { severity: 4 }, clock, { category: 'violent_extremism', severity: 4 }),
  ]);
  const both = { category: 'hate_speech', reason: 'half a sen', severity: 4 };
  expect(await readDraft(db, id)).toStrictEqual(both);
  await saveDraft(db, id, { reason: undefined, severity: 5 }, clock);
  expect(await readDraft(db, id)).toStrictEqual({ category: 'hate_speech', severity: 5 });
});

it('is ready without an endpoint and queued with one', async () => {
  const { db, sessionId } = await freshQueue(clock);
  expect(await statusOf(db, await aFlag(db, sessionId, clock, undefined))).toBe('ready');
  expect(await statusOf(db, await aFlag(db, sessionId, clock, ENDPOINT))).toBe('queued');
});

it('discards what nobody has, and brings it back to where it was', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const [draft, queued] = [await aDraft(db, sessionId, clock), await aFlag(db, sessionId, clock, ENDPOINT)];
  for (const id of [draft, queued]) await discardFlag(db, id, acting);
  expect([await statusOf(db, draft), await statusOf(db, queued)]).toEqual(['discarded', 'discarded']);
  expect(await db.count('deliveries')).toBe(0);
  for (const id of [draft, queued]) await restoreFlag(db, id, acting);
  expect([await statusOf(db, draft), await statusOf(db, queued)]).toEqual(['draft', 'queued']);
});

it('does not judge what is discarded, and stores nothing of the attempt', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const [draft, queued] = [await aDraft(db, sessionId, clock), await aFlag(db, sessionId, clock, ENDPOINT)];
  for (const id of [draft, queued]) {
    await saveDraft(db, id, { reason: 'half a sen' }, clock);
    await discardFlag(db, id, acting);
    const before = await Promise.all([db.getAll('custody'), db.getAll('judgements'), db.getAll('rows')]);
    await expect(judgeFlag(db, id, FIELDS, acting)).rejects.toMatchObject({ code: 'illegal_state' });
    const after = await Promise.all([db.getAll('custody'), db.getAll('judgements'), db.getAll('rows')]);
    expect(after).toEqual(before);
    expect(await statusOf(db, id)).toBe('discarded');
    expect(await readDraft(db, id)).toEqual({ reason: 'half a sen' });
  }
  expect(await db.count('deliveries')).toBe(0);
});

it('does not discard what an endpoint is getting', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aFlag(db, sessionId, clock, ENDPOINT);
  expect(await claim(db, id)).toBe(true);
  await expect(discardFlag(db, id, acting)).rejects.toMatchObject({ code: 'already_sent' });
  expect(await statusOf(db, id)).toBe('sending');
});

it('does not discard what an endpoint has in an older revision', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aFlag(db, sessionId, clock, ENDPOINT);
  await claim(db, id);
  const batchId = (await db.getAllKeys('batches'))[0]!;
  const flags = [{ flagId: id, status: 'accepted', sent: [], missing: [] } as const];
  const receipt = { batchId, at: '', raw: '', sha256: '' };
  await settleBatch(db, { receipt, flags, at: clock.now(), retryAt: () => 0 });
  expect(await statusOf(db, id)).toBe('accepted');
  await judgeFlag(db, id, { ...FIELDS, severity: 5 }, acting);
  expect(await statusOf(db, id)).toBe('queued');
  await expect(discardFlag(db, id, acting)).rejects.toMatchObject({ code: 'already_sent' });
});

it('queues a flag that was judged again while no endpoint was named, and disturbs none that is under way', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const [waiting, sending] = [
    await aFlag(db, sessionId, clock, ENDPOINT),
    await aFlag(db, sessionId, clock, ENDPOINT),
  ];
  await claim(db, sending);
  for (const id of [waiting, sending]) await judgeFlag(db, id, FIELDS, { ...acting, endpointId: undefined });
  expect([await statusOf(db, waiting), await statusOf(db, sending)]).toEqual(['ready', 'ready']);
  expect(await enqueueReady(db, ENDPOINT, clock.now())).toBe(2);
  expect([await statusOf(db, waiting), await statusOf(db, sending)]).toEqual(['queued', 'sending']);
  expect((await db.get('deliveries', [waiting, ENDPOINT]))?.revision).toBe(2);
});

it('claims a flag once', async () => {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aFlag(db, sessionId, clock, ENDPOINT);
  expect(await Promise.all([claim(db, id), claim(db, id)])).toEqual([true, false]);
  expect(await db.count('batches')).toBe(1);
});
