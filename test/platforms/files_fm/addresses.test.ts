// What addresses of Files.fm name: files and folders by their codes, wherever the code stands.
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/platforms/addresses';

const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);

describe('addresses of Files.fm', () => {
  it.each([
    'https://files.fm/u/Abc123xyz',
    'http://www.files.fm/u/Abc123xyz?utm_source=a',
    'https://failiem.lv/u/Abc123xyz',
    'https://files.fm/lv/u/Abc123xyz',
    'https://files.fm/f/Abc123xyz',
    'https://files.fm/thumb_show.php?i=Abc123xyz',
    'https://fv5-1.files.fm/thumb_show.php?i=Abc123xyz&view',
    'https://files.fm/down.php?i=Abc123xyz&n=seeds.mp4',
  ])('%s is that one', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'files_fm', subject: 'file', id: 'Abc123xyz' });
    expect(ids(url)).toEqual([['Abc123xyz']]);
  });

  it('tell a file in a folder from the folder and from its neighbours', () => {
    const folder = 'https://files.fm/u/Folder99xy';
    expect(addressOf(`${folder}#/view/seed%20list.png`)).toMatchObject({
      subject: 'file',
      url: `${folder}#/view/seed%20list.png`,
      identities: [{ ids: ['Folder99xy', 'seed%20list.png'] }],
    });
    expect(ids(`${folder}#/view/seed list.png`)).toEqual(ids(`${folder}#/view/seed%20list.png`));
    expect(ids(`${folder}#/view/other.png`)).not.toEqual(ids(`${folder}#/view/seed%20list.png`));
    expect(ids(`${folder}#top`)).toEqual([['Folder99xy']]);
  });

  it('keep what may open them, tell codes by case, and know accounts', () => {
    expect(addressOf('https://files.fm/u/Abc123xyz?k=9f8e7d&fbclid=x')?.url).toBe(
      'https://files.fm/u/Abc123xyz?k=9f8e7d',
    );
    expect(ids('https://files.fm/u/abc123XYZ')).not.toEqual(ids('https://files.fm/u/Abc123xyz'));
    expect(addressOf('https://files.fm/pa/garden_notes')).toMatchObject({ subject: 'account' });
  });

  it.each([
    'https://files.fm/',
    'https://files.fm/login',
    'https://files.fm/u/',
    'https://notfiles.fm/u/Abc123xyz',
    'https://files.fm.evil.example/u/Abc123xyz',
  ])('%s is none', (url) => {
    expect(addressOf(url)?.platform).not.toBe('files_fm');
  });
});
