// The form in a real Chromium: by keyboard alone, kept through every death, hostile pages shown as text.
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Judgement } from '../../../src/flag/judgement';
import { builtExtension } from '../drivers/built';
import { type Chromium, launchChromium } from '../drivers/chromium';
import { until } from '../drivers/until';
import { openSeeded, ready, records, show, UI } from './open';
import { flagId } from './seed';

let chromium: Chromium;

beforeEach(async () => {
  chromium = await launchChromium({ extension: builtExtension('chrome') });
});
afterEach(() => chromium.close());

const formOf = (page: Page, seq: number) =>
  page.locator(`[data-testid=judge-form][data-flag-id="${flagId(seq)}"]`);
const kept = (page: Page) => page.locator('[data-testid=kept][data-kept=true]').waitFor();

async function draftReason(page: Page, seq: number): Promise<string | undefined> {
  const drafts = await records<{ flagId: string; draft: { reason?: string } }>(page, 'drafts');
  return drafts.find((one) => one.flagId === flagId(seq))?.draft.reason;
}

test('flags are judged by keyboard alone, the second one in three presses', async () => {
  const page = await openSeeded(chromium, UI, { flags: 3 });
  await formOf(page, 3).waitFor();
  for (const key of ['1', 'a', 'c', 'Shift+Digit4', 'f', 'f', 'f', 'g']) await page.keyboard.press(key);
  await page.keyboard.type('Group of the North');
  for (const key of ['Alt+Digit7', 'Alt+KeyN', 'Control+Enter']) await page.keyboard.press(key);

  await formOf(page, 2).waitFor();
  expect(await page.locator('.as-last').count()).toBe(5);
  for (const key of ['7', 'n', 'Control+Enter']) await page.keyboard.press(key);

  await formOf(page, 1).waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('flag-list').waitFor();
  const judgements = await records<Judgement>(page, 'judgements');
  expect(judgements.map((judgement) => judgement.flagId)).toEqual([flagId(2), flagId(3)]);
  for (const judgement of judgements) {
    expect(judgement).toMatchObject({
      category: 'terrorist_content',
      tcoGrounds: ['a', 'c'],
      severity: 4,
      confidence: 75,
      group: 'Group of the North',
      imminentThreat: false,
      exclusionConsidered: { conclusion: 'not_excluded' },
      by: 'analyst-7',
    });
    expect(judgement.reason.length).toBeGreaterThan(20);
  }
});

test('what is missing is said beside its field, and the first such field has the focus', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1 });
  await formOf(page, 1).waitFor();
  for (const key of ['1', 'Shift+Digit2', 'Control+Enter']) await page.keyboard.press(key);
  await page.getByTestId('tcoGrounds-error').waitFor();
  for (const field of ['confidence', 'reason', 'conclusion'])
    await page.getByTestId(`${field}-error`).waitFor();
  expect(await page.getByTestId('severity-error').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('tcoGrounds');
  await page.keyboard.press('a');
  await page.getByTestId('tcoGrounds-error').waitFor({ state: 'detached' });
  expect(await records(page, 'judgements')).toEqual([]);
});

test('a window closed in mid-typing loses nothing that was typed', async () => {
  const page = await openSeeded(chromium, UI, { flags: 2 });
  await formOf(page, 2).waitFor();
  await page.keyboard.press('r');
  const text = 'It shows how to build a bomb, and calls on';
  await page.keyboard.type(text, { delay: 5 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await page.close();

  const again = await chromium.openOwn(UI);
  await formOf(again, 2).waitFor();
  expect(await again.locator('[name=reason]').inputValue()).toBe(text);
});

test('a browser killed in mid-typing loses nothing that was typed', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1 });
  await formOf(page, 1).waitFor();
  for (const key of ['2', 'r']) await page.keyboard.press(key);
  await page.keyboard.type('Half a sent');
  await until('the last letter in the store', async () => (await draftReason(page, 1)) === 'Half a sent');
  const { profile } = chromium;
  await chromium.kill();

  chromium = await launchChromium({ extension: builtExtension('chrome'), profile });
  const again = await chromium.openOwn(UI);
  await formOf(again, 1).waitFor();
  expect(await again.locator('[name=reason]').inputValue()).toBe('Half a sent');
  expect(await again.locator('[name=category]:checked').inputValue()).toBe('violent_extremism');
});

