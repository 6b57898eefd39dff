// A gesture that stored nothing, where the page itself could not be told: said until the analyst has read it. Runs in the UI.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../../errors';
import { ProblemNote } from '../parts/problem-note';
import { t } from '../t';

/** As src/secure/announce.ts names it; importing it from there would bring the whole worker along. */
const KEY = 'lastProblem';

const Stored = z.object({ code: z.enum(ERROR_CODES) });

/** Read as the screen opens: what goes wrong while it is open, its own buttons say. */
export function LastProblem(): JSX.Element | null {
  const [code, setCode] = useState<ErrorCode | undefined>(undefined);
  useEffect(() => {
    void browser.storage.session.get(KEY).then((stored) => {
      setCode(z.safeParse(Stored, stored[KEY]).data?.code);
    });
  }, []);
  if (code === undefined) return null;
  const read = async (): Promise<void> => {
    await browser.storage.session.remove(KEY);
    setCode(undefined);
  };
  return (
    <div data-testid="last-problem">
      <ProblemNote problem={{ code }} />
      <button type="button" class="quiet small" onClick={read}>
        {t('queue_cut_ok')}
      </button>
    </div>
  );
}
