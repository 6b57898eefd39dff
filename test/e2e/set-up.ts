// Sets the extension up as a new analyst does: the first-run form in the tab, and the browser's question answered with yes.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { RunningDesk } from '../../src/desk/serve';
import type { Chromium } from './drivers/chromium';
import { until } from './drivers/until';
import type { Screen } from './drivers/xvfb';

/** The tab, at its queue. Needs a window: headless, the browser's question stays for ever. */
export async function setUpByHand(chromium: Chromium, screen: Screen, desk: RunningDesk): Promise<Page> {
  const own = await chromium.openOwn('src/popup/index.html?view=tab');
  await own.locator('[name=pseudonym]').fill('kestrel');
  await own.locator('[name=unit]').fill('Unit 7');
  await own.locator('[name=country]').selectOption('NL');
  await own.locator('[name=endpointUrl]').fill(desk.url);
  await own.locator('[name=token]').fill(desk.token);
  await own.getByTestId('start').click();
  await own.getByTestId('session-name').waitFor();
  await until("the browser's leave for the endpoint", async () => {
    await sleep(1000); // the question is no window of its own that could be waited for
    screen.xdo('key', 'Tab', 'Return');
    await sleep(300);
    return own.evaluate(`chrome.permissions.contains({ origins: ['http://127.0.0.1/*'] })`);
  });
  return own;
}
