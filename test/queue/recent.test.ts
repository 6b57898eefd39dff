import { expect, test } from 'vitest';
import { dropDraft, judgeFlag, saveDraft } from '../../src/queue/judgements';
import { readDraft } from '../../src/queue/read';
import { recentJudgements } from '../../src/queue/recent';
import { recordReveal } from '../../src/queue/reveals';
import { startSession } from '../../src/queue/sessions';
import { testClock } from '../fakes/clock';
import { aDraft, aFlag, FIELDS, freshQueue } from '../fakes/filled-queue';

test('the last judgement comes first, in the order of judging, with its newest revision, from this session alone', async () => {
  const clock = testClock();
  const { db, sessionId } = await freshQueue(clock);
  const older = await aDraft(db, sessionId, clock);
  const newer = await aFlag(db, sessionId, clock, undefined);
  const other = await startSession(db, { name: 'Other', kind: 'routine' }, 'analyst', clock);
  const acting = { actor: 'analyst', endpointId: undefined, clock };
  await judgeFlag(db, older, FIELDS, acting);
  await judgeFlag(db, older, { ...FIELDS, severity: 5 }, acting);
  await aFlag(db, other.id, clock, undefined);
  const recent = await recentJudgements(db, sessionId);
  expect(recent.map(({ flagId, severity }) => [flagId, severity])).toEqual([
    [older, 5],
    [newer, 3],
  ]);
});

test('when a thousand other events came since, the newest judged flag still serves', async () => {
  const clock = testClock();
  const { db, sessionId } = await freshQueue(clock);
  const judged = await aFlag(db, sessionId, clock, undefined);
  const draft = await aDraft(db, sessionId, clock);
  for (let i = 0; i < 1005; i++) await recordReveal(db, draft, 'ab', { actor: 'analyst', clock });
  expect((await recentJudgements(db, sessionId)).map(({ flagId }) => flagId)).toEqual([judged]);
});

test('a session without judgements has none', async () => {
  const clock = testClock();
  const { db, sessionId } = await freshQueue(clock);
  await aDraft(db, sessionId, clock);
  expect(await recentJudgements(db, sessionId)).toEqual([]);
});

test('a reveal is logged with what was shown, by whom', async () => {
  const clock = testClock();
  const { db, sessionId } = await freshQueue(clock);
  const flagId = await aDraft(db, sessionId, clock);
  await recordReveal(db, flagId, 'abcd', { actor: 'analyst', clock });
  expect((await db.getAll('custody')).at(-1)).toMatchObject({
    type: 'revealed',
    actor: 'analyst',
    subject: { flagId },
    detail: { sha256: 'abcd' },
  });
});

test('a draft thrown away is gone', async () => {
  const clock = testClock();
  const { db, sessionId } = await freshQueue(clock);
  const flagId = await aFlag(db, sessionId, clock, undefined);
  await saveDraft(db, flagId, { severity: 1 }, clock);
  expect(await readDraft(db, flagId)).toEqual({ severity: 1 });
  await dropDraft(db, flagId);
  expect(await readDraft(db, flagId)).toBeUndefined();
});
