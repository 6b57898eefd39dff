// A token is for the endpoint it was entered for: no other ever sees it.
import { signal } from '@preact/signals';
import { beforeEach, expect, it, vi } from 'vitest';
import type { App } from '../../src/popup/app';
import { saveEndpoint } from '../../src/popup/save-endpoint';
import { DEFAULT_SETTINGS, forgetToken, loadToken, saveSettings, saveToken } from '../../src/settings';
import { browser, clearStorage } from './browser';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser')).browser }));

const [A, B] = ['https://a.example/desk', 'https://b.example'];
const stored = () => JSON.stringify([browser.storage.local.all(), browser.storage.session.all()]);

/** The form as it is sent off, on top of what is stored. */
function form() {
  const settings = signal(DEFAULT_SETTINGS);
  const changeSettings: App['changeSettings'] = async (change) => {
    settings.value = await saveSettings(change);
  };
  return (url: string, token: string) =>
    saveEndpoint({ settings, changeSettings } as App, { url, token, rememberToken: true });
}

beforeEach(clearStorage);

it('gives a token out for the origin it was entered for and no other', async () => {
  await saveToken('secret', false, A);
  expect(await loadToken('https://a.example/elsewhere')).toBe('secret');
  for (const other of [
    B,
    'http://a.example',
    'https://a.example:444',
    'https://a.example.b.example',
    'no address',
    undefined,
  ]) {
    expect([other, await loadToken(other)]).toEqual([other, undefined]);
  }
});

it('keeps a token that is to be remembered when the browser closes, and only that one', async () => {
  await saveToken('secret', true, A);
  browser.storage.session.clear();
  expect(await loadToken(A)).toBe('secret');
  await saveToken('other', false, A);
  browser.storage.session.clear();
  expect(await loadToken(A)).toBeUndefined();
  await saveToken('secret', true, A);
  await forgetToken();
  expect(stored()).not.toContain('secret');
});

it('counts a token without an origin as none', async () => {
  await browser.storage.session.set({ token: 'secret' });
  await browser.storage.local.set({ token: 'secret' });
  expect(await loadToken(A)).toBeUndefined();
});

it('does not take the token along when only the address is changed, not even on disk', async () => {
  const save = form();
  await save(A, 'secret');
  await save(`${A}/`, '');
  expect(await loadToken(A)).toBe('secret');
  await save(B, '');
  expect(await loadToken(B)).toBeUndefined();
  expect(stored()).not.toContain('secret');
});

it('forgets the token with the endpoint', async () => {
  const save = form();
  await save(A, 'secret');
  await save('', '');
  expect(stored()).not.toContain('secret');
});
