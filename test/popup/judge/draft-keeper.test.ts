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
  createDraftKeeper(store.save, () => undefined).keep({ reason: 'a' });
  expect(store.written).toEqual([{ reason: 'a' }]);
});

test('changes during a write wait for it; the last one wins, and none is written out of turn', async () => {
  const store = slowStore();
  const keeper = createDraftKeeper(store.save, () => undefined);
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
  const keeper = createDraftKeeper(store.save, ({ ok }) => outcomes.push(ok));
  keeper.keep({ reason: 'a' });
  store.open[0]!.reject(new Error('full'));
  await settle();
  keeper.keep({ reason: 'ab' });
  store.open[1]!.resolve();
  await settle();
  expect(outcomes).toEqual([false, true]);
});

test('once stopped nothing follows the judgement: no late write brings the draft back', async () => {
  const store = slowStore();
  const keeper = createDraftKeeper(store.save, () => undefined);
  keeper.keep({ reason: 'a' });
  keeper.keep({ reason: 'ab' });
  const stopped = keeper.stop();
  keeper.keep({ reason: 'abc' });
  store.open[0]!.resolve();
  await stopped;
  await settle();
  expect(store.written).toEqual([{ reason: 'a' }]);
});
