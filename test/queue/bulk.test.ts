// A bulk run loses no address and flags none twice, whoever dies when.
import { expect, it } from 'vitest';
import { changeRun, forgetRun, retryItems, startRun } from '../../src/queue/bulk';
import { type ClaimedItem, claimNext, giveBack, releaseItems, settleItem } from '../../src/queue/bulk-items';
import { countElsewhere, countItems, countKnown, nextRun, readItems } from '../../src/queue/bulk-read';
import { commitCapture } from '../../src/queue/captures';
import type { BulkNote, BulkRun, Database } from '../../src/queue/database';
import { recordIntent } from '../../src/queue/intents';
import { discardFlag } from '../../src/queue/judgements';
import { testClock } from '../fakes/clock';
import { captureOf, freshQueue } from '../fakes/filled-queue';

const clock = testClock();
const nothing = (): BulkNote[] => [];

async function runOf(
  urls: readonly string[],
  again = false,
): Promise<{ db: Database; run: BulkRun; sessionId: string }> {
  const { db, sessionId } = await freshQueue(clock);
  const addresses = urls.map((url) => ({ url, keys: [`key of ${url}`] }));
  return { db, sessionId, run: await startRun(db, { sessionId, addresses, again }, clock) };
}

async function taken(db: Database, run: BulkRun): Promise<ClaimedItem> {
  const claim = await claimNext(db, run.id, clock);
  if (claim.what !== 'item') throw new Error(`nothing to take: ${claim.what}`);
  return claim.item;
}

const flag = (db: Database, sessionId: string, id: string, keys: string[] = []): Promise<unknown> =>
  commitCapture(db, { ...captureOf(id, sessionId, clock), dedupeKeys: keys }, []);

const states = async (db: Database, run: BulkRun): Promise<string[]> =>
  (await readItems(db, run.id, 1, 99)).map(({ state }) => state);

it('takes items in order, each with the id of its flag, and is done after the last', async () => {
  const { db, run, sessionId } = await runOf(['a', 'b']);
  const first = await taken(db, run);
  expect(first).toMatchObject({ n: 1, url: 'a', state: 'working', flagId: expect.any(String) });
  await flag(db, sessionId, first.flagId);
  await settleItem(db, first, undefined, () => ['unverified']);
  const second = await taken(db, run);
  expect(second.flagId).not.toBe(first.flagId);
  await settleItem(db, second, { code: 'bulk_timeout' }, nothing);
  expect(await claimNext(db, run.id, clock)).toEqual({ what: 'over' });
  expect(await db.get('bulkRuns', run.id)).toMatchObject({ state: 'done', total: 2 });
  expect(await readItems(db, run.id, 1, 2)).toMatchObject([
    { state: 'done', notes: ['unverified'] },
    { state: 'failed', problem: { code: 'bulk_timeout' } },
  ]);
});

it('believes the store: an item whose flag is there is done, whatever was reported of it', async () => {
  const { db, run, sessionId } = await runOf(['a']);
  const item = await taken(db, run);
  await flag(db, sessionId, item.flagId);
  await settleItem(db, item, { code: 'bulk_timeout' }, nothing);
  expect(await states(db, run)).toEqual(['done']);
});

it('after a death: what was stored is done, what was not waits with the same id, and no gesture counts as cut', async () => {
  const { db, run, sessionId } = await runOf(['a', 'b', 'c']);
  const [stored, cut] = [await taken(db, run), await taken(db, run)];
  await flag(db, sessionId, stored.flagId);
  await recordIntent(db, { id: cut.flagId, at: '2026-11-21T10:00:00.000Z', host: 'b' });
  clock.pass(1);
  const living = clock.now();
  const third = await taken(db, run);
  await releaseItems(db, living, () => ['landed_elsewhere']);
  expect(await states(db, run)).toEqual(['done', 'waiting', 'working']);
  expect(await db.count('intents')).toBe(0);
  expect(await countElsewhere(db, run.id)).toBe(1);
  expect((await taken(db, run)).flagId).toBe(cut.flagId);
  expect(third.n).toBe(3);
});

it('never stores the flag of one item twice', async () => {
  const { db, run, sessionId } = await runOf(['a']);
  const { flagId } = await taken(db, run);
  await flag(db, sessionId, flagId);
  await expect(flag(db, sessionId, flagId)).rejects.toBeDefined();
  expect(await db.count('captures')).toBe(1);
});

