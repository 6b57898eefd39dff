// Sealing in a real Chromium against a real time-stamp authority: set up, sealed and exported by keyboard.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CustodyEvent } from '../../../src/evidence/custody';
import type { StoredKey, StoredSeal } from '../../../src/queue/database';
import { type Authority, startAuthority } from '../../seal/authority';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { type Screen, startScreen } from '../drivers/xvfb';
import { openSeeded, records, show, UI } from './open';
import { SESSION } from './seed';

let authority: Authority;
let screen: Screen;
let chromium: Chromium;

beforeEach(async () => {
  authority = await startAuthority();
  screen = await startScreen();
  chromium = await launchChromium({ extension: builtExtension('chrome'), screen });
});
afterEach(async () => {
  await chromium.close();
  screen.stop();
  await authority.close();
});

/** Types address and roots, saves with Enter, and says yes to the browser. */
async function nameAuthority(page: Page): Promise<void> {
  await show(page, chromium, `${UI}?view=tab#settings`);
  await page.locator('[name=timestampRoots]').fill(authority.roots);
  await page.locator('[name=timestampUrl]').fill(authority.url);
  await page.locator('[name=timestampUrl]').press('Enter');
  await page.getByTestId('timestamp-form').getByTestId('saved').getByText('Saved').waitFor();
  await until("the browser's leave for the authority", async () => {
    await sleep(1000); // the question is no window of its own that could be waited for
    screen.xdo('key', 'Tab', 'Return');
    await sleep(300);
    return page.evaluate(`chrome.permissions.contains({ origins: ['http://127.0.0.1/*'] })`);
  });
}

async function seal(page: Page): Promise<void> {
  await page.getByTestId('seal-now').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=seal-progress][data-state=sealed]').waitFor();
}

test('a session is sealed and time-stamped by keyboard, and sealed again after more flags', async () => {
  const page = await openSeeded(chromium, UI, { flags: 30, statuses: ['draft', 'ready'] });
  await nameAuthority(page);
  await show(page, chromium, `${UI}?view=tab#sessions`);
  expect(await page.getByTestId('seal-state').textContent()).toBe('Not sealed');
  await seal(page);
  const state = page.getByTestId('seal-state');
  await page.locator('[data-testid=seal-state][data-timestamp=granted]').waitFor();
  expect(await state.textContent()).toMatch(/Sealed .*Time-stamped/u);
  await page.getByTestId('seals').locator('summary').press('Enter');
  expect(await page.getByTestId('seal').textContent()).toContain('Flags up to No. 30');
  const [key] = await records<Pick<StoredKey, 'fingerprint'>>(page, 'keys');
  expect(await page.getByTestId('seal-signer').getAttribute('data-hex')).toBe(key?.fingerprint);
  await seal(page);
  await until('two seals', async () => (await page.getByTestId('seal').count()) === 2);
  const seals = await records<Pick<StoredSeal, 'sessionId' | 'n' | 'timestamp'>>(page, 'seals');
  expect(seals).toMatchObject([
    { sessionId: SESSION, n: 1, timestamp: { state: 'granted', url: authority.url } },
    { sessionId: SESSION, n: 2, timestamp: { state: 'granted' } },
  ]);
  expect((await records<CustodyEvent>(page, 'custody')).map(({ type }) => type)).toEqual([
    'key_made',
    'sealed',
    'time_stamped',
    'sealed',
    'time_stamped',
  ]);
  await show(page, chromium, `${UI}#settings`);
  expect(await page.getByTestId('key-fingerprint').getAttribute('data-hex')).toBe(key?.fingerprint);
});

test('a seal whose authority lies waits, says why, and is stamped when it is asked again', async () => {
  const page = await openSeeded(chromium, UI, { flags: 3 });
  await nameAuthority(page);
  authority.lie('another_root');
  await show(page, chromium, `${UI}?view=tab#export`);
  await page.locator('[data-testid=seal-state][data-sealed="0"]').waitFor();
  await seal(page);
  await page.locator('[data-testid=seal-state][data-timestamp=queued]').waitFor();
  await show(page, chromium, `${UI}?view=tab#sessions`);
  await page.getByTestId('seals').locator('summary').click();
  expect(await page.getByTestId('stamp-problem').getAttribute('data-code')).toBe('timestamp_wrong');
  expect(await page.getByTestId('stamp-problem').textContent()).toContain('does not hold (');
  authority.lie(undefined);
  await page.getByTestId('stamp-again').press('Enter');
  await page.locator('[data-testid=seal-state][data-timestamp=granted]').waitFor();
});

test('a time-stamp that is waited for is asked again when the interface opens', async () => {
  const page = await openSeeded(chromium, UI, { flags: 3 });
  await nameAuthority(page);
  authority.lie('server_error');
  await show(page, chromium, `${UI}?view=tab#sessions`);
  await seal(page);
  await page.locator('[data-testid=seal-state][data-timestamp=queued]').waitFor();
  authority.lie(undefined);
  await show(page, chromium, `${UI}#sessions`);
  await page.locator('[data-testid=seal-state][data-timestamp=granted]').waitFor();
});
