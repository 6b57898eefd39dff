// What every store of the desk must do, whatever database is below it: call with a way to open an empty one.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { checkFlag } from '../../src/desk/check-flag';
import type { Delivery, Store } from '../../src/desk/store';
import { Receipt } from '../../src/wire/receipt';
import { UNSIGNED } from '../desk/desk';
import { artefactOf, flagOf, sha256 } from '../desk/flags';

const sources = {
  now: () => Date.parse('2026-11-21T12:00:00.000Z'),
  id: randomUUID,
  countersign: UNSIGNED.countersign,
};
const custodyHead = { n: 0, hash: '0'.repeat(64) };

function deliveryOf(flags: readonly unknown[], key = randomUUID() as string): Delivery {
  const body = JSON.stringify(flags);
  const incoming = flags.map(checkFlag);
  return { key, bodySha256: sha256(body), batchId: randomUUID(), custodyHead, envelope: '{}', incoming };
}

async function receive(store: Store, delivery: Delivery): Promise<Receipt> {
  const reception = await store.receive(delivery, sources);
  if (reception.state !== 'answered') throw new Error(reception.state);
  return z.parse(Receipt, JSON.parse(reception.answer));
}

const send = (store: Store, ...flags: readonly unknown[]): Promise<Receipt> =>
  receive(store, deliveryOf(flags));
const statuses = (receipt: Receipt): string[] => receipt.results.map(({ status }) => status);

