// What the last sync came to, whoever started it: the worker leaves it in storage.session. Runs in the UI.
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { ERROR_CODES, type Problem } from '../../errors';

/** As src/sync/worker.ts names it; importing it from there would bring the whole worker along. */
const KEY = 'lastSync';

const Stored = z.object({
  at: z.number(),
  problem: z.optional(
    z.object({
      code: z.enum(ERROR_CODES),
      params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    }),
  ),
});

export interface LastSync {
  readonly at: number;
  readonly problem?: Problem | undefined;
}

export function useLastSync(): LastSync | undefined {
  const [last, setLast] = useState<LastSync | undefined>(undefined);
  useEffect(() => {
    const take = (value: unknown): void => {
      const parsed = z.safeParse(Stored, value);
      if (parsed.success) setLast(parsed.data);
    };
    const follow = (changes: Record<string, { newValue?: unknown }>, area: string): void => {
      if (area === 'session') take(changes[KEY]?.newValue);
    };
    browser.storage.onChanged.addListener(follow);
    void browser.storage.session.get(KEY).then((stored) => take(stored[KEY]));
    return () => browser.storage.onChanged.removeListener(follow);
  }, []);
  return last;
}
