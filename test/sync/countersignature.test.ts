// What the desk signs about our log is checked when it comes; whatever it is worth, the flags are settled by the receipt.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256Text } from '../../src/evidence/digest';
import type { StoredReceipt } from '../../src/queue/database';
import { signingKey } from '../../src/queue/keys';
import type { Countersignature, Receipt } from '../../src/wire/receipt';
import { startTestDesk, type TestDesk } from '../desk/desk';
import { testClock } from '../fakes/clock';
import { aFlag } from '../fakes/filled-queue';
import { settingsWith, startWorker, type Worker } from './worker';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
}, 60_000);
afterAll(() => desk.close());

const aWorker = (): Promise<Worker> => startWorker({ ...testClock(), id: randomUUID });

/** One flag goes to the desk; what it answers passes through `change`. */
async function sent(
  worker: Worker,
  change: (receipt: Receipt) => unknown = (receipt) => receipt,
): Promise<{ receipt: StoredReceipt; countersignature: Countersignature | undefined; status: unknown }> {
  const id = await aFlag(worker.db, worker.sessionId, worker.clock, desk.url);
  const before = new Set(await worker.db.getAllKeys('receipts'));
  await worker.run(
    async (url, init) => {
      const answer = await fetch(url, init);
      if (!url.endsWith('/v1/batches')) return answer;
      return new Response(JSON.stringify(change((await answer.json()) as Receipt)));
    },
    { token: desk.token, settings: settingsWith({ url: desk.url, batchSize: 100 }) },
  );
  const receipt = (await worker.db.getAll('receipts')).find(({ batchId }) => !before.has(batchId))!;
  const { countersignature } = JSON.parse(receipt.raw) as Receipt;
  return { receipt, countersignature, status: await worker.statusOf(id) };
}

it('one that holds is noted with the key of the desk, and the receipt is kept as it came', async () => {
  const worker = await aWorker();
  const { receipt, status } = await sent(worker);
  expect(status).toBe('accepted');
  expect(receipt.countersigned).toEqual({ holds: true, desk: desk.keyFingerprint });
  expect(receipt.sha256).toBe(sha256Text(receipt.raw));
});

it('names the log’s head of the batch, and the signer once this installation has a key', async () => {
  const worker = await aWorker();
  const without = await sent(worker);
  expect(without.countersignature).not.toHaveProperty('signer');
  expect(await worker.db.count('keys')).toBe(0);
  const { fingerprint } = await signingKey(worker.db, worker.clock);
  const { countersignature, receipt } = await sent(worker);
  expect(countersignature?.signer).toBe(fingerprint);
  expect(receipt.countersigned).toMatchObject({ holds: true });
  const { n, hash } = countersignature!.custodyHead;
  expect((await worker.db.get('custody', n))?.hash).toBe(hash);
});

it('none at all is no fault', async () => {
  const worker = await aWorker();
  const { receipt, status } = await sent(worker, ({ countersignature: _none, ...rest }) => rest);
  expect(status).toBe('accepted');
  expect(receipt.countersigned).toBeUndefined();
});

const changed =
  (change: (one: Countersignature) => unknown) =>
  ({ countersignature, ...rest }: Receipt): unknown => ({
    ...rest,
    countersignature: change(countersignature!),
  });

it.each([
  ['of another batch', changed((one) => ({ ...one, batchId: randomUUID() }))],
  ['of another head', changed((one) => ({ ...one, custodyHead: { ...one.custodyHead, n: 0 } }))],
  ['of another signer', changed((one) => ({ ...one, signer: 'ab'.repeat(32) }))],
  ['of another time', changed((one) => ({ ...one, receivedAt: '2020-01-01T00:00:00.000Z' }))],
  ['whose signature is another’s', changed((one) => ({ ...one, signature: one.publicKey.slice(0, 96) }))],
  ['whose key is none', changed((one) => ({ ...one, publicKey: 'AAAA' }))],
  ['whose key is no base64', changed((one) => ({ ...one, publicKey: '***' }))],
  ['of another form', changed(() => 'signed, the desk')],
  ['with a receipt of another time', (one: Receipt) => ({ ...one, receivedAt: '2020-01-01T00:00:00.000Z' })],
])('one %s does not hold: that is noted, and the flag is settled all the same', async (_what, change) => {
  const worker = await aWorker();
  const { receipt, status } = await sent(worker, change);
  expect(receipt.countersigned).toEqual({ holds: false });
  expect(status).toBe('accepted');
});
