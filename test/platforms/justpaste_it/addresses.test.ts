// What addresses of JustPaste.it name: pastes and accounts, and none of the site's own pages.
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/platforms/addresses';

describe('addresses of JustPaste.it', () => {
  it.each([
    'https://justpaste.it/seed-list',
    'http://www.justpaste.it/seed-list/',
    'https://justpaste.it/seed-list/pdf',
    'https://justpaste.it/seed-list?utm_source=x#top',
    'https://justpaste.it./seed-list',
  ])('%s is that paste', (url) => {
    expect(addressOf(url)).toMatchObject({
      platform: 'justpaste_it',
      subject: 'file',
      url: 'https://justpaste.it/seed-list',
      identities: [{ ids: ['seed-list'] }],
    });
  });

  it('tell pastes by case, and know accounts', () => {
    expect(addressOf('https://justpaste.it/Seed-List')?.id).toBe('Seed-List');
    expect(addressOf('https://justpaste.it/u/Garden_Notes')).toMatchObject({
      subject: 'account',
      identities: [{ ids: ['garden_notes'] }],
    });
  });

  it.each([
    'https://justpaste.it/',
    'https://justpaste.it/about',
    'https://justpaste.it/redirect/seed-list/https%3A%2F%2Fa.example',
    'https://justpaste.it/robots.txt',
    'https://jpst.it/AbCdE',
    'https://notjustpaste.it/seed-list',
    'https://justpaste.it.evil.example/seed-list',
  ])('%s is none', (url) => {
    expect(addressOf(url)?.platform).not.toBe('justpaste_it');
  });
});
