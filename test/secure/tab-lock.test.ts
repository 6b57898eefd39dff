// A flag never waits for what scrolls its tab; what scrolls waits for the flag, and for its like.
import { expect, it } from 'vitest';
import { createTabLocks } from '../../src/secure/tab-lock';

const later = (): Promise<void> => new Promise((passed) => setTimeout(passed, 5));

it('gives one turn after the other on a tab, and turns on other tabs at once', async () => {
  const { withTab } = createTabLocks();
  const seen: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    seen.push(`${name} begins`);
    await later();
    seen.push(`${name} ends`);
  };
  await Promise.all([withTab(1, work('a')), withTab(1, work('b')), withTab(2, work('c'))]);
  expect(seen).toEqual(['a begins', 'c begins', 'a ends', 'b begins', 'c ends', 'b ends']);
});

it('takes the turn from whoever has it the moment a flag comes, and gives none until the flag is done', async () => {
  const { claim, withTab } = createTabLocks();
  const seen: string[] = [];
  const first = withTab(1, async (turn) => {
    seen.push(`lost ${turn.lost()}`);
    const release = claim(1);
    seen.push(`lost ${turn.lost()}`);
    return release;
  });
  const release = await first;
  const second = withTab(1, async (turn) => seen.push(`second, lost ${turn.lost()}`));
  const other = claim(2);
  await later();
  expect(seen).toEqual(['lost false', 'lost true']);
  release();
  await second;
  other();
  expect(seen.at(-1)).toBe('second, lost false');
});

it('counts a flag once, however often it is released, and goes on after a turn that failed', async () => {
  const { claim, withTab } = createTabLocks();
  const [one, two] = [claim(1), claim(1)];
  const failed = withTab(1, () => Promise.reject(new Error('no')));
  one();
  one();
  let begun = false;
  const next = withTab(1, async () => {
    begun = true;
  });
  await later();
  expect(begun).toBe(false);
  two();
  await expect(failed).rejects.toThrow('no');
  await next;
  expect(begun).toBe(true);
});
