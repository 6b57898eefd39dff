// Sets up a fresh Flagpost as a user does: fills the first-run form in the tab page. Runs in node.
import type { Page } from 'playwright-core';

export interface DemoDesk {
  readonly url: string;
  readonly token: string;
}

/** Fills the form where it is shown; a profile that was set up before is left as it is. */
export async function configure(page: Page, own: (path: string) => string, desk: DemoDesk): Promise<void> {
  await page.goto(own('src/popup/index.html?view=tab'));
  const form = page.locator('form:has([name=pseudonym])');
  const queue = page.locator('nav');
  await form.or(queue).first().waitFor();
  if (!(await form.isVisible())) return;
  await form.locator('[name=pseudonym]').fill('demo');
  await form.locator('[name=unit]').fill('Demo unit');
  await fillCountry(form.locator('[name=country]'));
  await form.locator('[name=endpointUrl]').fill(desk.url);
  await form.locator('[name=token]').fill(desk.token);
  await form.locator('[name=remember]').check();
  await form.locator('[type=submit]').click();
  await form.waitFor({ state: 'detached' });
}
