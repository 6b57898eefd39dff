// What is flagged, corrected in the form of a real Chromium: by keyboard, kept, shown as the analyst's word, taken back.
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Capture } from '../../../src/flag/capture';
import type { Judgement } from '../../../src/flag/judgement';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { openSeeded, ready, records, show, UI } from './open';
import { flagId } from './seed';

const PROFILE = 'https://social.example/lion';
const post = { author: { handle: '@lion', displayName: 'Lion', profileUrl: PROFILE } };

let chromium: Chromium;

beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
});
afterEach(() => chromium.close());

const subject = (page: Page) => page.locator('[name=subject]');
const JUDGE = ['Alt+Digit2', 'Alt+Shift+Digit3', 'Alt+KeyF', 'Alt+Digit7', 'Alt+KeyN'];

async function judge(page: Page): Promise<void> {
  for (const key of [...JUDGE, 'Control+Enter']) await page.keyboard.press(key);
  await page.getByTestId('flag-list').waitFor();
}

test('by keyboard alone the author is flagged in place of the post, and what was read stays beside it', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1, post });
  await page.getByTestId('judge-form').waitFor();
  expect(await subject(page).locator(':checked').textContent()).toBe('Post, as read');
  await page.keyboard.press('s');
  await page.keyboard.type('Acc');
  expect(await subject(page).inputValue()).toBe('account');
  expect(await page.getByTestId('subject-named').textContent()).toBe(`@lion ${PROFILE}`);
  expect(await page.getByTestId('captured').locator('.captured-line').first().textContent()).toContain(
    'Post',
  );
  await page.locator('[data-testid=kept][data-kept=true]').waitFor();
  await page.reload();
  await ready(page);
  expect(await subject(page).inputValue()).toBe('account');
  await subject(page).focus();
  await judge(page);
  const [judgement] = await records<Judgement>(page, 'judgements');
  expect(judgement).toMatchObject({ subject: 'account', category: 'violent_extremism' });
  expect(judgement).not.toHaveProperty('postUrl');
  const [capture] = await records<Capture>(page, 'captures');
  expect(capture?.post.subject).toBe('post');
  await page.getByTestId('flag-row').getByText('Account').waitFor();
});

test('an address of the analyst must be one, and an emptied one is gone', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1, post });
  await page.getByTestId('other-address').click();
  const field = page.locator('[name=postUrl]');
  await field.fill('javascript:alert(1)');
  for (const key of [...JUDGE, 'Control+Enter']) await page.keyboard.press(key);
  await page.getByTestId('postUrl-error').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('postUrl');
  await field.fill(' https://Social.example/lion/status/9 ');
  await page.getByTestId('postUrl-error').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('flag-list').waitFor();
  await show(page, chromium, `${UI}#flag/${flagId(1)}`);
  expect(await field.inputValue()).toBe('https://social.example/lion/status/9');
  expect(await page.getByTestId('address').textContent()).toContain('/status/18');
  await field.fill('');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('flag-list').waitFor();
  const urls = (await records<Judgement>(page, 'judgements')).map(({ postUrl }) => postUrl);
  expect(urls).toEqual(['https://social.example/lion/status/9', undefined]);
});

test('a page match is called one, not the clicked post; a post without an address asks for it', async () => {
  const unaddressed = { ...post, postUrl: undefined, postUrlSource: undefined, postId: undefined };
  const options = { flags: 1, platform: 'other', foundVia: 'page', post: unaddressed } as const;
  const page = await openSeeded(chromium, `${UI}?view=tab#flag/${flagId(1)}`, options);
  const found = page.getByTestId('found');
  await found.waitFor();
  expect(await found.textContent()).toBe('The page as a whole; your click was not seen.');
  await page.getByTestId('listen-offer').getByText('social.example').waitFor();
  await page.locator('[name=postUrl]').waitFor();
  expect(await page.locator('label[for=postUrl]').textContent()).toContain('none was read');
});
