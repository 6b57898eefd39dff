import { expect, test } from 'vitest';
import type { Draft } from '../../../src/flag/judgement';
import { createDraftKeeper } from '../../../src/popup/judge/draft-keeper';

/** A store whose writes end when they are told to. */
function slowStore() {
  const written: Draft[] = [];
  const open: { resolve(): void; reject(error: Error): void }[] = [];
  return {
    written,
    open,
    save: (draft: Draft) =>
      new Promise<void>((resolve, reject) => {
        written.push(draft);
        open.push({ resolve, reject });
      }),
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('the first change is written at once, no timer in between', () => {
  const store = slowStore();
  createDraftKeeper({}, store.save, () => undefined).keep({ reason: 'a' });
  expect(store.written).toEqual([{ reason: 'a' }]);
});

test('changes during a write wait for it; the last one wins, and none is written out of turn', async () => {
  const store = slowStore();
  const keeper = createDraftKeeper({}, store.save, () => undefined);
  for (const reason of ['a', 'ab', 'abc']) keeper.keep({ reason });
  expect(store.written).toEqual([{ reason: 'a' }]);
  store.open[0]!.resolve();
  await settle();
  expect(store.written).toEqual([{ reason: 'a' }, { reason: 'abc' }]);
  store.open[1]!.resolve();
  await settle();
  keeper.keep({ reason: 'abcd' });
  expect(store.written.at(-1)).toEqual({ reason: 'abcd' });
});

test('a failed write is reported, and the next change is tried all the same', async () => {
  const store = slowStore();
  const outcomes: boolean[] = [];
  const keeper = createDraftKeeper({}, store.save, ({ ok }) => outcomes.push(ok));
  keeper.keep({ reason: 'a' });
  store.open[0]!.reject(new Error('full'));
  await settle();
  keeper.keep({ reason: 'ab' });
  store.open[1]!.resolve();
  await settle();
  expect(outcomes).toEqual([false, true]);
});

test('a write names the fields that changed since the last one that was stored, and gives the whole beside them', async () => {
  const writes: [Draft, Draft][] = [];
  let full = false;
  const save = async (changed: Draft, whole: Draft): Promise<void> => {
    writes.push([changed, whole]);
    if (full) throw new Error('full');
  };
  const keeper = createDraftKeeper({ severity: 3, group: 'North' }, save, () => undefined);
  keeper.keep({ severity: 3, group: 'North', reason: 'a' });
  await settle();
  full = true;
  keeper.keep({ severity: 4, group: 'North', reason: 'a' });
  await settle();
  full = false;
  keeper.keep({ severity: 4, reason: 'a' });
  await settle();
  expect(writes).toStrictEqual([
    [{ reason: 'a' }, { severity: 3, group: 'North', reason: 'a' }],
    [{ severity: 4 }, { severity: 4, group: 'North', reason: 'a' }],
    [
      { severity: 4, group: undefined },
      { severity: 4, reason: 'a' },
    ],
  ]);
});

test('stopping waits until the last change is stored; nothing follows it to bring the draft back', async () => {
  const store = slowStore();
  const keeper = createDraftKeeper({}, store.save, () => undefined);
  keeper.keep({ reason: 'a' });
  keeper.keep({ reason: 'ab' });
  let over = false;
  const stopped = keeper.stop().then(() => {
    over = true;
  });
  keeper.keep({ reason: 'abc' });
  store.open[0]!.resolve();
  await settle();
  expect([store.written, over]).toEqual([[{ reason: 'a' }, { reason: 'ab' }], false]);
  store.open[1]!.resolve();
  await stopped;
  await settle();
  expect(store.written.length).toBe(2);
});

test('when the judgement was not stored, the newest draft is, though it came after stopping', async () => {
  const store = slowStore();
  const keeper = createDraftKeeper({}, store.save, () => undefined);
  keeper.keep({ reason: 'a' });
  store.open[0]!.reject(new Error('full'));
  await keeper.stop();
  keeper.keep({ reason: 'ab' });
  keeper.resume();
  expect(store.written).toEqual([{ reason: 'a' }, { reason: 'ab' }]);
});
