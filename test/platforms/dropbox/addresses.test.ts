// What shared addresses of Dropbox name: a file, a folder, a file in a folder. What opens them stays.
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { matchCasesOf, urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);

describe('a file on Dropbox', () => {
  const OLD = [
    'https://www.dropbox.com/s/abcdefghij12345/Seed%20list.pdf?dl=0',
    'https://www.dropbox.com/s/abcdefghij12345',
    'http://dropbox.com/s/abcdefghij12345/other-name.pdf?raw=1',
    'https://dl.dropbox.com/s/abcdefghij12345/Seed%20list.pdf',
    'https://dl.dropboxusercontent.com/s/abcdefghij12345/Seed%20list.pdf?dl=1',
    'https://www.dropbox.com/s/dl/abcdefghij12345/Seed%20list.pdf',
    'https://www.dropbox.com/s/raw/abcdefghij12345/Seed%20list.pdf',
    'https://m.dropbox.com/s/abcdefghij12345/Seed%20list.pdf',
  ];
  it.each(OLD)('%s is that file', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'dropbox', subject: 'file', id: 'abcdefghij12345' });
    expect(ids(url)).toEqual([['abcdefghij12345']]);
  });

  it('keeps its key and its name, and nothing else', () => {
    const url =
      'https://www.dropbox.com/scl/fi/r2kd2skcy5ylbbta5y1pz/Seed%20list.pdf?rlkey=wcdgqang&st=ab&dl=0&e=1';
    const kept = 'https://www.dropbox.com/scl/fi/r2kd2skcy5ylbbta5y1pz/Seed%20list.pdf?rlkey=wcdgqang';
    expect(addressOf(url)?.url).toBe(kept);
    expect(addressOf(url.replace('.com/', '.com/e/'))?.url).toBe(kept);
    expect(addressOf(OLD[0] ?? '')?.url).toBe('https://www.dropbox.com/s/abcdefghij12345/Seed%20list.pdf');
  });

  it('in a folder is neither the folder nor another file there', () => {
    const folder = 'https://www.dropbox.com/scl/fo/zjfqse5txqfd7twa8iewj/AOfZzSYWUSKle2?rlkey=6tg3jk&dl=0';
    const inside =
      'https://www.dropbox.com/scl/fo/zjfqse5txqfd7twa8iewj/AOfZzSYWUSKle2/Seed%20list.pdf?rlkey=6tg3jk';
    expect(ids(folder)).toEqual([['zjfqse5txqfd7twa8iewj']]);
    expect(addressOf(folder)?.url).toBe(folder.replace('&dl=0', ''));
    expect(ids(inside)).toEqual([['zjfqse5txqfd7twa8iewj', 'Seed list.pdf']]);
    expect(ids(`${folder}&preview=Seed+list.pdf`)).toEqual(ids(inside));
    expect(addressOf(`${folder}&preview=Seed+list.pdf`)?.url).toBe(
      `${folder.replace('&dl=0', '')}&preview=Seed%20list.pdf`,
    );
    expect(ids('https://www.dropbox.com/sh/2mgpiuq7kv8nqdf/AABy-fW4dk/sub/a.mp4?dl=0')).toEqual([
      ['2mgpiuq7kv8nqdf', 'sub/a.mp4'],
    ]);
    // another key for each path of the folder
    expect(ids('https://www.dropbox.com/sh/2mgpiuq7kv8nqdf/AACzOther/sub/a.mp4')).toEqual([
      ['2mgpiuq7kv8nqdf', 'sub/a.mp4'],
    ]);
  });

  const NOT_OURS = [
    'https://www.dropbox.com/home/Seeds',
    'https://www.dropbox.com/login',
    'https://www.dropbox.com/s/',
    'https://db.tt/abcdefgh',
    'https://notdropbox.com/s/abcdefghij12345',
    'https://dropbox.com.evil.example/s/abcdefghij12345',
  ];
  it.each(NOT_OURS)('is not %s', (url) => {
    expect(addressOf(url)?.platform).not.toBe('dropbox');
  });
});

it('addresses that yt-dlp and Pender know are known', (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const cases = urlCasesOf('dropbox');
  const missed = cases.filter(({ url }) => addressOf(url)?.platform !== 'dropbox');
  const matches = matchCasesOf('dropbox');
  const wrong = matches.filter(({ url, match }) => (addressOf(url)?.platform === 'dropbox') !== match);
  console.info(
    `Dropbox: ${cases.length - missed.length} of ${cases.length} addresses of yt-dlp, ${matches.length - wrong.length} of ${matches.length} of Pender`,
  );
  expect(cases.length * matches.length).toBeGreaterThan(0);
  expect([...missed, ...wrong]).toEqual([]);
});
