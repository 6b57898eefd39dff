// Flags that go to an endpoint which was in the settings before: what it has is not forgotten.
import { expect, it } from 'vitest';
import type { DeliveryState } from '../../src/flag/states';
import { adoptStranded } from '../../src/queue/adopt';
import type { Database, Delivery } from '../../src/queue/database';
import { retryFlag } from '../../src/queue/deliveries';
import { discardFlag, judgeFlag } from '../../src/queue/judgements';
import { testClock } from '../fakes/clock';
import { aFlag, FIELDS, freshQueue } from '../fakes/filled-queue';

const [A, B] = ['https://a.example', 'https://b.example'];
const clock = testClock();
const acting = (endpointId: string) => ({ actor: 'analyst', endpointId, clock });

async function put(db: Database, flagId: string, endpointId: string, change: Partial<Delivery>) {
  const stored = await db.get('deliveries', [flagId, endpointId]);
  await db.put('deliveries', { ...stored!, ...change });
}

/** A flag in this state at A, then judged again while B was the endpoint. */
async function judgedForTheOther(state: DeliveryState, verdict?: 'accepted') {
  const { db, sessionId } = await freshQueue(clock);
  const id = await aFlag(db, sessionId, clock, A);
  await put(db, id, A, { state, verdict });
  await judgeFlag(db, id, { ...FIELDS, severity: 5 }, acting(B));
  return { db, id };
}

it('does not let a flag be discarded that an endpoint holds, after another one and back', async () => {
  const { db, id } = await judgedForTheOther('accepted', 'accepted');
  expect(await adoptStranded(db, A, clock.now())).toBe(1);
  expect(await db.getAll('deliveries')).toMatchObject([
    { endpointId: A, state: 'queued', revision: 2, held: true },
  ]);
  await expect(discardFlag(db, id, acting(A))).rejects.toMatchObject({ code: 'already_sent' });
});

it('leaves alone what is under way to the endpoint that comes back', async () => {
  const { db, id } = await judgedForTheOther('sending');
  await adoptStranded(db, A, clock.now());
  expect(await db.getAll('deliveries')).toMatchObject([{ endpointId: A, state: 'sending', revision: 1 }]);
  expect((await db.get('rows', id))?.status).toBe('sending');
});

it('remembers who holds a flag when a refused one is sent again', async () => {
  const { db, id } = await judgedForTheOther('accepted', 'accepted');
  await put(db, id, B, { state: 'rejected' });
  await retryFlag(db, id, acting(A));
  await expect(discardFlag(db, id, acting(A))).rejects.toMatchObject({ code: 'already_sent' });
});