it('settles what is in the queue already as known, and flags it when that is wanted', async () => {
  const { db, sessionId, run } = await runOf(['a', 'b']);
  await flag(db, sessionId, 'old', ['key of a']);
  expect(await countKnown(db, [['key of a'], ['key of b']])).toBe(1);
  expect(await claimNext(db, run.id, clock)).toEqual({ what: 'known' });
  expect(await readItems(db, run.id, 1, 1)).toMatchObject([{ state: 'known', flagId: 'old' }]);
  await settleItem(db, await taken(db, run), undefined, nothing);
  expect(await retryItems(db, run.id, 'known')).toBe(1);
  const again = await taken(db, run);
  expect(again).toMatchObject({ url: 'a', again: true });
  expect(again.flagId).not.toBe('old');
});

it('does not count a discarded flag as known', async () => {
  const { db, sessionId, run } = await runOf(['a']);
  await flag(db, sessionId, 'old', ['key of a']);
  await discardFlag(db, 'old', { actor: 'analyst', endpointId: undefined, clock });
  expect(await countKnown(db, [['key of a']])).toBe(0);
  expect((await claimNext(db, run.id, clock)).what).toBe('item');
});

it('gives nothing out while it is paused or cancelled, and goes on where it was', async () => {
  const { db, run } = await runOf(['a', 'b']);
  for (const change of ['pause', 'cancel'] as const) {
    await changeRun(db, run.id, change);
    expect(await claimNext(db, run.id, clock)).toEqual({ what: 'over' });
    expect(await nextRun(db)).toBeUndefined();
    await changeRun(db, run.id, 'resume');
    expect(await nextRun(db)).toMatchObject({ id: run.id });
  }
  expect(await taken(db, run)).toMatchObject({ n: 1 });
});

it('pauses for what concerns every item, which gets no blame, and forgets why when it goes on', async () => {
  const { db, run } = await runOf(['a']);
  await giveBack(db, await taken(db, run), { code: 'disk_full' });
  expect(await states(db, run)).toEqual(['waiting']);
  expect(await db.get('bulkRuns', run.id)).toMatchObject({ state: 'paused', problem: { code: 'disk_full' } });
  await changeRun(db, run.id, 'resume');
  expect(await db.get('bulkRuns', run.id)).not.toHaveProperty('problem');
});

it('works on one run at a time, the oldest first', async () => {
  const { db, run, sessionId } = await runOf(['a']);
  await startRun(db, { sessionId, addresses: [{ url: 'b', keys: [] }], again: false }, clock);
  expect((await nextRun(db))?.id).toBe(run.id);
});

it('tries again only what failed, and counts what there is of each', async () => {
  const { db, run, sessionId } = await runOf(['a', 'b', 'c']);
  const first = await taken(db, run);
  await flag(db, sessionId, first.flagId);
  await settleItem(db, first, undefined, nothing);
  await settleItem(db, await taken(db, run), { code: 'bulk_unreachable' }, nothing);
  await taken(db, run);
  expect(await countItems(db, run.id)).toEqual({ waiting: 0, working: 1, done: 1, known: 0, failed: 1 });
  expect(await retryItems(db, run.id, 'failed')).toBe(1);
  expect(await states(db, run)).toEqual(['done', 'waiting', 'working']);
  expect((await readItems(db, run.id, 2, 2))[0]).not.toHaveProperty('problem');
});

it('forgets a run that is over with its addresses, never one that may go on', async () => {
  const { db, run, sessionId } = await runOf(['a']);
  await expect(forgetRun(db, run.id)).rejects.toMatchObject({ code: 'illegal_state' });
  const item = await taken(db, run);
  await flag(db, sessionId, item.flagId);
  await settleItem(db, item, undefined, nothing);
  await claimNext(db, run.id, clock);
  await forgetRun(db, run.id);
  expect(await db.count('bulkItems')).toBe(0);
  expect(await db.count('captures')).toBe(1);
});

it('starts nothing without an address', async () => {
  const { db, sessionId } = await freshQueue(clock);
  await expect(startRun(db, { sessionId, addresses: [], again: false }, clock)).rejects.toMatchObject({
    code: 'bulk_url_invalid',
  });
  expect(await db.count('bulkRuns')).toBe(0);
});
