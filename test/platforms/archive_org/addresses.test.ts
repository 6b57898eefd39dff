// What addresses of archive.org name: items, files in them, uploaders, and copies of other pages, which are those pages too.
import { describe, expect, it } from 'vitest';
import { dedupeKeys } from '../../../src/flag/identity';
import type { PostDetails } from '../../../src/flag/post';
import { addressOf, identitiesOf, normalizeUrl } from '../../../src/platforms/addresses';
import { hasShared, NO_SHARED } from '../chromium-page';
import { urlCasesOf } from '../expected';

const ids = (url: string): unknown => addressOf(url)?.identities.map((each) => each.ids);
const keys = (postUrl: string): string[] => {
  const post: PostDetails = { subject: 'post', postUrl };
  return dedupeKeys(identitiesOf(post, postUrl, 'other'), normalizeUrl(postUrl));
};

describe('an item', () => {
  const SPELLINGS = [
    'https://archive.org/details/garden-notes_2026.1',
    'http://www.archive.org/details/garden-notes_2026.1/',
    'https://archive.org/details/garden-notes_2026.1?view=theater#reviews',
    'https://archive.org/details/garden-notes_2026.1/page/n5/mode/2up?q=seeds',
    'https://archive.org/details/garden-notes_2026.1/mode/1up',
    'https://archive.org/embed/garden-notes_2026.1',
    'https://archive.org/download/garden-notes_2026.1',
    'https://archive.org/metadata/garden-notes_2026.1',
    'https://archive.org/stream/garden-notes_2026.1',
  ];
  it.each(SPELLINGS)('%s is that item', (url) => {
    expect(addressOf(url)).toMatchObject({
      platform: 'archive_org',
      subject: 'file',
      url: 'https://archive.org/details/garden-notes_2026.1',
    });
    expect(ids(url)).toEqual([['garden-notes_2026.1']]);
  });

  it('is not a file in it, which is one in all its views and on all servers', () => {
    for (const url of [
      'https://archive.org/details/garden-notes/disc1/01+Seeds.mp3',
      'https://archive.org/embed/garden-notes/disc1/01%20Seeds.mp3?start=3',
      'https://archive.org/download/garden-notes/disc1/01%20Seeds.mp3',
      'https://ia800100.us.archive.org/12/items/garden-notes/disc1/01%20Seeds.mp3',
      'https://s3.us.archive.org/garden-notes/disc1/01%20Seeds.mp3',
    ])
      expect(ids(url), url).toEqual([['garden-notes', 'disc1/01 Seeds.mp3']]);
  });

  it('is not an account, a search or another site', () => {
    expect(addressOf('https://archive.org/details/@Garden_Notes?tab=uploads')).toMatchObject({
      subject: 'account',
      identities: [{ ids: ['@garden_notes'] }],
    });
    for (const url of [
      'https://archive.org/',
      'https://archive.org/search?query=seeds',
      'https://archive.org/details/',
      'https://notarchive.org/details/garden',
      'https://archive.org.evil.example/details/garden',
      'https://archive.ph/AbCdE',
      'https://archive.today/20260304/https://x.com/a/status/1',
    ])
      expect(addressOf(url)?.platform, url).not.toBe('archive_org');
  });
});

describe('a copy of another page', () => {
  const ID = '2029060797887414272';
  const STAMP = '20260304050607';
  const original = `https://x.com/garden_notes/status/${ID}`;
  const SPELLINGS = [
    `https://web.archive.org/web/${STAMP}/${original}`,
    `http://web.archive.org/web/${STAMP}id_/${original}`,
    `https://web.archive.org/web/${STAMP}if_/${original}`,
    `https://web.archive.org/${STAMP}/${original}`,
    `https://wayback.archive.org/web/${STAMP}/${original}`,
    `https://archive.org/web/${STAMP}/${original}`,
    `https://web.archive.org/web/${STAMP}/${encodeURIComponent(original)}`,
    `https://web.archive.org/web/${STAMP}/http://mobile.twitter.com/garden_notes/status/${ID}?s=20`,
    `https://web.archive.org/web/${original}`,
    `https://web.archive.org/web/2026*/${original}`,
    `https://web.archive.org/web/*/${original}`,
  ];
  it.each(SPELLINGS)('%s is a post that lies with archive.org, and not the one that lies with X', (url) => {
    const address = addressOf(url);
    expect(address).toMatchObject({ platform: 'archive_org', subject: 'post' });
    expect(address?.original).toMatch(ID);
    expect(keys(url)).toHaveLength(1);
    expect(keys(url)).not.toEqual(keys(original));
  });

  it('is one in every spelling of the same copy', () => {
    const [first = '', ...others] = SPELLINGS.slice(0, 7);
    for (const url of others) expect(keys(url), url).toEqual(keys(first));
  });

  it('has its own address, with the time of the archive', () => {
    expect(addressOf(SPELLINGS[1] ?? '')?.url).toBe(`https://web.archive.org/web/${STAMP}/${original}`);
    const two = [STAMP, '20270101000000'].map((stamp) =>
      ids(`https://web.archive.org/web/${stamp}/${original}`),
    );
    expect(two[0]).not.toEqual(two[1]);
  });

  it('of a page that nobody knows names that page', () => {
    const page = 'https://site.example/a?id=1';
    const [first, second] = [page, 'http://site.example:80/a?id=1'].map((copy) =>
      keys(`https://web.archive.org/web/${STAMP}/${copy}`),
    );
    expect(first).toEqual(second);
    expect(first).not.toEqual(keys(page));
    expect(ids(`https://web.archive.org/web/${STAMP}/site.example/a`)?.toString()).toContain(
      'site.example/a',
    );
  });

  it('of a copy is the first page still, and a broken one is nothing', () => {
    const twice = `https://web.archive.org/web/2027/https://web.archive.org/web/${STAMP}/${original}`;
    expect(addressOf(twice)).toMatchObject({ platform: 'archive_org', subject: 'post' });
    for (const url of [
      'https://web.archive.org/',
      'https://web.archive.org/web/',
      'https://web.archive.org/save',
      `https://web.archive.org/web/${STAMP}/javascript:alert(1)`,
      `https://web.archive.org/web/${STAMP}/https://`,
      'https://web.archive.org/web/1/%E0%A4%A',
    ])
      expect(addressOf(url)?.original, url).toBeUndefined();
  });
});

it('addresses that yt-dlp knows are known, but for those listed with a reason', (ctx) => {
  if (!hasShared) ctx.skip(NO_SHARED);
  const cases = urlCasesOf('archive.org');
  const EXPLAINED = /^ytarchive:|^web\.archive\.org/; // names of that program; an address without a scheme
  const wrong = cases.filter(({ url, id, ie }) => {
    const address = addressOf(url);
    if (address?.platform !== 'archive_org') return true;
    if (ie === 'YoutubeWebArchiveIE') return !(id === undefined || address.original?.includes(id));
    // an item of one file has that file's name there
    const named = address.identities[0]?.ids.join('/');
    return id !== undefined && named !== id && !id.startsWith(`${named}/`);
  });
  console.info(
    `yt-dlp: ${cases.length - wrong.length} of ${cases.length} addresses of archive.org are known`,
  );
  expect(cases.length).toBeGreaterThan(0);
  expect(wrong.map(({ url }) => url).filter((url) => !EXPLAINED.test(url))).toEqual([]);
});
