// The screen of a bulk run, worked as an analyst would, and what is stored of runs. Runs in node.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import type { Chromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import type { Screen } from '../drivers/xvfb';
import { ready, records } from '../popup/open';

export const TAB = 'src/popup/index.html?view=tab';

const Item = z.object({
  n: z.number(),
  url: z.string(),
  state: z.string(),
  flagId: z.optional(z.string()),
  problem: z.optional(z.object({ code: z.string() })),
  notes: z.optional(z.array(z.string())),
});
export type Item = z.infer<typeof Item>;
const Run = z.object({ id: z.string(), state: z.string(), total: z.number() });

export const SETTINGS = {
  profile: { pseudonym: 'kestrel', unit: 'Unit 7', country: 'NL' },
  withoutPicture: false,
  openForm: false,
  toast: 'listed',
  autoSync: false,
};

/** The screen, on a session of its own. */
export async function openBulk(chromium: Chromium): Promise<Page> {
  const own = await chromium.openOwn(TAB);
  await ready(own);
  await own.evaluate(`chrome.storage.local.set(${JSON.stringify({ settings: SETTINGS })})`);
  await own.reload();
  await ready(own);
  await own.locator('[name=newSessionName]').fill('Action day');
  await own.getByRole('button', { name: 'Start', exact: true }).click();
  await own.getByTestId('empty').waitFor();
  await showBulk(own);
  return own;
}

export async function showBulk(own: Page): Promise<void> {
  await own.evaluate(`void (location.hash = '#bulk')`);
  await own.getByTestId('bulk').waitFor();
}

/** Presses the button and says yes to the browser. Needs a window: headless, the question stays for ever. */
export async function allowFullCapture(own: Page, screen: Screen): Promise<void> {
  const given = (): Promise<unknown> =>
    own.evaluate(`chrome.permissions.contains({ origins: ['<all_urls>'] })`);
  await own.bringToFront();
  await own.getByTestId('bulk-grant').getByRole('button').click();
  await until('the leave', async () => {
    await sleep(1000); // the question is no window of its own that could be waited for
    if (await given()) return true;
    screen.xdo('key', 'Tab', 'Return');
    await sleep(300);
    return given();
  });
  await own.getByTestId('bulk-form').waitFor();
}

export async function startList(own: Page, lines: readonly string[]): Promise<void> {
  await own.locator('[name=bulkList]').fill(lines.join('\n'));
  await own.getByTestId('bulk-start').click();
  await own.getByTestId('bulk-run').waitFor();
}

export async function items(own: Page): Promise<Item[]> {
  return z.parse(z.array(Item), await records(own, 'bulkItems'));
}

export async function runs(own: Page): Promise<z.infer<typeof Run>[]> {
  return z.parse(z.array(Run), await records(own, 'bulkRuns'));
}

export function ended(own: Page, state = 'done', timeoutMs = 50_000): Promise<Item[]> {
  const isEnded = async (): Promise<Item[] | undefined> => {
    const all = await runs(own);
    return all.length > 0 && all.every((run) => run.state === state) ? items(own) : undefined;
  };
  return until(`the run to be ${state}`, isEnded, timeoutMs);
}