export function deskStoreContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  describe('answers', () => {
    it('are the same text for the same key and body, and nothing is stored twice', async () => {
      const delivery = deliveryOf([flagOf(), flagOf()]);
      const first = await store.receive(delivery, sources);
      expect(await store.receive(delivery, sources)).toEqual(first);
      expect((await store.arrivals(undefined, 10)).flags).toHaveLength(2);
    });

    it('are refused to a key that came with another body', async () => {
      const delivery = deliveryOf([flagOf()]);
      await store.receive(delivery, sources);
      const other = { ...deliveryOf([flagOf()]), key: delivery.key };
      expect(await store.receive(other, sources)).toEqual({ state: 'key_reused' });
      expect((await store.arrivals(undefined, 10)).flags).toHaveLength(1);
    });

    it('say in progress while the first request with the key is at work', async () => {
      const delivery = deliveryOf(Array.from({ length: 50 }, () => flagOf()));
      const both = await Promise.all([store.receive(delivery, sources), store.receive(delivery, sources)]);
      expect(both.map(({ state }) => state).sort()).toEqual(['answered', 'in_progress']);
    });

    it('name the flags in the order they came, each with an id of the desk', async () => {
      const flags = Array.from({ length: 20 }, () => flagOf());
      const { results } = await send(store, ...flags);
      expect(results.map(({ flagId }) => flagId)).toEqual(flags.map(({ flagId }) => flagId));
      expect(new Set(results.map(({ remoteId }) => remoteId)).size).toBe(20);
    });
  });

  describe('a flag sent again', () => {
    it('is accepted under its first id when nothing changed', async () => {
      const flag = flagOf();
      const first = await send(store, flag);
      const again = await send(store, flag);
      expect(again.results).toEqual(first.results);
    });

    it('is accepted with a higher revision, which the list then shows', async () => {
      const flag = flagOf();
      await send(store, flag);
      const changed = { ...flag, judgement: { ...flag.judgement, revision: 3, severity: 5 } };
      expect(statuses(await send(store, changed))).toEqual(['accepted']);
      const [shown] = (await store.arrivals(undefined, 10)).flags;
      expect(shown?.judgement).toMatchObject({ revision: 3, severity: 5 });
    });

    it('is rejected with other content at the revision held, or below it', async () => {
      const flag = flagOf();
      const at = (revision: number, severity: number) => ({
        ...flag,
        judgement: { ...flag.judgement, revision, severity },
      });
      await send(store, at(1, 1), at(3, 3));
      const receipt = await send(store, at(3, 4), at(2, 2), at(1, 2), at(1, 1));
      expect(statuses(receipt)).toEqual(['rejected', 'rejected', 'rejected', 'accepted']);
      expect(receipt.results[0]?.problem?.detail).toMatch(/revision 3/u);
    });

    it('is rejected with another capture, even at a higher revision', async () => {
      const flag = flagOf({ text: 'one' });
      await send(store, flag);
      const other = flagOf({ flagId: flag.flagId, text: 'two', revision: 2 });
      expect(statuses(await send(store, other))).toEqual(['rejected']);
    });

    it('keeps the artefacts of every sending', async () => {
      const flag = flagOf({ artefacts: ['first'] });
      await send(store, flag);
      const { missing } = await send(store, { ...flag, artefacts: [artefactOf('second')] });
      expect(missing).toEqual([sha256('second')]);
      const [shown] = (await store.arrivals(undefined, 10)).flags;
      expect(shown?.artefacts.map((one) => one.sha256).sort()).toEqual(
        [sha256('first'), sha256('second')].sort(),
      );
    });
  });

  describe('a second sighting of a post', () => {
    it('is marked as a duplicate of the first flag, and kept', async () => {
      const first = flagOf({ posts: ['a', 'b'] });
      const second = flagOf({ posts: ['b', 'c'] });
      await send(store, first);
      const receipt = await send(store, second);
      expect(receipt.results[0]).toMatchObject({ status: 'duplicate', duplicateOf: first.flagId });
      const { flags, totals } = await store.arrivals(undefined, 10);
      expect(flags.map(({ flagId }) => flagId)).toEqual([second.flagId, first.flagId]);
      expect(totals).toMatchObject({ flags: 2, duplicates: 1 });
    });

    it('is found within one batch, and names the very first flag', async () => {
      const [first, second, third] = [['a'], ['a', 'b'], ['b']].map((posts) => flagOf({ posts }));
      const receipt = await send(store, first, second, third);
      expect(statuses(receipt)).toEqual(['accepted', 'duplicate', 'duplicate']);
      expect(receipt.results.map(({ duplicateOf }) => duplicateOf)).toEqual([
        undefined,
        first?.flagId,
        first?.flagId,
      ]);
      const fourth = await send(store, flagOf({ posts: ['b'] }));
      expect(fourth.results[0]?.duplicateOf).toBe(first?.flagId);
    });

    it('stays a duplicate when it is sent again or revised', async () => {
      await send(store, flagOf({ posts: ['a'] }));
      const flag = flagOf({ posts: ['a'] });
      const receipt = await send(store, flag, flag, {
        ...flag,
        judgement: { ...flag.judgement, revision: 2 },
      });
      expect(statuses(receipt)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    });

    it('is no duplicate of itself, nor of a flag that was rejected', async () => {
      const flag = flagOf({ posts: ['a'] });
      await send(store, { ...flagOf({ posts: ['a'] }), captureSha256: '0'.repeat(64) });
      expect(statuses(await send(store, flag, flag))).toEqual(['accepted', 'accepted']);
    });
  });

  describe('one bad flag', () => {
    it('is rejected with a reason and holds up no other', async () => {
      const bad = { ...flagOf(), captureSha256: '0'.repeat(64) };
      const receipt = await send(store, flagOf(), bad, { flagId: 'x' }, null, flagOf());
      expect(statuses(receipt)).toEqual(['accepted', 'rejected', 'rejected', 'rejected', 'accepted']);
      expect(receipt.results[1]?.problem?.type).toBe('urn:flagpost:problem:capture_digest');
      expect((await store.arrivals(undefined, 10)).flags).toHaveLength(2);
    });

    it('does no harm with values that a database cannot take', async () => {
      const flag = flagOf({ text: 'nul \u0000 in text', author: '\u0000' });
      const odd = {
        ...flag,
        judgement: { ...flag.judgement, revision: Number.MAX_SAFE_INTEGER },
        artefacts: [
          { ...artefactOf('x'), mediaType: 'a\u0000b', sizeBytes: Number.MAX_SAFE_INTEGER },
          { ...artefactOf('y'), capturedAt: '9999-99-99T99:99:99.999Z', mediaType: 'text/html\r\nX-A: b' },
        ],
      };
      const lone = flagOf();
      const surrogate = { ...lone, judgement: { ...lone.judgement, reason: '\ud800'.repeat(30) } };
      const receipt = await send(store, odd, surrogate, { flagId: '\u0000\ud800' });
      expect(statuses(receipt)).toEqual(['accepted', 'rejected', 'rejected']);
      expect(await store.artefact(sha256('x'))).toMatchObject({ mediaType: 'application/octet-stream' });
      expect(await store.artefact(sha256('y'))).toMatchObject({ mediaType: 'application/octet-stream' });
      const [shown] = (await store.arrivals(undefined, 1)).flags;
      expect(shown?.capture.post.text).toBe('nul \u0000 in text');
    });
  });

  describe('artefacts', () => {
    it('are missing until their bytes are stored, each digest once', async () => {
      const flag = flagOf({ artefacts: ['one', 'two'] });
      const first = await send(store, flag, flagOf({ artefacts: ['two'] }));
      expect(first.missing).toEqual([sha256('one'), sha256('two')]);
      await store.markStored(sha256('one'), new Date());
      expect((await send(store, flag)).missing).toEqual([sha256('two')]);
      expect(await store.artefact(sha256('one'))).toEqual({ mediaType: 'image/png', stored: true });
      expect(await store.artefact(sha256('two'))).toEqual({ mediaType: 'image/png', stored: false });
      expect((await store.arrivals(undefined, 1)).totals.awaited).toBe(1);
    });

    it('are unknown when no flag that was kept named them', async () => {
      await send(store, { ...flagOf({ artefacts: ['one'] }), captureSha256: '0'.repeat(64) });
      expect(await store.artefact(sha256('one'))).toBeUndefined();
    });
  });

  it('lists newest first, page by page, without a gap or a flag shown twice', async () => {
    const flags = Array.from({ length: 23 }, () => flagOf());
    for (let n = 0; n < flags.length; n += 5) await send(store, ...flags.slice(n, n + 5));
    const seen: string[] = [];
    let before: number | undefined;
    do {
      const page = await store.arrivals(before, 7);
      seen.push(...page.flags.map(({ flagId }) => flagId));
      before = page.older;
    } while (before !== undefined);
    expect(seen).toEqual(flags.map(({ flagId }) => flagId).reverse());
  });
}
