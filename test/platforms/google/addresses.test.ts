// What addresses of Google Drive, Docs and Sites name: one file however it is opened, and nothing else of Google.
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ID = '1Ab-CdEfGhIjKlMnOpQrStUvWxYz0123_';
const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);

describe('a file on Google', () => {
  const SPELLINGS = [
    `https://drive.google.com/file/d/${ID}/view?usp=sharing`,
    `https://drive.google.com/file/d/${ID}/preview`,
    `https://drive.google.com/file/d/${ID}`,
    `https://drive.google.com/file/u/1/d/${ID}/edit?pli=1`,
    `https://drive.google.com/open?id=${ID}&authuser=0`,
    `https://drive.google.com/uc?export=download&id=${ID}`,
    `https://drive.google.com/u/0/uc?id=${ID}&export=download`,
    `https://drive.google.com/thumbnail?id=${ID}&sz=w1000`,
    `https://drive.usercontent.google.com/download?id=${ID}&confirm=t`,
    `https://docs.google.com/uc?id=${ID}`,
    `https://drive.google.com/a/unit.example/file/d/${ID}/view`,
    `https://docs.google.com/file/d/${ID}/edit`,
    `https://lh3.googleusercontent.com/d/${ID}=w1000`.replace('=w1000', ''),
    `https://docs.google.com/document/d/${ID}/edit?tab=t.0#heading=h.1`,
    `https://docs.google.com/document/u/2/d/${ID}/mobilebasic`,
    `https://docs.google.com/a/unit.example/document/d/${ID}/pub`,
    `https://docs.google.com/spreadsheets/d/${ID}/htmlview#gid=0`,
    `https://docs.google.com/presentation/d/${ID}/preview?slide=id.p`,
    `https://docs.google.com/forms/d/${ID}/viewform`,
    `https://docs.google.com/spreadsheet/ccc?key=${ID}&usp=drive_web`,
    `https://drive.google.com/drive/folders/${ID}?usp=sharing`,
    `https://drive.google.com/drive/u/0/folders/${ID}`,
    `https://drive.google.com/drive/u/0/mobile/folders/${ID}`,
    `https://drive.google.com/embeddedfolderview?id=${ID}#list`,
    `https://drive.google.com/folderview?id=${ID}`,
    `https://drive.google.com/drive/#folders/${ID}`,
  ];
  it.each(SPELLINGS)('%s is that file', (url) => {
    expect(addressOf(url)).toMatchObject({ platform: 'google', subject: 'file', id: ID });
    expect(ids(url)).toEqual([[ID]]);
  });

  it('has one address, with the key that opens it', () => {
    expect(addressOf(`https://drive.google.com/uc?id=${ID}&resourcekey=0-aB_c&usp=x`)?.url).toBe(
      `https://drive.google.com/file/d/${ID}/view?resourcekey=0-aB_c`,
    );
    expect(addressOf(`https://drive.google.com/open?id=${ID}&resourcekey=0-aB_c&usp=x`)?.url).toBe(
      `https://drive.google.com/open?id=${ID}&resourcekey=0-aB_c`,
    );
    expect(addressOf(`https://drive.google.com/drive/u/3/folders/${ID}?resourcekey=0-aB_c`)?.url).toBe(
      `https://drive.google.com/drive/folders/${ID}?resourcekey=0-aB_c`,
    );
    expect(addressOf(`https://docs.google.com/presentation/u/0/d/${ID}/present`)?.url).toBe(
      `https://docs.google.com/presentation/d/${ID}/edit`,
    );
  });

  it('has an id of its own where it is published', () => {
    const published = '2PACX-1vAbCdEfGhIjKlMnOpQrStUv';
    expect(addressOf(`https://docs.google.com/document/d/e/${published}/pub?embedded=true`)).toMatchObject({
      url: `https://docs.google.com/document/d/e/${published}/pub`,
      id: published,
    });
    expect(addressOf(`https://docs.google.com/forms/u/0/d/e/${published}/viewform?usp=sf_link`)?.url).toBe(
      `https://docs.google.com/forms/d/e/${published}/viewform`,
    );
    expect(addressOf(`https://docs.google.com/spreadsheets/d/e/${published}/pubhtml?gid=0`)?.url).toBe(
      `https://docs.google.com/spreadsheets/d/e/${published}/pubhtml`,
    );
  });
});

describe('a site on Google Sites', () => {
  it('is a website, page by page, whichever organisation it is of', () => {
    expect(addressOf('https://sites.google.com/view/garden-notes/seeds?authuser=1')).toMatchObject({
      subject: 'website',
      url: 'https://sites.google.com/view/garden-notes/seeds',
      identities: [{ ids: ['sites', 'view/garden-notes/seeds'] }],
    });
    expect(ids('https://sites.google.com/u/0/view/garden-notes/seeds')).toEqual([
      ['sites', 'view/garden-notes/seeds'],
    ]);
    expect(ids('https://sites.google.com/unit.example/garden/home')).toEqual([
      ['sites', 'unit.example/garden/home'],
    ]);
    expect(ids('https://sites.google.com/site/garden')).toEqual([['sites', 'site/garden']]);
    expect(ids('https://sites.google.com/view/other/seeds')).not.toEqual(
      ids('https://sites.google.com/view/garden-notes/seeds'),
    );
  });
});

describe('what is no file of Google', () => {
  const NOT_OURS = [
    'https://drive.google.com/drive/my-drive',
    'https://drive.google.com/drive/shared-with-me',
    'https://docs.google.com/document/u/0/',
    'https://docs.google.com/forms/d/short/viewform',
    `https://www.google.com/file/d/${ID}/view`,
    `https://drive.google.com.evil.example/file/d/${ID}/view`,
    `https://notdrive.google.com/file/d/${ID}/view`,
    'https://forms.gle/AbCdEfGhIj',
    'https://sites.google.com/new',
    `ftp://drive.google.com/file/d/${ID}`,
  ];
  it.each(NOT_OURS)('%s', (url) => {
    expect(addressOf(url)?.platform).not.toBe('google');
  });
});

it('addresses that yt-dlp knows are known', (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const cases = urlCasesOf('googledrive');
  expect(cases.length).toBeGreaterThan(0);
  const wrong = cases.filter(({ url }) => {
    const id = /(?:[?&]id=|\/(?:d|folders)\/)([\w-]+)/.exec(url)?.[1];
    const address = addressOf(url);
    return address?.platform !== 'google' || address.subject !== 'file' || address.id !== id;
  });
  console.info(
    `yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of Google Drive are known`,
  );
  expect(wrong).toEqual([]);
});