test('leaving and coming back, worker stopped meanwhile, finds the draft', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1 });
  await formOf(page, 1).waitFor();
  await page.keyboard.press('o');
  await page.keyboard.type('ask a colleague');
  await kept(page);
  await page.keyboard.press('Escape');
  await chromium.stopWorker();
  await page.getByTestId('flag-row').locator('.row-open').click();
  expect(await page.locator('[name=notes]').inputValue()).toBe('ask a colleague');
});

test('what a page said is text: no element, no link, no script comes of it, and directions stay inside', async () => {
  const hostile = '<img src=x onerror="globalThis.pwned=1"><b>bold</b> \u202Etxet desrever\u2066';
  const address = 'javascript:globalThis.pwned=1//"><script>globalThis.pwned=1</script>';
  const page = await openSeeded(chromium, UI, {
    flags: 2,
    post: {
      text: hostile,
      postUrl: address,
      author: { handle: `@${hostile}`, displayName: hostile },
    },
  });
  await formOf(page, 2).waitFor();
  expect(await page.getByTestId('post-text').textContent()).toBe(hostile);
  expect(await page.getByTestId('author').textContent()).toBe(hostile);
  expect(await page.getByTestId('address').textContent()).toBe(address);
  for (const name of ['post-text', 'author', 'handle', 'address']) {
    const shown = page.getByTestId(name);
    expect(
      await shown.evaluate((node) => [node.tagName, node.getAttribute('dir'), node.childElementCount]),
    ).toEqual(['BDI', 'auto', 0]);
  }
  await page.keyboard.press('Escape');
  await page.getByTestId('flag-row').first().waitFor();
  expect(await page.locator('.row-snippet').first().textContent()).toContain('<img src=x');
  expect(await page.locator('img[src="x"], a[href^="javascript"], .row b').count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
});

test('a time told by the id and a language that was detected are shown as what they are', async () => {
  const post = { postedAtSource: 'id_derived', language: 'ar', languageSource: 'detected' } as const;
  const page = await openSeeded(chromium, UI, { flags: 1, post });
  const facts = (await page.getByTestId('captured').textContent()) ?? '';
  expect(facts).toContain('estimated');
  expect(facts).toContain('Arabic (detected)');
  const declared = await openSeeded(chromium, UI, {
    flags: 1,
    post: { language: 'ar', languageSource: 'page' },
  });
  expect(await declared.getByTestId('captured').textContent()).not.toMatch(/estimated|detected/);
});

test('the picture is blurred until asked for, and the asking is in the custody log', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1 });
  await formOf(page, 1).waitFor();
  await page.locator('.picture-blurred img').waitFor();
  expect(await page.locator('.picture img').evaluate((node) => getComputedStyle(node).filter)).toContain(
    'blur',
  );
  expect(await records(page, 'custody')).toEqual([]);
  await page.keyboard.press('v');
  await page.locator('.picture-shown img').waitFor();
  expect(await page.locator('.picture img').evaluate((node) => getComputedStyle(node).filter)).toBe('none');
  expect(await records(page, 'custody')).toMatchObject([
    { type: 'revealed', actor: 'analyst-7', subject: { flagId: flagId(1) } },
  ]);
  await page.keyboard.press('v');
  await page.locator('.picture-blurred').waitFor();
});

test('the popup opens on the flag that the worker names, once', async () => {
  const page = await openSeeded(chromium, `${UI}#queue`, { flags: 5 });
  await page.evaluate(`chrome.storage.session.set({ openFlag: '${flagId(2)}' })`);
  await show(page, chromium, UI);
  await formOf(page, 2).waitFor();
  await show(page, chromium, UI);
  await formOf(page, 5).waitFor();
});

test('a judged flag is edited as a new revision, and what was left unsaved can be thrown away', async () => {
  const page = await openSeeded(chromium, UI, { flags: 1, statuses: ['ready'] });
  await page.locator('.row-open').click();
  await formOf(page, 1).waitFor();
  await page.keyboard.press('Shift+Digit5');
  await kept(page);
  await page.reload();
  await ready(page);
  expect(await page.locator('[name=severity]:checked').inputValue()).toBe('5');
  await page.getByRole('button', { name: 'Back to the saved judgement' }).click();
  await page.locator('[name=severity][value="4"]:checked').waitFor();
  await page.keyboard.press('Shift+Digit3');
  await page.keyboard.press('Control+Enter');
  await page.getByTestId('flag-list').waitFor();
  const revisions = await records<Judgement>(page, 'judgements');
  expect(revisions.map(({ revision, severity }) => [revision, severity])).toEqual([
    [1, 4],
    [2, 3],
  ]);
  expect(await records(page, 'drafts')).toEqual([]);
});
