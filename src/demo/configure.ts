// Sets up a fresh Flagpost as a user does: fills the first-run form in the tab page. Runs in node.
import type { Page } from 'playwright-core';
import type { DemoBrowser } from './browser';

export interface DemoDesk {
  readonly url: string;
  readonly token: string;
}

/** Fills the form where it is shown, and ends at the queue; a profile that was set up before is left as it is. */
export async function configure(page: Page, { own }: DemoBrowser, desk: DemoDesk): Promise<void> {
  await page.goto(own('src/popup/index.html?view=tab'));
  const form = page.getByTestId('first-run');
  const queue = page.getByTestId('session-name');
  await form.or(queue).waitFor();
  if (await queue.isVisible()) return;
  await form.locator('[name=pseudonym]').fill('demo');
  await form.locator('[name=unit]').fill('Demo unit');
  await form.locator('[name=country]').selectOption('NL');
  await form.locator('[name=endpointUrl]').fill(desk.url);
  await form.locator('[name=token]').fill(desk.token);
  await form.locator('[name=rememberToken]').check();
  await form.locator('[type=submit]').click();
  await queue.waitFor();
}
